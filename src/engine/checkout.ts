/** Writes the files of a commit or of the index into a folder of its own, to be analysed as they are there. */
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmdirSync,
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
    await writeAll(git, files, top);
    return await work(top);
  } finally {
    process.off('exit', remove);
    remove();
  }
}

/**
 * Turns the files of one state that `withFiles` has written into those of another; only what differs is touched.
 * @param top the folder `withFiles` gave
 * @returns the paths that were touched, absolute
 */
export async function replaceFiles(
  git: Git,
  top: string,
  before: readonly GitFile[],
  after: readonly GitFile[],
): Promise<readonly string[]> {
  const had = new Map(before.map((file) => [file.path, file]));
  const wants = new Map(after.map((file) => [file.path, file]));
  // Links go and come anew, so that nothing is written through one of them.
  const isSame = ({ path, blob, mode }: GitFile, other: ReadonlyMap<string, GitFile>): boolean =>
    mode !== LINK && other.get(path)?.blob === blob && other.get(path)?.mode === mode;
  const gone = before.filter((file) => isRead(file.path) && !isSame(file, wants));
  for (const file of gone.filter(isLink)) removeOne(top, file.path);
  for (const file of gone.filter((other) => !isLink(other))) removeOne(top, file.path);
  const news = after.filter((file) => !isSame(file, had));
  await writeAll(git, news, top);
  return [...gone, ...news].map(({ path }) => resolve(top, path));
}

/** Removes a file, and the folders that it leaves empty. */
function removeOne(top: string, path: string): void {
  const target = resolve(top, path);
  if (!isInside(top, target)) return;
  rmSync(target, { force: true });
  for (let folder = dirname(target); folder !== top; folder = dirname(folder)) {
    if (!existsSync(folder) || readdirSync(folder).length > 0) return;
    rmdirSync(folder);
  }
}

/** Sources, configuration, ignore files, and files without extension, which may be scripts. */
function isRead(path: string): boolean {
  const name = basename(path);
  if (/(?:^|\/)(?:node_modules|\.git)\//.test(path)) return false;
  const isKnown = isSourceName(name) || isConfigName(name) || name === 'pnpm-workspace.yaml';
  return isKnown || name.startsWith('perfmig') || !name.slice(1).includes('.');
}

async function writeAll(git: Git, files: readonly GitFile[], top: string): Promise<void> {
  const read = files.filter(({ path }) => isRead(path));
  await write(
    git,
    read.filter((file) => !isLink(file)),
    top,
  );
  // Last, so that nothing is written through one of them.
  await write(git, read.filter(isLink), top);
}

function isLink({ mode }: GitFile): boolean {
  return mode === LINK;
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
