/** The examples of the README and of the pages, as programs. */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { RUNTIME } from '../package/built.ts';

/** A piece of code that readers may copy. */
export interface Example {
  /** Where it stands: `docs/pool.md`, or the row of the README's table. */
  readonly name: string;
  /** Its imports, each with the names it takes. */
  readonly imports: readonly { readonly names: string; readonly from: string }[];
  readonly body: string;
}

const IMPORT = /^import (\{[^}]*\}) from '([^']+)';.*$/gm;
const ROW = /^\|[^|]*\| `(@perfmig\/runtime\/[^`]+)`\s*\| `(.+)`\s*\|$/;

/** The blocks marked as TypeScript of each page, and the rows of the README's table that are code. */
export function examples(): readonly Example[] {
  const pages = readdirSync(join(RUNTIME, 'docs')).flatMap((page) => blocksOf(`docs/${page}`));
  return [...pages, ...blocksOf('README.md'), ...rows()];
}

function blocksOf(page: string): Example[] {
  const text = readFileSync(join(RUNTIME, page), 'utf8');
  return [...text.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code = ''], index) => ({
    name: index === 0 ? page : `${page}, ${index + 1}`,
    imports: [...code.matchAll(IMPORT)].map(([, names = '', from = '']) => ({ names, from })),
    body: code.replaceAll(IMPORT, '').replace(/^export (?=const)/gm, ''),
  }));
}

/** What a row shows of its part is imported, as far as the scope has no such thing already. */
function rows(): Example[] {
  const found = readFileSync(join(RUNTIME, 'README.md'), 'utf8').matchAll(new RegExp(ROW, 'gm'));
  return [...found]
    .map(([, from = '', code = '']) => ({ from: from.replace('…', 'pg'), code }))
    .filter(({ code }) => !code.startsWith('PERFMIG_MODE'))
    .map(({ from, code }) => ({
      name: `README: ${code}`,
      imports: [{ names: namesOf(from, code), from }],
      body: code.replace(/\) …$/, ') void row;').replace('…', "res.end('')"),
    }));
}

function namesOf(from: string, code: string): string {
  const all = Object.keys(createRequire(join(RUNTIME, 'package.json'))(from) as object);
  return `{ ${all.filter((name) => new RegExp(`\\b${name}\\b`).test(code)).join(', ')} }`;
}
