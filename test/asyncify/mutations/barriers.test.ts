/** Each place in the analysis that refuses is taken away in turn: some program is planned otherwise then. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, expect, it } from 'vitest';
import type { Obstacle, Rewriter } from '../../../src/asyncify/decisions.ts';
import type { SourceFile } from '../../../src/contracts.ts';
import { UseCollector } from '../../../src/asyncify/flow/uses.ts';
import { rewriter } from '../../../src/asyncify/rewrite/rewriter.ts';
import { REFUSED_CODES } from '../programs/rows.ts';
import { killerOf, readFixtures, unmutated, type Fixture } from './fixtures.ts';

const FLOW = join(import.meta.dirname, '../../../src/asyncify/flow');

const [fixtures, remove] = readFixtures(['graph']);
afterAll(remove);

const refuse = Object.getOwnPropertyDescriptor(UseCollector.prototype, 'refuse')?.value as UseCollector['refuse'];
afterEach(() => {
  UseCollector.prototype.refuse = refuse;
});

/** Lines that no program of `fixtures/graph` notices; the last two are to get one. */
const ELSEWHERE: readonly string[] = [
  // Where a walk gives up takes a program of 51,000 reads: large-programs.test.ts has it.
  "refuse(at, where, 'barrier/unresolved-call', message, 'possible')",
  // fixtures/codemods/async-fs/plugins-loaded-from-a-folder
  "out.refuse(blind.from, blind.load.node, 'barrier/unresolved-call', message, 'possible')",
  "verdicts.add('hazard/order', `what runs next reads",
  "walk.out.refuse(at, verdicts.node, 'barrier/sync-callback', message, 'possible')",
];

/** `walk.ts:174` of every call that refuses; `Verdicts.add` only hands on. */
function placesThatRefuse(): readonly string[] {
  return readdirSync(FLOW).flatMap((name) =>
    readFileSync(join(FLOW, name), 'utf8')
      .split('\n')
      .flatMap((line, index) =>
        isRefusal(line) && !ELSEWHERE.some((text) => line.includes(text)) ? [`${name}:${index + 1}`] : [],
      ),
  );
}

function isRefusal(line: string): boolean {
  return /(?:\.refuse|verdicts\.add)\($|(?:\.refuse|verdicts\.add)\(.*['`]/.test(line);
}

/** The place that asks for a refusal, by the stack. */
function placeNow(): string | undefined {
  const frames = (new Error().stack ?? '').split('\n').filter((line) => !/UseCollector|Verdicts\.add/.test(line));
  const frame = frames.find((line) => line.includes('/asyncify/flow/'));
  return /flow\/([\w-]+\.ts:\d+)/.exec(frame ?? '')?.[1];
}

/** Which programs ask for a refusal there, while nothing is taken away. */
async function placesOf(all: readonly Fixture[]): Promise<ReadonlyMap<string, readonly Fixture[]>> {
  const found = new Map<string, Set<Fixture>>();
  let current: Fixture | undefined;
  UseCollector.prototype.refuse = function (...args) {
    const place = placeNow();
    if (place !== undefined && current) found.set(place, (found.get(place) ?? new Set()).add(current));
    refuse.apply(this, args);
  };
  for (const fixture of all) {
    current = fixture;
    await fixture.unmutated();
  }
  UseCollector.prototype.refuse = refuse;
  return new Map([...found].map(([place, of]) => [place, [...of]]));
}

it('every place that refuses counts', { timeout: 120_000 }, async () => {
  const asked = await placesOf(fixtures);
  const survivors: string[] = [];
  for (const place of placesThatRefuse()) {
    UseCollector.prototype.refuse = function (...args) {
      if (placeNow() !== place) refuse.apply(this, args);
    };
    if (!(await killerOf(asked.get(place) ?? []))) survivors.push(place);
  }
  expect(survivors).toEqual([]);
});

/** Said of files, not of values; programs.test.ts has them. */
const OTHERS: ReadonlySet<string> = new Set(['barrier/vendored', 'barrier/top-level']);

/** What the rewriter says of functions, awaits and iterations. */
const QUESTIONS = ['functionObstacle', 'canAwaitAt', 'iterationOf'] as const;

/** A rewriter that hands each obstacle to `heard`, and only those on that it returns true for. */
function listening(heard: (obstacle: Obstacle) => boolean): Rewriter {
  const asked = QUESTIONS.map((question) => {
    const ask = (file: SourceFile, node: never): Obstacle | undefined => {
      const obstacle = rewriter[question](file, node);
      return obstacle && heard(obstacle) ? obstacle : undefined;
    };
    return [question, ask] as const;
  });
  return { ...rewriter, ...Object.fromEntries(asked) };
}

/** Some things are refused twice, by the flow of the value and by the rewriter: a code is taken away from both. */
function without(code: string): Rewriter {
  UseCollector.prototype.refuse = function (...args) {
    if (args[2] !== code) refuse.apply(this, args);
  };
  return listening((obstacle) => obstacle.code !== code);
}

it('every code of a barrier counts', { timeout: 120_000 }, async () => {
  const codes = REFUSED_CODES.filter((code) => code.startsWith('barrier/') && !OTHERS.has(code));
  const survivors: string[] = [];
  for (const code of codes) {
    const [programs, removePrograms] = readFixtures(['graph', 'codemods/async-fs'], code);
    await unmutated(programs);
    if (!(await killerOf(programs, { rewriter: without(code) }))) survivors.push(code);
    UseCollector.prototype.refuse = refuse;
    removePrograms();
  }
  expect(survivors).toEqual([]);
});
