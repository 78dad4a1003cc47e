/** Every fixture of every codemod: what is made and what is refused, and what must hold whatever the codemod. */
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from 'oxc-parser';
import { describe, expect, it } from 'vitest';
import { codemods } from '../src/catalog/codemods.ts';
import { rules } from '../src/catalog/rules.ts';
import type { Codemod, Migration, Unit } from '../src/contracts.ts';
import { analyze } from '../src/engine/analyze.ts';
import { migrate } from '../src/engine/migrate.ts';
import { overlap } from '../src/engine/plan/splice.ts';
import { undo } from '../src/engine/undo.ts';
import { syntaxFault } from '../src/syntax/parse.ts';
import { quickDisk } from './engine/apply/faulty-disk.ts';
import { snapshot } from './engine/apply/tree.ts';
import { tempTree } from './project/temp-tree.ts';

const FIXTURES = join(import.meta.dirname, '../fixtures/codemods');
const FEWEST_FIXTURES = 10;

interface Refused {
  readonly path: string;
  readonly line: number;
  readonly code: string;
}

/** A copy of a fixture's folder, in a project of its own. */
function copyOf(folder: string): string {
  const root = tempTree({});
  cpSync(folder, root, { recursive: true });
  if (!existsSync(join(root, 'package.json'))) writeFileSync(join(root, 'package.json'), '{ "name": "fixture" }\n');
  return root;
}

function run(codemod: Codemod, root: string, dryRun: boolean): Promise<Migration> {
  return migrate({
    ...{ cwd: root, paths: [], codemods: [codemod], rules, dryRun, allowDirty: true, only: [], fs: quickDisk },
    options: { target: 'node', publicApi: 'keep', context: 'all', maxFunctions: 25, allowHazards: [] },
  });
}

function refusedBy({ refusals }: Migration): readonly Refused[] {
  return refusals.map(({ path, line, code }) => ({ path, line, code })).sort((a, b) => a.line - b.line);
}

function sourcesOf(root: string): readonly string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => /\.[cm]?[jt]sx?$/.test(name));
}

/** Those of helper files are perfmig's own. */
function commentsOf(root: string): readonly string[] {
  const sources = sourcesOf(root).filter((name) => !/-helpers\.\w+$/.test(name));
  const texts = sources.map((name) => parseSync(name, readFileSync(join(root, name), 'utf8')));
  return texts.flatMap(({ comments }) => comments.map(({ value }) => value)).sort();
}

function syntaxFaultsOf(root: string): readonly unknown[] {
  return sourcesOf(root).flatMap((name) => syntaxFault(name, readFileSync(join(root, name), 'utf8')) ?? []);
}

function overlapsIn(units: readonly Unit[]): readonly string[] {
  const edits = units.flatMap(({ id, changes }) =>
    changes.flatMap((change) =>
      change.kind === 'edit' ? change.edits.map((edit) => ({ ...edit, id, path: change.path })) : [],
    ),
  );
  return edits.flatMap((a, index) =>
    edits.slice(index + 1).flatMap((b) => (a.path === b.path && overlap(a.span, b.span) ? [`${a.id} ${b.id}`] : [])),
  );
}

/** Those of one engine with many codemods have their programs in files of text, and a test of their own. */
function foldersOf(id: string): readonly string[] {
  const folder = join(FIXTURES, id);
  return existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => !name.endsWith('.txt'))
        .sort()
    : [];
}

for (const entry of codemods.filter(({ id }) => !/^async\b/.test(id))) {
  describe(entry.id, () => {
    const cases = foldersOf(entry.id);

    it(`has at least ${FEWEST_FIXTURES} fixtures, named after why they are there`, () => {
      expect(cases.length).toBeGreaterThanOrEqual(FEWEST_FIXTURES);
      expect(cases.filter((name) => !/^[a-z][\w-]{4,}$/.test(name) || /\d$/.test(name))).toEqual([]);
    });

    it.each(cases)('%s', async (name) => {
      const folder = join(FIXTURES, entry.id, name);
      const codemod = await entry.load();
      const root = copyOf(join(folder, 'before'));
      const original = snapshot(root);
      const comments = commentsOf(root);
      expect(syntaxFaultsOf(root), 'it parses before').toEqual([]);

      const planned = await run(codemod, root, true);
      expect(snapshot(root), 'a dry run writes nothing').toEqual(original);
      expect(existsSync(join(root, '.perfmig'))).toBe(false);
      expect(overlapsIn(planned.units), 'edits overlap').toEqual([]);

      const applied = await run(codemod, root, false);
      expect(applied.failures).toEqual([]);
      const after = existsSync(join(folder, 'after')) ? copyOf(join(folder, 'after')) : copyOf(join(folder, 'before'));
      expect(snapshot(root)).toEqual(snapshot(after));
      const refused = existsSync(join(folder, 'refused.json'))
        ? (JSON.parse(readFileSync(join(folder, 'refused.json'), 'utf8')) as readonly Refused[])
        : [];
      expect(refusedBy(applied)).toEqual(refused);

      expect(syntaxFaultsOf(root), 'it parses after').toEqual([]);
      expect(commentsOf(root), 'comments survive').toEqual(expect.arrayContaining([...comments]));
      const again = await run(codemod, root, false);
      expect(again.summary.converted, 'a second run changes nothing').toBe(0);
      const report = await analyze({
        cwd: root,
        paths: [],
        rules: rules.filter(({ id }) => codemod.rules.includes(id)),
      });
      const left = report.files.flatMap(({ findings }) => findings).map(({ path, line }) => `${path}:${line}`);
      expect(left.sort(), 'what is found after was refused').toEqual(
        refused.map(({ path, line }) => `${path}:${line}`).sort(),
      );

      await undo({ cwd: root, fs: quickDisk, force: false, codemodsFor: () => Promise.resolve([codemod]) });
      expect(snapshot(root), 'undo restores every byte').toEqual(original);
    });
  });
}

it('every folder of fixtures belongs to a codemod', () => {
  const ids = new Set(codemods.map(({ id }) => id));
  expect(readdirSync(FIXTURES).filter((folder) => !ids.has(folder))).toEqual([]);
});
