/** The command line and the plugin say the same of every fixture that is one file: places, contexts, words. */
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rules } from '../../src/catalog/rules.ts';
import { analyze } from '../../src/engine/analyze.ts';
import { casesIn } from '../fixtures/case.ts';
import { lint, type ParserName } from './lint.ts';
import { saidOf } from './said.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures/rules');

for (const { id } of rules) {
  describe(id, () => {
    for (const kind of ['found', 'ignored']) {
      const folder = join(FIXTURES, id, kind);
      for (const name of casesIn(folder).filter((one) => statSync(join(folder, one)).isFile())) {
        it(`${kind}/${name}`, async () => {
          const text = readFileSync(join(folder, name), 'utf8');
          const parsers: ParserName[] = /\.[cm]?tsx?$/.test(name)
            ? ['typescript-eslint']
            : ['typescript-eslint', 'espree'];
          await inProject({ [name]: text }, async (cwd) => {
            const report = await analyze({ cwd, paths: ['.'], rules });
            const wanted = report.files
              .flatMap((file) => file.findings)
              .map(saidOf)
              .sort();
            for (const parser of parsers) {
              const messages = lint({ text, filename: join(cwd, name), cwd, parser });
              expect(messages.map(saidOf).sort(), parser).toEqual(wanted);
            }
          });
        });
      }
    }
  });
}

async function inProject(tree: Readonly<Record<string, string>>, use: (cwd: string) => Promise<void>): Promise<void> {
  const cwd = mkdtempSync(join(tmpdir(), 'perfmig-agreement-'));
  try {
    writeFileSync(join(cwd, 'package.json'), '{ "name": "fixture", "private": true }\n');
    for (const [path, text] of Object.entries(tree)) writeFileSync(join(cwd, path), text);
    await use(cwd);
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
}
