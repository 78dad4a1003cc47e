/** Tables of what servers answered and how long their event loops were held. */
import type { Answer, Lag } from './running.ts';
import type { Server } from './servers.ts';

type Load = Lag & { readonly answers: number };

export interface Served {
  readonly server: Server;
  readonly sites: number;
  readonly converted: number;
  readonly requests: number;
  /** Answers that differ between two runs of the same code: these say nothing. */
  readonly unsteady: readonly number[];
  /** Answers that differ after the migration. */
  readonly different: readonly number[];
  readonly statuses: readonly number[];
  readonly loads: {
    readonly before: readonly Load[];
    readonly again: readonly Load[];
    readonly after: readonly Load[];
  };
}

/** Indexes of the answers that are not the same in status, headers and bytes. */
export function differences(one: readonly Answer[], other: readonly Answer[]): readonly number[] {
  return one.flatMap((answer, index) => {
    const now = other[index];
    const isSame =
      now?.status === answer.status &&
      now.headers.join('\n') === answer.headers.join('\n') &&
      now.body.equals(answer.body);
    return isSame ? [] : [index];
  });
}

export function report(all: readonly Served[]): string {
  return [...all.map(ofAnswers), ...all.map(ofLoads)].join('\n\n');
}

function ofAnswers({ server, sites, converted, requests, unsteady, different, statuses }: Served): string {
  const counts = [...new Set(statuses)]
    .sort()
    .map((status) => `${statuses.filter((one) => one === status).length} x ${status}`);
  const named = different.slice(0, 10).map((index) => describe(server, index));
  return [
    `${server.name}: ${converted} of ${sites} calls converted; ${requests} requests (${counts.join(', ')})`,
    `  differ after the migration: ${different.length}; between two runs before it: ${unsteady.length}`,
    ...named.map((one) => `    ${one}`),
    ...(server.without ? [`  without ${server.without.paths.join(', ')}: ${server.without.why}`] : []),
  ].join('\n');
}

function describe({ requests }: Server, index: number): string {
  const asked = requests[index % requests.length];
  return `${index}: ${asked?.method ?? 'GET'} ${asked?.path ?? ''}`;
}

function ofLoads({ server, loads }: Served): string {
  const rows = (['before', 'again', 'after'] as const).map((name) => {
    const cells = (['p50', 'p99', 'max'] as const).map((key) => range(loads[name].map((one) => one[key])));
    const perAnswer = range(loads[name].map(({ cpuMs, answers }) => cpuMs / answers));
    return `  ${name.padEnd(7)} ${cells.join('   ')}   ${perAnswer}   ${range(
      loads[name].map(({ answers }) => answers),
      0,
    )}`;
  });
  const head = `${server.name}, 50 connections: delay of the event loop in ms, p50, p99, max; CPU ms for an answer; answers in 3 s`;
  return [head, ...rows].join('\n');
}

/** The median, and from the least to the most. */
function range(values: readonly number[], digits = 2): string {
  const sorted = [...values].sort((a, b) => a - b);
  const [least = 0, median = 0, most = 0] = [sorted[0], sorted[sorted.length >> 1], sorted.at(-1)];
  return `${median.toFixed(digits)} (${least.toFixed(digits)}-${most.toFixed(digits)})`;
}
