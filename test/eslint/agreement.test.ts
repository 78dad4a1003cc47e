/** The command line and the plugin say the same of every fixture: places, contexts, words. */
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rules } from '../../src/catalog/rules.ts';
import type { Report } from '../../src/contracts.ts';
import { analyze } from '../../src/engine/analyze.ts';
import { isSourceName } from '../../src/project/source-names.ts';
import { casesIn } from '../fixtures/case.ts';
import { lint, type ParserName } from './lint.ts';
import { saidOf } from './said.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures/rules');

for (const { id } of rules) {
  describe.each(['found', 'ignored'])(`${id}: %s`, (kind) => {
    const folder = join(FIXTURES, id, kind);
    const cases = casesIn(folder);
    const isFile = (name: string): boolean => statSync(join(folder, name)).isFile();

    it.each(cases.filter(isFile))('%s by itself', async (name) => {
      await inCopy(join(folder, name), async (cwd) => {
        const report = await analyze({ cwd, paths: ['.'], rules });
        const parsers = ['typescript-eslint', ...(/\.[cm]?tsx?$/.test(name) ? [] : ['espree'])] as ParserName[];
        for (const parser of parsers) expectSame(report, cwd, name, parser, { index: false });
      });
    });

    const programs = cases.filter((name) => !isFile(name));
    if (programs.length > 0) {
      it.each(programs)('%s by its index', async (name) => {
        await inCopy(join(folder, name), async (cwd) => {
          const report = await analyze({ cwd, paths: ['.'], rules, cache: {} });
          const names = readdirSync(cwd, { recursive: true, encoding: 'utf8' }).filter(isSourceName);
          for (const path of names) expectSame(report, cwd, path, 'typescript-eslint', {});
        });
      });
    }
  });
}

function expectSame(report: Report, cwd: string, path: string, parser: ParserName, settings: object): void {
  const text = readFileSync(join(cwd, path), 'utf8');
  const messages = lint({ text, filename: join(cwd, path), cwd, parser, settings: { ...settings } });
  const own = report.files.filter((file) => file.path === path).flatMap(({ findings }) => findings);
  expect(messages.map(saidOf).sort(), `${path} with ${parser}`).toEqual(own.map(saidOf).sort());
}

async function inCopy(path: string, use: (cwd: string) => Promise<void>): Promise<void> {
  const cwd = mkdtempSync(join(tmpdir(), 'perfmig-agreement-'));
  try {
    if (statSync(path).isDirectory()) cpSync(path, cwd, { recursive: true });
    else cpSync(path, join(cwd, basename(path)));
    const manifest = join(cwd, 'package.json');
    if (!existsSync(manifest)) writeFileSync(manifest, '{ "name": "fixture", "private": true }\n');
    await use(cwd);
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
}
