/** Writes the files of a commit or of the index into a folder of its own, to be analysed as they are there. */
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import type { Git, GitFile } from '../project/git.ts';
import { isInside } from '../project/paths.ts';
import { isConfigName, isSourceName } from '../project/source-names.ts';

const LINK = '120000';
const EXECUTABLE = '100755';

/**
 * Writes what an analysis reads of these files, calls `work` with the folder and
 * removes it. No filter is applied: a stranger's could run anything.
 */
export async function withFiles<Result>(
  git: Git,
  files: readonly GitFile[],
  work: (top: string) => Promise<Result>,
): Promise<Result> {
  const top = realpathSync.native(mkdtempSync(join(tmpdir(), 'perfmig-')));
  const remove = (): void => rmSync(top, { recursive: true, force: true });
  // Ctrl-C ends the process without a word to us.
  process.once('exit', remove);
  try {
    // Where the project and the rules of .gitignore end.
    mkdirSync(join(top, '.git'));
    const read = files.filter(({ path }) => isRead(path));
    await write(
      git,
      read.filter(({ mode }) => mode !== LINK),
      top,
    );
    // Last, so that nothing is written through one of them.
    await write(
      git,
      read.filter(({ mode }) => mode === LINK),
      top,
    );
    return await work(top);
  } finally {
    process.off('exit', remove);
    remove();
  }
}

/** Sources, configuration, ignore files, and files without extension, which may be scripts. */
function isRead(path: string): boolean {
  const name = basename(path);
  if (/(?:^|\/)(?:node_modules|\.git)\//.test(path)) return false;
  const isKnown = isSourceName(name) || isConfigName(name) || name === 'pnpm-workspace.yaml';
  return isKnown || name.startsWith('perfmig') || !name.slice(1).includes('.');
}

async function write(git: Git, files: readonly GitFile[], top: string): Promise<void> {
  const byBlob = new Map<string, GitFile[]>();
  for (const file of files) byBlob.set(file.blob, [...(byBlob.get(file.blob) ?? []), file]);
  await git.eachBlob([...byBlob.keys()], (blob, content) => {
    for (const file of byBlob.get(blob) ?? []) writeOne(top, file, content);
  });
}

function writeOne(top: string, { path, mode }: GitFile, content: Buffer): void {
  const target = resolve(top, path);
  // An index made by hand may name anything.
  if (!isInside(top, target) || existsSync(target)) return;
  mkdirSync(dirname(target), { recursive: true });
  if (mode === LINK) {
    const goal = content.toString('utf8');
    if (isInside(top, resolve(dirname(target), goal))) symlinkSync(goal, target);
    return;
  }
  writeFileSync(target, content, { flag: 'wx' });
  if (mode === EXECUTABLE) chmodSync(target, 0o755);
}
