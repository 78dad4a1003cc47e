/** Asks git about a repository, and lets the repository run nothing: no hook, filter, monitor, driver or transport. */
import { spawn } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { devNull } from 'node:os';
import { buffer, text } from 'node:stream/consumers';
import { codeOf, UsageError } from './errors.ts';

/** A file of a commit or of the index. */
export interface GitFile {
  /** Relative to the repository's top, with `/`. */
  readonly path: string;
  /** `100644`, `100755`, `120000` for a link. */
  readonly mode: string;
  /** Name of its content. */
  readonly blob: string;
}

/** Only commands that read objects are run; these keep what a stranger's configuration could hang on to them. */
const CONFIG = [
  'core.fsmonitor=false',
  'core.untrackedCache=false',
  `core.hooksPath=${devNull}`,
  'core.sshCommand=false',
  'protocol.allow=never',
  'diff.external=',
].flatMap((setting) => ['-c', setting]);

const ENVIRONMENT = {
  // A partial clone would fetch what it lacks, by whatever transport its configuration names.
  GIT_NO_LAZY_FETCH: '1',
  GIT_ALLOW_PROTOCOL: '',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_TERMINAL_PROMPT: '0',
  LC_ALL: 'C',
};

const INCOMPLETE = 'this clone lacks the content of some files, and perfmig fetches nothing; clone without --filter';

/** Contents asked for at once. */
const BLOBS_AT_ONCE = 500;

/** A repository with a working tree. */
export class Git {
  /** Absolute, without symbolic links. */
  readonly top: string;

  private constructor(top: string) {
    this.top = top;
  }

  /**
   * Opens the repository a folder lies in.
   * @throws {UsageError} where there is none, or no git
   */
  static async open(folder: string): Promise<Git> {
    const { exitCode, output, error } = await run(folder, ['rev-parse', '--show-toplevel']);
    const top = output.toString('utf8').replace(/\r?\n$/, '');
    if (exitCode === 0 && top !== '') return new Git(realpathSync.native(top));
    const reason = /not a git repository/.test(error) ? 'not a git repository' : firstLine(error);
    throw new UsageError(`can't ask git for changes in ${folder}: ${reason || 'the repository has no working tree'}`);
  }

  /** The commit of HEAD; undefined before the first one. */
  async head(): Promise<string | undefined> {
    return this.commit('HEAD');
  }

  /**
   * The commit at which HEAD and a reference parted.
   * @throws {UsageError} where the reference is unknown or has nothing in common with HEAD
   */
  async mergeBase(ref: string): Promise<string> {
    const head = await this.head();
    if (head === undefined) throw new UsageError('there is no commit yet to compare with; --staged needs none');
    const commit = await this.commit(ref);
    if (commit === undefined) throw new UsageError(`unknown commit, branch or tag: ${ref}${await this.#shallowHint()}`);
    const base = await this.commonAncestor(commit, head);
    if (base !== undefined) return base;
    throw new UsageError(`${ref} and HEAD have no commit in common${await this.#shallowHint()}`);
  }

  /** The best commit that two have in common; undefined where there is none, or a shallow clone doesn't reach so far. */
  async commonAncestor(commit: string, other: string): Promise<string | undefined> {
    const { exitCode, output } = await run(this.top, ['merge-base', commit, other]);
    return exitCode === 0 ? output.toString('latin1').trim() : undefined;
  }

  /** The branch that is the default one of `origin`, as this clone knows it: `origin/main`. */
  async defaultBranch(): Promise<string | undefined> {
    const { exitCode, output } = await run(this.top, ['rev-parse', '--abbrev-ref', 'origin/HEAD']);
    const named = output.toString('utf8').trim();
    if (exitCode === 0 && named !== 'origin/HEAD') return named;
    for (const name of ['origin/main', 'origin/master']) if (await this.commit(name)) return name;
    return undefined;
  }

  /** Whether the clone was cut off somewhere. */
  async isShallow(): Promise<boolean> {
    const { output } = await run(this.top, ['rev-parse', '--is-shallow-repository']);
    return output.toString('latin1').trim() === 'true';
  }

