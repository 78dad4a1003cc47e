/** `npm run eval -- serve`: starts servers before and after a migration, sends both the same, and watches their event loops. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { applyAsync, type AsyncOptions } from './async/perfmig.ts';
import { WorkingCopy } from './async/working-copy.ts';
import type { Checkout } from './corpus.ts';
import { differences, report, type Served } from './serve/report.ts';
import { Running, type Answer } from './serve/running.ts';
import { SERVERS, type Server } from './serve/servers.ts';

const REQUESTS = 100;
const CONNECTIONS = 50;
const LOAD_MS = 3_000;
const ROUNDS = 5;

/** Prints the tables; returns 0, 1 where an answer differs, 2 where a server could not be looked at. */
export async function evalServe(
  checkouts: readonly Checkout[],
  print: (text: string) => void,
  options: AsyncOptions,
): Promise<number> {
  const all: Served[] = [];
  const wanted = checkouts.flatMap((checkout) => {
    const server = SERVERS.find(({ name }) => name === checkout.name);
    return server && checkout.kind === 'there' ? [{ checkout, server }] : [];
  });
  for (const { checkout, server } of wanted) all.push(await serve(server, checkout.folder, checkout.install, options));
  print(report(all));
  if (wanted.length === 0) return 2;
  return all.some(({ different }) => different.length > 0) ? 1 : 0;
}

async function serve(
  server: Server,
  folder: string,
  install: string | undefined,
  options: AsyncOptions,
): Promise<Served> {
  const copies: WorkingCopy[] = [];
  try {
    for (let count = 0; count < 2; count++) {
      const copy = await WorkingCopy.of(folder, server.name, install);
      copies.push(copy);
      for (const path of server.without?.paths ?? []) rmSync(join(copy.folder, path), { recursive: true });
      copy.commit('as it is served');
    }
    const [before, after] = copies;
    if (!before || !after) throw new Error('no copies');
    const { result } = await applyAsync(after.folder, options);
    const first = await answersOf(server, before.folder);
    const again = await answersOf(server, before.folder);
    const then = await answersOf(server, after.folder);
    return {
      server,
      sites: result.summary.sites,
      converted: result.summary.converted,
      requests: REQUESTS,
      unsteady: differences(first, again),
      different: differences(first, then),
      statuses: first.map(({ status }) => status),
      loads: await loads(server, before.folder, after.folder),
    };
  } finally {
    for (const copy of copies) copy.remove();
  }
}

async function answersOf(server: Server, folder: string): Promise<readonly Answer[]> {
  const running = await Running.start(server, folder);
  try {
    const answers: Answer[] = [];
    for (let index = 0; index < REQUESTS; index++) {
      const asked = server.requests[index % server.requests.length];
      if (asked) answers.push(await running.ask(asked));
    }
    return answers;
  } finally {
    await running.stop();
  }
}

/** In each round before, before again, and after: the machine is the same for all three. */
async function loads(server: Server, before: string, after: string): Promise<Served['loads']> {
  const found = { before: [], again: [], after: [] } as Record<
    keyof Served['loads'],
    Served['loads']['before'][number][]
  >;
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, folder] of [
      ['before', before],
      ['again', before],
      ['after', after],
    ] as const) {
      const running = await Running.start(server, folder);
      try {
        found[name].push(await running.load(server.load, CONNECTIONS, LOAD_MS));
      } finally {
        await running.stop();
      }
    }
  }
  return found;
}
