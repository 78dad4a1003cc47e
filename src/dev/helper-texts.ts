/** Makes the texts of the helper file's parts, in TypeScript and in JavaScript, out of the parts themselves. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import blankTypes from 'ts-blank-space';
import type { HelperPart } from '../asyncify/helpers/part.ts';

/** Where the parts are, relative to the root. */
const PARTS = 'src/asyncify/helpers/parts';

/** The generated module with all parts' texts. */
export async function helperTexts(root: string): Promise<string> {
  const files = (await readdir(join(root, PARTS))).filter((name) => name.endsWith('.ts')).sort();
  const parts = await Promise.all(
    files.map(async (file) => partOf(file.replace('.ts', ''), await readFile(join(root, PARTS, file), 'utf8'), root)),
  );
  return [
    '/** The parts of the helper file as text. Generated from ./parts by `npm run generate`; edit those. */',
    "import type { HelperPart } from './part.ts';",
    '',
    `export const HELPER_PARTS: readonly HelperPart[] = ${JSON.stringify(parts, null, 2)};`,
    '',
  ].join('\n');
}

const IMPORT = /^import (type )?\{([^}]*)\} from '([^']+)';\n/gm;

async function partOf(id: string, source: string, root: string): Promise<HelperPart> {
  const imports: HelperPart['imports'][number][] = [];
  const needs: string[] = [];
  for (const [, type, names = '', module = ''] of source.matchAll(IMPORT)) {
    if (module.startsWith('./')) needs.push(module.slice(2).replace('.ts', ''));
    else imports.push({ module, names: namesIn(names), isType: type !== undefined });
  }
  const ts = source.replace(IMPORT, '').trim();
  const js = await format(withoutLostComments(blankTypes(ts)), {
    ...(await resolveConfig(join(root, PARTS, 'some.ts'))),
    parser: 'babel',
  });
  const names = [...ts.matchAll(/^export async function (\w+)/gm)].map(([, name = '']) => name);
  return { id, names: [...new Set(names)], needs, imports, ts, js: js.trim() };
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
