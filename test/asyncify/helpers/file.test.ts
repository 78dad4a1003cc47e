/** The helper file loads as what it is written for, exports what is asked for, and has no type errors. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';
import { afterAll, describe, expect, it } from 'vitest';
import { HELPER_NAMES, helperFileText } from '../../../src/additions/helpers/file.ts';

const folder = mkdtempSync(join(tmpdir(), 'perfmig-helpers-'));
afterAll(() => rmSync(folder, { recursive: true }));

const REQUESTS = [[...HELPER_NAMES], ...[...HELPER_NAMES].map((name) => [name])];

function written(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

describe.each(REQUESTS.map((names) => [names.length === 1 ? names[0] : 'all', names] as const))(
  '%s',
  (label, names) => {
    it('is a CommonJS module', () => {
      const path = written(`${label}.cjs`, helperFileText(names, { language: 'js', isModule: false }));
      const loaded = createRequire(import.meta.url)(path) as object;
      expect(Object.keys(loaded).toSorted()).toEqual([...names].toSorted());
    });

    it('is an ES module', async () => {
      const path = written(`${label}.mjs`, helperFileText(names, { language: 'js', isModule: true }));
      const loaded = (await import(pathToFileURL(path).href)) as object;
      expect(Object.keys(loaded).toSorted()).toEqual([...names].toSorted());
    });
  },
);

it('is strict TypeScript', () => {
  const path = written('all.ts', helperFileText([...HELPER_NAMES], { language: 'ts', isModule: true }));
  const program = ts.createProgram([path], {
    ...{ strict: true, noEmit: true, noUnusedLocals: true, noUncheckedIndexedAccess: true, types: ['node'] },
    typeRoots: [join(import.meta.dirname, '../../../node_modules/@types')],
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
  });
  const faults = ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
  expect(faults).toEqual([]);
}, 60_000);

it('is read by parsers of 2018, which old builds still have', () => {
  const text = helperFileText([...HELPER_NAMES], { language: 'js', isModule: true });
  const written = (target: ts.ScriptTarget): string =>
    ts.transpileModule(text, { compilerOptions: { target, module: ts.ModuleKind.ESNext } }).outputText;
  expect(written(ts.ScriptTarget.ES2018)).toBe(written(ts.ScriptTarget.ESNext));
});

it('tells a compiler that looks at JavaScript to leave it alone', () => {
  const text = helperFileText(['pathExists'], { language: 'js', isModule: false, isChecked: true });
  expect(text.split('\n')[0]).toBe('// @ts-nocheck');
  expect(helperFileText(['pathExists'], { language: 'ts', isModule: true, isChecked: true })).not.toContain('nocheck');
});
