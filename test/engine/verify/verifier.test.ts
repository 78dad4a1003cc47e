/** Guilty units among innocent ones: they are found, whatever the command prints. */
import { describe, expect, it } from 'vitest';
import type { Unit } from '../../../src/contracts.ts';
import type { CommandRun } from '../../../src/engine/verify/run-command.ts';
import { commandVerifier } from '../../../src/engine/verify/verifier.ts';
import { madeUnit } from '../plan/made-unit.ts';

const IDS = Array.from({ length: 12 }, (_, i) => `unit-${i + 1}`);
const units = IDS.map((id) => madeUnit(id, []));

/** A command by what fails with which units made; `run` counts from 1. */
type World = (made: ReadonlySet<string>, run: number) => CommandRun;

function ended(exitCode: number, ...failed: readonly string[]): CommandRun {
  return { exitCode, failed: new Set(failed) };
}

async function settle(
  world: World,
): Promise<{ readonly guilty: readonly string[]; readonly runs: number; readonly made: readonly string[] }> {
  let made: ReadonlySet<string> = new Set();
  let runs = 0;
  const verifier = commandVerifier(
    'npm test',
    () => Promise.resolve(world(made, ++runs)),
    () => undefined,
  );
  const make = (some: readonly Unit[]): Promise<void> => {
    made = new Set(some.filter(({ status }) => status === 'planned').map(({ id }) => id));
    return Promise.resolve();
  };
  await verifier.before();
  await make(units);
  const settled = await verifier.settle(units, make);
  const guilty = settled.filter(({ status }) => status === 'rolled-back');
  expect(guilty.every(({ refusal }) => refusal?.code === 'gate/verify')).toBe(true);
  return { guilty: guilty.map(({ id }) => id), runs, made: [...made] };
}

const failsWith =
  (...guilty: readonly string[]): World =>
  (made) => {
    const failed = guilty.filter((id) => made.has(id));
    return ended(failed.length > 0 ? 1 : 0, ...failed.map((id) => `test of ${id}`));
  };

describe('verify', () => {
  it('keeps all where nothing gets worse, in three runs', async () => {
    expect(await settle(failsWith())).toEqual({ guilty: [], runs: 3, made: IDS });
  });

  it.each([
    [['unit-1']],
    [['unit-12']],
    [['unit-7']],
    [['unit-3', 'unit-9']],
    [['unit-1', 'unit-2']],
    [['unit-11', 'unit-12']],
    [IDS],
  ])('finds %j, and keeps the others', async (guilty) => {
    const result = await settle(failsWith(...guilty));
    expect([...result.guilty].sort()).toEqual([...guilty].sort());
    expect(result.made).toEqual(IDS.filter((id) => !guilty.includes(id)));
  });

  it('needs few runs for two of twelve', async () => {
    expect((await settle(failsWith('unit-3', 'unit-9'))).runs).toBeLessThan(30);
  });

  it('goes by the exit code where no names are printed', async () => {
    const world: World = (made) => ended(made.has('unit-5') || made.has('unit-6') ? 1 : 0);
    expect((await settle(world)).guilty.length).toBe(2);
  });

  it('gives up one of two units that fail only together', async () => {
    const world: World = (made) => (made.has('unit-4') && made.has('unit-8') ? ended(1, 'both') : ended(0));
    expect((await settle(world)).guilty).toEqual(['unit-8']);
  });

  it.each<[string, World]>([
    ['fails before and after, by name', () => ended(1, 'old')],
    ['fails before and after, without names', () => ended(1)],
    ['fails now and then before', (_, run) => ended(run === 2 ? 1 : 0, ...(run === 2 ? ['flaky'] : []))],
    ['failed once before, and after', (_, run) => ended(run === 1 ? 0 : 1, ...(run === 1 ? [] : ['flaky']))],
    ['fails once after, by chance', (_, run) => ended(run === 3 ? 1 : 0, ...(run === 3 ? ['chance'] : []))],
  ])('blames nobody for a command that %s', async (_, world) => {
    expect((await settle(world)).guilty).toEqual([]);
  });

  it('finds a new failure beside old ones', async () => {
    const world: World = (made) => ended(1, 'old', ...(made.has('unit-2') ? ['new'] : []));
    expect((await settle(world)).guilty).toEqual(['unit-2']);
  });

  it('finds the unit with which the tests no longer begin', async () => {
    const world: World = (made) => (made.has('unit-2') ? ended(1) : ended(1, 'old'));
    expect((await settle(world)).guilty).toEqual(['unit-2']);
  });
});
