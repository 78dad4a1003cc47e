/** Each written type in turn becomes `any`: every call edge is still found, or the function it is one of stays as it is. */
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { visitorKeys } from '@typescript-eslint/visitor-keys';
import type { CallEdge, CodemodPlan, Node, Span, Unit } from '../../../src/contracts.ts';
import { readTree } from '../../../src/engine/read-tree.ts';
import { spanOf } from '../../../src/syntax/node.ts';
import { readCase, type Files } from '../programs/program-case.ts';
import { planProgram } from '../programs/plan-program.ts';
import { placeProgram } from '../programs/run-program.ts';

const FIXTURES = join(import.meta.dirname, '../../../fixtures');
/** Fewer would mean that the fixtures have lost their types. */
const FEWEST = 20;

const cases = ['codemods/async-fs', 'graph'].flatMap((folder) =>
  readdirSync(join(FIXTURES, folder)).map((name) => readCase(join(FIXTURES, folder, name))),
);

/** The program with one of its written types left out, each in turn. */
function eachWithAny(files: Files): readonly { readonly at: string; readonly files: Files }[] {
  return Object.entries(files).flatMap(([path, text]) => {
    const tree = /\.tsx?$/.test(path) ? readTree(path, text) : undefined;
    if (tree?.kind !== 'file') return [];
    return typesIn(tree.file.ast).map(([start, end]) => ({
      at: `${path}: ${text.slice(start, end)}`,
      files: { ...files, [path]: `${text.slice(0, start)}any${text.slice(end)}` },
    }));
  });
}

/** Where parameters, variables, fields and results say a type by its name. */
function typesIn(node: Node): readonly Span[] {
  const own = node.type === 'TSTypeAnnotation' && node.typeAnnotation.type === 'TSTypeReference';
  const below = (visitorKeys[node.type] ?? []).flatMap((key) => {
    const child = (node as unknown as Record<string, Node | (Node | null)[] | null | undefined>)[key];
    return (Array.isArray(child) ? child : [child]).flatMap((one) => (one ? typesIn(one) : []));
  });
  return own ? [spanOf(node.typeAnnotation), ...below] : below;
}

async function plan(files: Files): Promise<CodemodPlan> {
  const root = placeProgram(files);
  try {
    return await planProgram('async-fs', { options: { explainEdges: true, publicApi: 'break' } }, root);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** Calls that are followed; a changed type changes columns, and no lines. */
function followed({ edgeList = [] }: CodemodPlan): readonly CallEdge[] {
  return edgeList.filter(({ kind }) => kind !== 'excluded');
}

function madeAsync(units: readonly Unit[]): ReadonlySet<string> {
  const planned = units.filter(({ status }) => status === 'planned');
  return new Set(planned.flatMap((unit) => unit.functionsMadeAsync.map(({ path, line }) => `${path}:${line}`)));
}

it('with `any` in place of a type no edge is lost', { timeout: 60_000 }, async () => {
  let count = 0;
  const lost: string[] = [];
  for (const { name, before } of cases) {
    const mutants = eachWithAny(before);
    if (mutants.length === 0) continue;
    const original = followed(await plan(before));
    for (const { at, files } of mutants) {
      count++;
      const mutated = await plan(files);
      const found = new Set(followed(mutated).map(({ path, line, callee }) => `${path}:${line} ${callee.line}`));
      const changed = madeAsync(mutated.units);
      for (const { path, line, callee } of original) {
        const isLost = !found.has(`${path}:${line} ${callee.line}`) && changed.has(`${callee.path}:${callee.line}`);
        if (isLost) lost.push(`${name} ${at}: ${path}:${line} → ${callee.name}`);
      }
    }
  }
  expect(lost).toEqual([]);
  expect(count).toBeGreaterThan(FEWEST);
});
