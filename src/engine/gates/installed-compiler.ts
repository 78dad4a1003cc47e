/** The compiler that a project has installed. */
import { dirname } from 'node:path';
import { ts } from 'ts-morph';
import { isObject, readJson, stringIn } from '../../project/json-file.ts';

/** The version of the TypeScript that is installed for a folder; undefined if unknown. */
export function installedCompiler(root: string): string | undefined {
  const found = ts.findConfigFile(root, (path) => ts.sys.fileExists(path), 'node_modules/typescript/package.json');
  if (found === undefined) return undefined;
  const read = readJson(dirname(found), 'package.json', 'strict');
  return read.kind === 'value' && isObject(read.value) ? stringIn(read.value, 'version') : undefined;
}
