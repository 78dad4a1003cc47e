/** A copy of a checked-out repository that may be changed. */
import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { measured } from './measured.ts';

/** One copy, in git, without what its tests and its installation leave behind. */
export class WorkingCopy {
  readonly folder: string;
  readonly #parent: string;

  private constructor(parent: string, name: string) {
    this.#parent = parent;
    this.folder = join(parent, name);
  }

  /**
   * Copies a checkout and installs what it needs, where no node_modules is there.
   * @throws {Error} where the installation fails
   */
  static async of(checkout: string, name: string, install: string | undefined): Promise<WorkingCopy> {
    const copy = new WorkingCopy(mkdtempSync(join(tmpdir(), 'perfmig-eval-')), name);
    cpSync(checkout, copy.folder, { recursive: true, verbatimSymlinks: true });
    if (install !== undefined && !existsSync(join(copy.folder, 'node_modules'))) {
      const { exitCode, output } = await measured(install, copy.folder);
      if (exitCode !== 0) throw new Error(`${name}: \`${install}\` fails: ${output.slice(-500)}`);
    }
    appendFileSync(join(copy.folder, '.git/info/exclude'), '\nnode_modules\n');
    copy.commit('as installed');
    return copy;
  }

  /** Everything that is there now is committed, so that resetting the tree keeps it. */
  commit(message: string): void {
    this.#git('add', '-A');
    this.#git(
      '-c',
      'user.name=eval',
      '-c',
      'user.email=eval@localhost',
      'commit',
      '-qm',
      message,
      '--allow-empty',
      '--no-verify',
    );
  }

  /** Takes back what tests have left. */
  reset(): void {
    this.#git('reset', '-q', '--hard');
    this.#git('clean', '-fdq');
  }

  /** Paths that differ from the last commit. */
  changed(): readonly string[] {
    const output = this.#git('status', '--porcelain', '-z', '--untracked-files=all');
    return output
      .split('\0')
      .filter((line) => line !== '')
      .map((line) => line.slice(3));
  }

  /** What files hold now, to be put back by {@link restore}. */
  contents(paths: readonly string[]): ReadonlyMap<string, Buffer> {
    return new Map(paths.map((path) => [path, readFileSync(join(this.folder, path))]));
  }

  restore(contents: ReadonlyMap<string, Buffer>): void {
    for (const [path, bytes] of contents) {
      mkdirSync(dirname(join(this.folder, path)), { recursive: true });
      writeFileSync(join(this.folder, path), bytes);
    }
  }

  remove(): void {
    rmSync(this.#parent, { recursive: true, force: true });
  }

  #git(...args: readonly string[]): string {
    return execFileSync('git', args, { cwd: this.folder, encoding: 'utf8', maxBuffer: 1e9 });
  }
}
