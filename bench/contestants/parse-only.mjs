/**
 * Reads and parses every source file below the current folder with oxc-parser
 * and does nothing else: the floor for any tool that looks at syntax trees.
 * Same options as src/syntax/parse.ts; the tree is asked for, because it is
 * only built then.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from 'oxc-parser';

const SOURCE = /\.[cm]?[jt]sx?$/;

function languageOf(path) {
  if (path.endsWith('x')) return 'tsx';
  return /\.[cm]?ts$/.test(path) ? 'ts' : 'jsx';
}

let files = 0;
let statements = 0;
for (const entry of readdirSync('.', { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || !SOURCE.test(entry.name)) continue;
  const path = join(entry.parentPath, entry.name);
  const text = readFileSync(path, 'utf8');
  const options = { lang: languageOf(path), astType: 'ts', preserveParens: false };
  statements += parseSync(path, text, options).program.body.length;
  files++;
}
process.stdout.write(`${JSON.stringify({ files, statements })}\n`);