  /** The files of a commit. */
  async filesOf(commit: string): Promise<readonly GitFile[]> {
    return files(await this.#read(['ls-tree', '-r', '-z', '--full-tree', commit]), /^(\d+) blob (\w+)\t(.*)$/s);
  }

  /** The files of the index; those in conflict are left out. */
  async stagedFiles(): Promise<readonly GitFile[]> {
    return files(await this.#read(['ls-files', '--stage', '-z']), /^(\d+) (\w+) 0\t(.*)$/s);
  }

  /** Old paths by new ones, of files renamed between a commit and another, or the index. */
  async renames(commit: string, to?: string): Promise<ReadonlyMap<string, string>> {
    const how = to === undefined ? ['diff-index', '--cached'] : ['diff-tree', '-r'];
    const options = ['-M', '-z', '--name-status', '--diff-filter=R', '--no-ext-diff', '--no-textconv'];
    const commits = to === undefined ? [commit] : [commit, to];
    const output = await this.#read([...how, ...options, '--ignore-submodules', ...commits, '--']);
    const fields = output.toString('utf8').split('\0');
    const renames = new Map<string, string>();
    for (let at = 0; at + 2 < fields.length; at += 3) renames.set(fields[at + 2] ?? '', fields[at + 1] ?? '');
    return renames;
  }

  /**
   * Calls `use` with the content of each of these blobs, in their order.
   * @throws {UsageError} where one is missing, as in a partial clone
   */
  async eachBlob(blobs: readonly string[], use: (blob: string, content: Buffer) => void): Promise<void> {
    for (let from = 0; from < blobs.length; from += BLOBS_AT_ONCE) {
      const some = blobs.slice(from, from + BLOBS_AT_ONCE);
      const output = await this.#read(['cat-file', '--batch'], `${some.join('\n')}\n`);
      for (const [blob, content] of batch(output)) {
        if (content === undefined) throw new UsageError(INCOMPLETE);
        use(blob, content);
      }
    }
  }

  /** The commit a reference stands for; undefined where it is unknown here. */
  async commit(ref: string): Promise<string | undefined> {
    if (ref === '' || ref.startsWith('-')) return undefined;
    const { exitCode, output } = await run(this.top, ['rev-parse', '--verify', '--quiet', `${ref}^{commit}`]);
    return exitCode === 0 ? output.toString('latin1').trim() : undefined;
  }

  async #shallowHint(): Promise<string> {
    if (!(await this.isShallow())) return '';
    return '; this clone is shallow: git fetch --unshallow (in GitHub Actions: fetch-depth: 0)';
  }

  async #read(args: readonly string[], input?: string): Promise<Buffer> {
    const { exitCode, output, error } = await run(this.top, args, input);
    if (exitCode === 0) return output;
    throw new UsageError(`git ${args[0] ?? ''} failed in ${this.top}: ${firstLine(error)}`);
  }
}

/** Whether git tracks anything at a path, absolute or relative to the folder. Never throws; without git nothing is. */
export async function isTracked(folder: string, path: string): Promise<boolean> {
  try {
    const { exitCode, output } = await run(folder, ['ls-files', '-z', '--', `:(literal)${path}`]);
    return exitCode === 0 && output.length > 0;
  } catch {
    return false;
  }
}

interface Ran {
  readonly exitCode: number | null;
  readonly output: Buffer;
  readonly error: string;
}

/** Hooks of a commit tell git by its environment which index is meant, so that is handed on. */
async function run(folder: string, args: readonly string[], input = ''): Promise<Ran> {
  const child = spawn('git', ['--no-pager', ...CONFIG, ...args], {
    cwd: folder,
    env: { ...process.env, ...ENVIRONMENT },
    stdio: 'pipe',
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  // Git may end before it has read everything; its exit code tells why.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  try {
    const [output, error, exitCode] = await Promise.all([buffer(child.stdout), text(child.stderr), ended]);
    return { exitCode, output, error };
  } catch (error) {
    if (codeOf(error) === 'ENOENT')
      throw new UsageError('ci, --since and --staged need git, which was not found', { cause: error });
    throw error;
  }
}

function firstLine(message: string): string {
  return (message.split('\n', 1)[0] ?? '').replace(/^(?:fatal|error): /, '');
}

function files(output: Buffer, pattern: RegExp): readonly GitFile[] {
  return output
    .toString('utf8')
    .split('\0')
    .flatMap((record) => {
      const [, mode = '', blob = '', path = ''] = pattern.exec(record) ?? [];
      return path === '' ? [] : [{ mode, blob, path }];
    });
}

/** Reads `<name> blob <size>\n<content>\n` again and again; or `<name> missing\n`. */
function* batch(output: Buffer): Generator<readonly [blob: string, content: Buffer | undefined]> {
  for (let at = 0; at < output.length;) {
    const headEnd = output.indexOf('\n', at);
    const [blob = '', type, size] = output.toString('latin1', at, headEnd).split(' ');
    at = headEnd + 1;
    if (type !== 'blob') {
      yield [blob, undefined];
      continue;
    }
    const end = at + Number(size);
    yield [blob, output.subarray(at, end)];
    at = end + 1;
  }
}
