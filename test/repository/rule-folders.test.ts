/** What every folder of rules/ owes: a page with something to say, and enough fixtures of both kinds. */
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readRuleFolders } from '../../src/dev/rule-folders.ts';
import { SCAFFOLD_SUMMARY } from '../../src/dev/rule-template.ts';

const root = join(import.meta.dirname, '../..');
const FEWEST_FIXTURES = 10;
const SECTIONS = ['What it finds', 'What it costs', 'What to do', 'When not to'];

const folders = await readRuleFolders(root);

/** The cases of one kind; a folder or a file each. */
async function casesOf(id: string, kind: 'found' | 'ignored'): Promise<readonly string[]> {
  return readdir(join(root, 'fixtures/rules', id, kind)).catch(() => []);
}

describe.each(folders)('rules/$id', ({ id, rule }) => {
  it('says in one line what it finds', () => {
    expect(rule.summary).not.toBe(SCAFFOLD_SUMMARY);
    expect(rule.summary).toMatch(/^[^\n.]{10,120}$/);
  });

  it('has a page with its sections filled', async () => {
    const page = await readFile(join(root, 'rules', id, 'README.md'), 'utf8');
    const missing = SECTIONS.filter((title) => !new RegExp(`^## ${title}\\n\\n(?!#)\\S`, 'm').test(page));
    expect(missing, `rules/${id}/README.md: sections missing or empty`).toEqual([]);
  });

  it.each(['found', 'ignored'] as const)(`has at least ${FEWEST_FIXTURES} fixtures %s`, async (kind) => {
    const cases = await casesOf(id, kind);
    const message = `fixtures/rules/${id}/${kind} has ${cases.length} of at least ${FEWEST_FIXTURES} cases`;
    expect(cases.length, message).toBeGreaterThanOrEqual(FEWEST_FIXTURES);
  });

  it('names its fixtures after why they are there', async () => {
    const cases = [...(await casesOf(id, 'found')), ...(await casesOf(id, 'ignored'))];
    const unnamed = cases.filter(
      (name) => !/^[a-z][a-z0-9-]{4,}(\.[a-z]+)?$/.test(name) || /^(case|test)-?\d/.test(name),
    );
    expect(unnamed).toEqual([]);
  });
});

it('has a fixture folder for rules only', async () => {
  const ids = folders.map((folder) => folder.id);
  const fixtures = await readdir(join(root, 'fixtures/rules')).catch(() => []);
  expect(fixtures.filter((id) => !ids.includes(id))).toEqual([]);
});
