/** Makes the texts of the helper file's parts, in TypeScript and in JavaScript, out of the sources of the runtime. */
import { readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { format, resolveConfig } from 'prettier';
import blankTypes from 'ts-blank-space';
import type { HelperPart } from '../additions/helpers/part.ts';

/** Where the sources of the runtime are, relative to the root. */
const SOURCES = 'runtime/src';

/** What the helper file may hold; what these import from beside them comes along. */
const ENTRIES = [
  'clients/exit-on-idle.ts',
  'clients/lent-client.ts',
  'executor/limit-concurrency.ts',
  'executor/map-concurrent.ts',
  'clients/return-connection.ts',
  'process/exec-command.ts',
  'process/exec-program.ts',
  'process/spawn-command.ts',
  'files/path-exists.ts',
  'in-order/every-in-order.ts',
  'in-order/filter-in-order.ts',
  'in-order/find-in-order.ts',
  'in-order/find-index-in-order.ts',
  'in-order/flat-map-in-order.ts',
  'in-order/for-each-in-order.ts',
  'in-order/map-in-order.ts',
  'in-order/reduce-in-order.ts',
  'in-order/some-in-order.ts',
  'testing/outcome-of.ts',
  'handlers/forward-errors.ts',
  'retry/growing-delays.ts',
];

/** The generated module with all parts' texts. */
export async function helperTexts(root: string): Promise<string> {
  const parts = new Map<string, HelperPart>();
  const wanted = [...ENTRIES];
  for (const path of wanted) {
    const part = await partOf(root, path);
    parts.set(path, part);
    for (const need of part.needs) if (!wanted.includes(`${need}.ts`)) wanted.push(`${need}.ts`);
  }
  const sorted = [...parts.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  return [
    '/** The parts of the helper file as text. Generated from runtime/src by `npm run generate`; edit those. */',
    "import type { HelperPart } from './part.ts';",
    '',
    `export const HELPER_PARTS: readonly HelperPart[] = ${JSON.stringify(sorted, null, 2)};`,
    '',
  ].join('\n');
}

/** The sentence at the head of a file, which would stand in the way in a file of many parts. */
const HEAD = /^\/\*\*(?:(?!\*\/)[^])*\*\/\n(?=\n|import )/;
const IMPORT = /^import (type )?\{([^}]*)\} from '([^']+)';\n/gm;

async function partOf(root: string, path: string): Promise<HelperPart> {
  const source = await readFile(join(root, SOURCES, path), 'utf8');
  const imports: HelperPart['imports'][number][] = [];
  const needs: string[] = [];
  for (const [, type, names = '', module = ''] of source.matchAll(IMPORT)) {
    if (module.startsWith('.')) needs.push(posix.join(posix.dirname(path), module).replace('.ts', ''));
    else imports.push({ module, names: namesIn(names), isType: type !== undefined });
  }
  const ts = source.replace(HEAD, '').replace(IMPORT, '').trim();
  const js = await format(withoutLostComments(blankTypes(ts)), {
    ...(await resolveConfig(join(root, SOURCES, path))),
    parser: 'babel',
  });
  const exported = [...ts.matchAll(/^export (?:async )?function (\w+)/gm)].map(([, name = '']) => name);
  // Others are there for these alone.
  const names = ENTRIES.includes(path) ? exported : [];
  const [folder = ''] = path.split('/');
  return { id: path.replace('.ts', ''), folder, names: [...new Set(names)], needs, imports, ts, js: js.trim() };
}

/** Comments of types that are gone go too; those of overloads move to the function. */
function withoutLostComments(text: string): string {
  return text
    .replace(/[ \t]+$/gm, '')
    .replace(/^\/\*\*(?:(?!\*\/)[^])*\*\/\s*$(?![^]*\S)/m, '')
    .replace(/\*\/\n\n+(?=export )/g, '*/\n');
}

function namesIn(list: string): readonly string[] {
  return list
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}
