/** Type errors as the project's own compiler prints them. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isObject, readJson, stringIn } from '../../src/project/json-file.ts';
import { measured } from './measured.ts';

export interface TypeCheck {
  /** `file: TS2345 message`, with how often each is there. */
  readonly errors: readonly string[];
  /** Of user and system time. */
  readonly cpuSeconds: number;
}

const COMPILER = 'node_modules/.bin/tsc';

/** Runs the compiler that is installed in the project; undefined where there is none, or no tsconfig.json. */
export async function checkTypes(folder: string): Promise<TypeCheck | undefined> {
  if (!existsSync(join(folder, COMPILER)) || !existsSync(join(folder, 'tsconfig.json'))) return undefined;
  const errors: string[] = [];
  let cpuSeconds = 0;
  for (const project of projectsOf(folder)) {
    const run = await measured(`${COMPILER} --noEmit --pretty false -p '${project}'`, folder);
    errors.push(...errorsIn(run.output));
    cpuSeconds += run.cpuSeconds;
  }
  return { errors, cpuSeconds };
}

/** The configuration of the root, or those it refers to where it has no files of its own. */
export function projectsOf(folder: string): readonly string[] {
  const json = readJson(folder, 'tsconfig.json', 'comments');
  const config = json.kind === 'value' && isObject(json.value) ? json.value : {};
  const references = Array.isArray(config['references']) ? config['references'].filter(isObject) : [];
  const isEmpty = Array.isArray(config['files']) && config['files'].length === 0 && config['include'] === undefined;
  return isEmpty ? references.flatMap((one) => stringIn(one, 'path') ?? []) : ['tsconfig.json'];
}

/** Without lines and columns, which move. */
export function errorsIn(output: string): readonly string[] {
  const found = output.matchAll(/^(.+?)\(\d+,\d+\): error (TS\d+): (.*)$/gm);
  return [...found].map(([, file = '', code = '', message = '']) => `${file}: ${code} ${message}`);
}

/** Those that are there more often than before. */
export function newErrors(before: readonly string[], after: readonly string[]): readonly string[] {
  const left = [...before];
  return after.filter((error) => {
    const at = left.indexOf(error);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}
