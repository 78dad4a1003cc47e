/** TypeScript's own declarations (`Array`, `Promise`, the DOM), which ts-morph holds in memory and not as files. */
import { basename, dirname } from 'node:path';
import { getLibFiles } from '@ts-morph/common';
import { ts } from 'ts-morph';

/** The text of a declaration file of the library, by its path; undefined for all other files. */
export function libraryFiles(options: ts.CompilerOptions): (path: string) => string | undefined {
  const folder = dirname(ts.getDefaultLibFilePath(options));
  const texts = new Map(getLibFiles().map(({ fileName, text }) => [fileName, text]));
  return (path) => (dirname(path) === folder ? texts.get(basename(path)) : undefined);
}
