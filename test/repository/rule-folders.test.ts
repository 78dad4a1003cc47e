/** What every folder of rules/ owes: a page with something to say, and enough fixtures of both kinds. */
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readRuleFolders } from '../../src/dev/rule-folders.ts';
import { SCAFFOLD_SUMMARY } from '../../src/dev/rule-template.ts';

const root = join(import.meta.dirname, '../..');
const FEWEST_FIXTURES = 10;
const FEWEST_SECTIONS = 3;

/** The cases of one kind; a folder or a file each. */
async function casesOf(id: string, kind: 'found' | 'ignored'): Promise<readonly string[]> {
  return readdir(join(root, 'fixtures/rules', id, kind)).catch(() => []);
}

for (const { id, rule } of await readRuleFolders(root)) {
  describe(`rules/${id}`, () => {
    it('says in one line what it finds', () => {
      expect(rule.summary, `rules/${id}/rule.ts still has the scaffold's summary`).not.toBe(SCAFFOLD_SUMMARY);
      expect(rule.summary).toMatch(/^[^\n]{10,119}[^\n.]$/);
    });

    it('has a page with no empty section, and a figure of what it costs', async () => {
      const page = await readFile(join(root, 'rules', id, 'README.md'), 'utf8').catch(() => '');
      const sections = page.split(/^## /m).slice(1);
      const empty = sections.filter((section) => section.trim().split('\n').length < 2);
      expect(empty, `rules/${id}/README.md: sections with nothing in them`).toEqual([]);
      const message = `rules/${id}/README.md says what it finds, what that costs, what to do, when not to`;
      expect(sections.length, message).toBeGreaterThanOrEqual(FEWEST_SECTIONS);
      expect(page, `rules/${id}/README.md gives a measured figure`).toMatch(/\d\s?(ns|µs|ms|s|KB|MB|GB|%|times)(?!\w)/);
    });

    it.each(['found', 'ignored'] as const)(`has at least ${FEWEST_FIXTURES} fixtures %s`, async (kind) => {
      const cases = await casesOf(id, kind);
      const message = `fixtures/rules/${id}/${kind} has ${cases.length} of at least ${FEWEST_FIXTURES} cases`;
      expect(cases.length, message).toBeGreaterThanOrEqual(FEWEST_FIXTURES);
    });

    it('names its fixtures after why they are there', async () => {
      const cases = [...(await casesOf(id, 'found')), ...(await casesOf(id, 'ignored'))];
      const numbered = /^(case|test|fixture|found|ignored)-?\d/;
      const unnamed = cases.filter((name) => !/^[a-z][\w-]{4,}(\.[a-z]+)?$/i.test(name) || numbered.test(name));
      expect(unnamed).toEqual([]);
    });
  });
}
