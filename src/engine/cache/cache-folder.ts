/** The folder `.perfmig/cache/@PACKAGE` on disk; whatever goes wrong with it costs time, never a result. */
import { randomBytes } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { codeOf } from '../../project/errors.ts';
import { isTracked } from '../../project/git.ts';
import { fromRoot } from '../../project/paths.ts';
import { disk } from '../apply/file-system.ts';
import { makeStateFolder, stateFolder } from '../apply/state-folder.ts';
import { makeFolders, replaceFile } from '../apply/write.ts';
import { pack, unpack, type Origin } from './container.ts';
import { placeStamp, toolStamp } from './stamp.ts';

/** Milliseconds after which nobody is still writing a temporary file. */
const FORGOTTEN = 3600e3;

/** Larger files take longer to read than they save. */
const MOST_BYTES = 1e9;

/** The folder of a project's cache. @param root absolute */
export function cachePath(root: string): string {
  const state = stateFolder(root);
  return join(state, 'cache', `@${encodeURIComponent(fromRoot(dirname(state), root))}`);
}

export class CacheFolder {
  readonly #state: string;
  readonly #path: string;
  readonly #origin: Origin;
  readonly #onRebuild: (why: string) => void;
  #isUsable = true;
  #hasTold = false;

  /** @param root absolute */
  constructor(root: string, onRebuild: (why: string) => void) {
    this.#state = stateFolder(root);
    this.#path = cachePath(root);
    this.#origin = { tool: toolStamp(), place: placeStamp(root) };
    this.#onRebuild = onRebuild;
  }

  /** Looks whether the folder is what perfmig made, and nobody's who wants to mislead it. */
  async check(): Promise<void> {
    const folders = [this.#state, dirname(this.#path), this.#path];
    const isLink = folders.some((folder) => lstatSync(folder, { throwIfNoEntry: false })?.isDirectory() === false);
    this.#isUsable = !isLink;
    if (isLink) this.#tell('it is no folder');
    else if (await isTracked(dirname(this.#state), basename(this.#state))) {
      this.#isUsable = false;
      this.#tell('it is committed; git rm -r --cached .perfmig takes it out');
    }
  }

  /** The content of a file; undefined where there is none that can be used. */
  read(name: string): Buffer | undefined {
    if (!this.#isUsable) return undefined;
    try {
      const opened = unpack(readFileSync(join(this.#path, name)), this.#origin);
      if (opened.kind === 'content') return opened.content;
      this.#tell(opened.why);
    } catch (error) {
      // One that nobody may read is as good as none.
      if (codeOf(error) !== 'ENOENT' && codeOf(error) !== 'EACCES') this.#tell('it is broken');
    }
    return undefined;
  }

  /** The content turned out to be no good. */
  reject(): void {
    this.#tell('it is broken');
  }

  /** Writes a file, if that is possible. Of two runs the last one counts. */
  write(name: string, content: Uint8Array): void {
    if (!this.#isUsable || content.length > MOST_BYTES) return;
    try {
      makeStateFolder(disk, this.#state);
      makeFolders(disk, this.#path);
      const path = join(this.#path, name);
      replaceFile(disk, path, `${path}.${randomBytes(6).toString('hex')}.tmp`, pack(this.#origin, content));
    } catch {
      // A folder that can't be written to, or a full disk: the next run takes as long as this one.
    }
  }

  /** Removes temporary files of runs that were killed, and all but the newest of the files whose name begins so. */
  prune(start: string, most: number): void {
    try {
      const files = readdirSync(this.#path).map((name) => {
        return { path: join(this.#path, name), name, time: statSync(join(this.#path, name)).mtimeMs };
      });
      const forgotten = files.filter(({ name, time }) => name.endsWith('.tmp') && time < Date.now() - FORGOTTEN);
      const named = files.filter(({ name }) => name.startsWith(start) && !name.endsWith('.tmp'));
      const old = named.sort((a, b) => b.time - a.time).slice(most);
      for (const { path } of [...forgotten, ...old]) rmSync(path, { force: true });
    } catch {
      // Somebody else tidies up.
    }
  }

  #tell(why: string): void {
    if (!this.#hasTold) this.#onRebuild(why);
    this.#hasTold = true;
  }
}
