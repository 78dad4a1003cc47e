/** Files that are started as programs: what package.json files run, and what is written as one. */
import type { ModelFile } from './model-file.ts';
import type { Program } from './program.ts';

/** Commands whose first operand is a file to run. */
const RUNNERS: ReadonlySet<string> = new Set(['node', 'nodemon', 'ts-node', 'tsx', 'jiti', 'babel-node', 'bun', 'esr']);
/** Options of these that take the next word. */
const WITH_VALUE: ReadonlySet<string> = new Set(['-r', '--require', '--import', '--loader', '-P', '--project', '-c']);
const PROGRAM_FOLDER = /(?:^|\/)(?:bin|scripts?|tools?|benchmarks?)\//;
/** The folder alone says little: what is loaded before tests lies there as well, and works at once. */
const PROGRAM_TEXT = /\bprocess\.(?:argv|exit|exitCode)\b|\brequire\.main\b/;

/** Whether somebody is seen to start the file, and it is not read by another program as its configuration. */
export function isRun(program: Program, { path, file: { text } }: ModelFile): boolean {
  const isWrittenAsOne = PROGRAM_FOLDER.test(path) && PROGRAM_TEXT.test(text);
  return text.startsWith('#!') || isWrittenAsOne || runFiles(program).has(path);
}

/** The files that `bin` names, and those that scripts give to Node or the like. */
function runFiles(program: Program): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { folder, bin, scripts } of program.config.packages) {
    const from = folder === '.' ? 'package.json' : `${folder}/package.json`;
    const own = bin.map((path) => (folder === '.' ? path : path.slice(folder.length + 1)));
    for (const path of [...own, ...[...scripts.values()].flatMap(filesRunBy)]) {
      const file = program.resolve(from, `./${path.replace(/^\.\//, '')}`);
      if (file) found.add(file.path);
    }
  }
  return found;
}

/** `node -r dotenv/config scripts/load.js && …`: `scripts/load.js`. */
function filesRunBy(command: string): readonly string[] {
  return command.split(/&&|\|\||[;|&]/).flatMap((part) => {
    const words = part.trim().split(/\s+/);
    const runner = words.findIndex((word) => RUNNERS.has(word));
    if (runner < 0) return [];
    for (let at = runner + 1; at < words.length; at++) {
      const word = words[at] ?? '';
      if (WITH_VALUE.has(word)) at++;
      else if (!word.startsWith('-')) return [word.replaceAll(/^["']|["']$/g, '')];
    }
    return [];
  });
}
