/** The gate of our own edges: it finds each await that is left out of a program of the fixtures, and none that isn't. */
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Plan, PlannedFile, ProjectFiles } from '../../src/contracts.ts';
import { unawaitedGate } from '../../src/engine/gates/unawaited.ts';
import { OriginalFiles } from '../../src/engine/plan/original.ts';
import { discover } from '../../src/project/discover.ts';
import { readCase, type Files, type ProgramCase } from './programs/program-case.ts';
import { placeProgram } from './programs/run-program.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures/codemods');
const FOLDERS = ['async-fs', 'async-process', 'async-compute'];

/** The plan that turns one text of a program into another. */
function planOf(before: Files, after: Files): Plan {
  const files = Object.entries(after).flatMap(([path, text]): PlannedFile[] =>
    before[path] === text ? [] : [{ path, before: before[path], after: text, units: ['all'] }],
  );
  return { files, units: [] };
}

function gateFor(root: string, { options }: ProgramCase): ReturnType<typeof unawaitedGate> {
  const project: ProjectFiles = discover(root, []);
  return unawaitedGate({
    project,
    originals: new OriginalFiles(root).text,
    options: {
      ...{ target: 'node', publicApi: 'keep', context: 'all', maxFunctions: 25, allowHazards: [] },
      ...options,
    },
  });
}

async function messages(gate: ReturnType<typeof unawaitedGate>, plan: Plan): Promise<readonly string[]> {
  return (await gate(plan)).map(({ reason }) => reason.message);
}

const programs = FOLDERS.flatMap((folder) =>
  readdirSync(join(FIXTURES, folder)).map((name) => readCase(join(FIXTURES, folder, name))),
).filter(({ after, withoutAwait }) => after !== undefined && withoutAwait.length > 0);

describe('the gate', () => {
  it.each(programs.map((program) => [program.name, program] as const))('%s', async (_name, program) => {
    const { before, after = {}, withoutAwait } = program;
    const root = placeProgram(before);
    onTestFinished(() => {
      rmSync(root, { recursive: true, force: true });
    });
    const gate = gateFor(root, program);
    expect(await messages(gate, planOf(before, after))).toEqual([]);
    const missed: string[] = [];
    for (const { at, files } of withoutAwait) {
      if ((await messages(gate, planOf(before, files))).length === 0) missed.push(at);
    }
    expect(missed, 'awaits that could be missing').toEqual([]);
  });
});
