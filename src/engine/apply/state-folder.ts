/** The folder `.perfmig`, in which perfmig keeps what it needs from run to run. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { upToGitRoot } from '../../project/root.ts';
import type { FileSystem } from './file-system.ts';
import { makeFolders, replaceFile } from './write.ts';

/** Where it is for a project: beside `.git`, so that every package of a repository shares one; without git in the project. */
export function stateFolder(root: string): string {
  return join(upToGitRoot(root)[0] ?? root, '.perfmig');
}

/** Makes the folder, which keeps itself out of git. */
export function makeStateFolder(fs: FileSystem, folder: string): void {
  makeFolders(fs, folder);
  const ignore = join(folder, '.gitignore');
  if (!existsSync(ignore)) replaceFile(fs, ignore, join(folder, '.gitignore.tmp'), Buffer.from('*\n'));
}
