/** Runs the built command at a terminal of its own, and types what people would. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { stripVTControlCharacters } from 'node:util';
import { BIN } from './run-cli.ts';

/** Where the command runs under `script`, the program that makes terminals, in each system's manner of calling it. */
function scriptArguments(command: readonly string[]): readonly string[] {
  if (process.platform === 'darwin') return ['-q', '/dev/null', ...command];
  return ['-qefc', command.map(quoted).join(' '), '/dev/null'];
}

function quoted(argument: string): string {
  return `'${argument.replaceAll("'", "'\\''")}'`;
}

/** One run at a terminal. */
export class TerminalSession {
  readonly #child: ChildProcess;
  #shown = '';
  /** What was shown when something was typed last. */
  #seen = 0;
  /** Called when there is more to see. */
  #wake: () => void = () => undefined;

  constructor(cwd: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
    const command = [process.execPath, BIN, ...args];
    const inherited = { PATH: process.env['PATH'], TMPDIR: process.env['TMPDIR'], TERM: 'xterm', NO_COLOR: '1' };
    this.#child = spawn('script', scriptArguments(command), { cwd, env: { ...inherited, ...env } });
    this.#child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.#shown += text;
      this.#wake();
    });
    this.#child.once('close', () => {
      this.#wake();
    });
  }

  /** All that was shown so far, without colours. */
  get shown(): string {
    return stripVTControlCharacters(this.#shown).replaceAll('\r', '');
  }

  /** Waits until a question is asked, and answers it; returns what was shown since the last answer. */
  async answer(typed: string): Promise<string> {
    const asked = await this.#waitFor(/\[y[^\]]*\] $/);
    this.#child.stdin?.write(typed);
    return asked;
  }

  /** Waits until a question is asked, and leaves. */
  async quit(): Promise<string> {
    const asked = await this.answer('q\r');
    await this.#end();
    return asked;
  }

  /** Kills the command as nothing can be told of, while it waits. */
  async kill(): Promise<void> {
    await this.#waitFor(/\[y[^\]]*\] $/);
    this.#child.kill('SIGKILL');
    await this.#end();
  }

  /** Waits for the end. */
  async end(): Promise<{ readonly exitCode: number | null; readonly shown: string }> {
    await this.#end();
    return { exitCode: this.#child.exitCode, shown: this.shown };
  }

  async #end(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) await once(this.#child, 'close');
  }

  async #waitFor(pattern: RegExp): Promise<string> {
    for (;;) {
      const since = stripVTControlCharacters(this.#shown.slice(this.#seen)).replaceAll('\r', '');
      if (pattern.test(since)) {
        this.#seen = this.#shown.length;
        return since;
      }
      if (this.#child.exitCode !== null) throw new Error(`it ended without asking: ${this.shown}`);
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}
