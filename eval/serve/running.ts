/** A server that runs, in a process of its own. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Asked, Server } from './servers.ts';

/** What can be seen of an answer; of the headers all but `Date`, in their order. */
export interface Answer {
  readonly status: number;
  readonly headers: readonly string[];
  readonly body: Buffer;
}

/** Delays of the event loop in milliseconds, and the CPU time of the process meanwhile. */
export interface Lag {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
  readonly cpuMs: number;
}

const PRELOAD = join(import.meta.dirname, 'preload.cjs');
const LONGEST_START_MS = 20_000;
const LONGEST_ANSWER_MS = 10_000;

export class Running {
  readonly #child: ChildProcess;
  readonly #port: number;
  readonly #agent: Agent;

  private constructor(child: ChildProcess, port: number) {
    this.#child = child;
    this.#port = port;
    this.#agent = new Agent({ keepAlive: true });
  }

  /** @throws {Error} where it does not listen in time */
  static async start(server: Server, folder: string): Promise<Running> {
    const port = await freePort();
    const config = server.config?.(port);
    if (config) writeFileSync(join(folder, config.path), config.text);
    const [script = '', ...args] = server.start(port);
    const env = { ...process.env, ...server.env };
    const child = fork(join(folder, script), args, {
      cwd: folder,
      env,
      execArgv: ['--require', PRELOAD],
      silent: true,
    });
    child.stdout?.resume();
    child.stderr?.resume();
    const running = new Running(child, port);
    const end = performance.now() + LONGEST_START_MS;
    while (performance.now() < end && child.exitCode === null) {
      if (await running.ask({ path: '/' }).catch(() => undefined)) return running;
      await sleep(50);
    }
    await running.stop();
    throw new Error(`${server.name}: does not listen`);
  }

  ask({ method = 'GET', path, headers = {}, body }: Asked): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const asked = request({ port: this.#port, host: '127.0.0.1', method, path, headers, agent: this.#agent });
      asked.setTimeout(LONGEST_ANSWER_MS, () => {
        asked.destroy(new Error(`${method} ${path}: no answer`));
      });
      asked.on('error', (error) => {
        const isStale = asked.reusedSocket && (error as NodeJS.ErrnoException).code === 'ECONNRESET';
        // The server had closed the connection that was kept.
        if (isStale) resolve(this.ask({ method, path, headers, ...(body !== undefined && { body }) }));
        else reject(new Error(`${method} ${path}: ${error.message}`));
      });
      asked.on('response', (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk)).on('error', reject);
        response.on('end', () => {
          const headersSent = withoutDate(response.rawHeaders);
          resolve({ status: response.statusCode ?? 0, headers: headersSent, body: Buffer.concat(chunks) });
        });
      });
      asked.end(body);
    });
  }

  /** As many connections, each sending one request after another, for so long. */
  async load(
    requests: readonly Asked[],
    connections: number,
    milliseconds: number,
  ): Promise<Lag & { answers: number }> {
    const end = performance.now() + milliseconds;
    let answers = 0;
    this.#child.send('start');
    await Promise.all(
      Array.from({ length: connections }, async (_, first) => {
        for (let turn = first; performance.now() < end; turn++) {
          const asked = requests[turn % requests.length];
          if (asked) await this.ask(asked);
          answers++;
        }
      }),
    );
    const told = once(this.#child, 'message') as Promise<[Lag]>;
    this.#child.send('stop');
    const [lag] = await told;
    return { ...lag, answers };
  }

  async stop(): Promise<void> {
    this.#agent.destroy();
    if (this.#child.exitCode !== null) return;
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await ended;
  }
}

function withoutDate(raw: readonly string[]): readonly string[] {
  const pairs = Array.from(
    { length: raw.length / 2 },
    (_, index) => `${raw[2 * index] ?? ''}: ${raw[2 * index + 1] ?? ''}`,
  );
  return pairs.filter((pair) => !/^date:/i.test(pair));
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
