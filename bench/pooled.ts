/** What `pooled-clients` gains: programs of its fixtures before and after, against PostgreSQL and Redis on loopback. */
import { execFile } from 'node:child_process';
import { cpSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { estimate, median, ratios, type Estimate } from './statistics.ts';
import { table } from './table.ts';
import { withScratch } from './tree.ts';

export interface PooledBench {
  readonly project: string;
  readonly rounds: number;
  readonly print: (text: string) => void;
  readonly progress: (text: string) => void;
}

interface Load {
  readonly opened: number;
  readonly perSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  /** Milliseconds of CPU of the process, for one call. */
  readonly cpuMs: number;
}

const PROGRAMS = [
  { name: 'PostgreSQL, pg', fixture: 'pg-closed-in-a-finally', handler: 'show', request: { params: { id: 2 } } },
  { name: 'Redis, ioredis', fixture: 'ioredis-closed-in-a-finally', handler: 'count', request: {} },
] as const;
const AT_ONCE = [1, 10, 100] as const;
const CALLS = 300;
const ENV = { DATABASE_URL: 'postgres://postgres@127.0.0.1/test', REDIS_URL: 'redis://127.0.0.1:6379' };

/** In rounds, before and after and before once more, which tells how much the machine does by itself. */
export async function benchPooled({ project, rounds, print, progress }: PooledBench): Promise<void> {
  await withScratch(async (folder) => {
    const rows: string[][] = [];
    for (const { name, fixture, handler, request } of PROGRAMS) {
      const apps = ['before', 'after'].map((state) => copyOf(project, folder, fixture, state));
      for (const atOnce of AT_ONCE) {
        const loads: Load[][] = [[], [], []];
        for (let round = 0; round < rounds; round++) {
          progress(`${name}, ${atOnce} at once: round ${round + 1} of ${rounds}`);
          for (const [index, app] of [apps[0], apps[1], apps[0]].entries()) {
            loads[index]?.push(await run(project, app ?? '', handler, request, atOnce));
          }
        }
        rows.push(...rowsOf(`${name}, ${atOnce} at once`, loads));
      }
    }
    progress('');
    print(`${CALLS} calls a round, ${rounds} rounds; medians, ratios with their intervals\n`);
    print(table([HEAD, ...rows]));
  });
}

const HEAD = [
  '',
  'connections',
  'calls/s',
  'p50 ms',
  'p99 ms',
  'CPU ms a call',
  'CPU, of before',
  'before again, of before',
];

function copyOf(project: string, folder: string, fixture: string, state: string): string {
  const to = join(folder, `${fixture}-${state}`);
  cpSync(join(project, 'fixtures/codemods/pooled-clients', fixture, state), to, { recursive: true });
  symlinkSync(join(project, 'node_modules'), join(to, 'node_modules'));
  return join(to, 'app.js');
}

async function run(project: string, app: string, handler: string, request: object, atOnce: number): Promise<Load> {
  const script = join(project, 'bench/contestants/pooled-load.mjs');
  const args = [script, app, handler, JSON.stringify(request), String(CALLS), String(atOnce)];
  const { stdout } = await promisify(execFile)(process.execPath, args, { env: { ...process.env, ...ENV } });
  return JSON.parse(stdout) as Load;
}

function rowsOf(name: string, [before = [], after = [], again = []]: readonly (readonly Load[])[]): string[][] {
  const cpu = (loads: readonly Load[]): readonly number[] => loads.map(({ cpuMs }) => cpuMs);
  return [
    [`${name}: before`, ...figures(before), '1', text(estimate(ratios(cpu(again), cpu(before))))],
    [`${name}: after`, ...figures(after), text(estimate(ratios(cpu(after), cpu(before)))), ''],
  ];
}

function figures(loads: readonly Load[]): string[] {
  const of = (key: keyof Load, digits: number): string => median(loads.map((load) => load[key])).toFixed(digits);
  return [of('opened', 0), of('perSecond', 0), of('p50', 1), of('p99', 1), of('cpuMs', 2)];
}

function text({ median: middle, low, high }: Estimate): string {
  return `${middle.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)})`;
}
