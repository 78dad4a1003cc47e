/** What the graph asks of a type checker, and what becomes of the answers. */
import { rmSync } from 'node:fs';
import { expect, it, onTestFinished } from 'vitest';
import { syncIo } from '../../src/apis/sync-apis.ts';
import { planAsync } from '../../src/asyncify/plan.ts';
import { rewriter } from '../../src/asyncify/rewrite/rewriter.ts';
import type { PlanInput, Span, TypeAnswer, TypeQuestion, Types } from '../../src/contracts.ts';
import { lazyTypes } from '../../src/engine/types/lazy.ts';
import { inputFor, outcomesIn } from './programs/plan-program.ts';
import { placeProgram } from './programs/run-program.ts';

const DISK = `import { readFileSync } from 'node:fs';
export class Disk {
  validate(name: string): string {
    return readFileSync(name, 'utf8');
  }
}
`;
const PROJECT = {
  'package.json': '{ "name": "typed", "private": true, "type": "module" }\n',
  'tsconfig.json': '{ "compilerOptions": { "strict": true, "module": "nodenext", "target": "es2022" } }\n',
  'disk.ts': DISK,
};
const HEAD = "import { Disk } from './disk.js';\n";

function project(files: Readonly<Record<string, string>>): PlanInput {
  const root = placeProgram({ ...PROJECT, ...files });
  onTestFinished(() => {
    rmSync(root, { recursive: true, force: true });
  });
  return inputFor({ options: {} }, root);
}

/** What is asked for the object between the marks, and what may be there: the class, and `Sub` where there is one. */
const CASES: readonly (readonly [string, TypeAnswer, string])[] = [
  ['another object', 'no', 'export const f = (all: { validate(): number; size: 1 }[]) => «all[0]!».validate();'],
  [
    'a union of others',
    'no',
    'export const f = (one: { validate(): 1 } | { validate(): 2; b: 2 }) => «one».validate();',
  ],
  ['a type of the language', 'no', 'export const f = (one: Map<string, string>) => «one».get("validate");'],
  ['the class', 'yes', 'export const f = (all: Map<string, Disk>) => «all.get("a")!».validate("a");'],
  ['any', 'unknown', 'export const f = (one: any) => «one».validate();'],
  ['open', 'unknown', 'export const f = <T extends { validate(): void; size: 1 }>(one: T) => «one».validate();'],
  ['what it fits', 'unknown', 'export const f = (one: { validate(name: string): string }) => «one».validate("a");'],
  [
    'what only a class that extends it fits',
    'unknown',
    'class Sub extends Disk { more = 1 }\nexport const f = (one: { validate(name: string): string; more: number }) => «one».validate("a") + String(Sub);',
  ],
  ['one of two', 'unknown', 'export const f = (one: Disk | { validate(): 1; size: 2 }) => «one».validate("a");'],
  ['an intersection', 'unknown', 'export const f = (one: { size: 1 } & { validate(): 1 }) => «one».validate();'],
  [
    'what holds anything',
    'unknown',
    'export class Box<T> { validate(one: T) { return one; } }\nexport const f = <T>(one: Box<T>) => «one».validate({} as T);',
  ],
];

it('only what can be no instance of the class is told apart', { timeout: 120_000 }, async () => {
  const texts = CASES.map(([, , text]) => HEAD + text);
  const plain = texts.map((text) => text.replaceAll(/[«»]/g, ''));
  const types = lazyTypes(project(Object.fromEntries(plain.map((text, index) => [`case${index}.ts`, text]))).project);
  const nameIn = (path: string, text: string, name: string): { path: string; span: Span } => {
    const start = text.indexOf(`class ${name} `) + 'class '.length;
    return { path, span: [start, start + name.length] };
  };
  const questions = CASES.map(([name], index): [string, TypeQuestion] => {
    const path = `case${index}.ts`;
    const text = texts[index] ?? '';
    const sub = text.includes('class Sub ') ? [nameIn(path, plain[index] ?? '', 'Sub')] : [];
    const span: Span = [text.indexOf('«'), text.indexOf('»') - 1];
    const owners = [nameIn('disk.ts', DISK, 'Disk'), ...sub];
    return [name, { kind: 'member', path, span, name: 'validate', owners }];
  });
  await types.ask(new Map(questions));
  expect([...types.told]).toEqual(CASES.map(([name, expected]) => [name, expected]));
});

interface Asked {
  readonly outcomes: readonly string[];
  readonly questions: readonly TypeQuestion[];
  /** How often the checker was asked. */
  readonly batches: number;
}

async function planned(main: string, isTyped: boolean): Promise<Asked> {
  const input = project({ 'main.ts': HEAD + main });
  const checker = lazyTypes(input.project);
  const questions: TypeQuestion[] = [];
  let batches = 0;
  const ask: Types['ask'] = (asked) => {
    questions.push(...asked.values());
    batches++;
    return checker.ask(asked);
  };
  const typed = { ...input, ...(isTyped && { types: { told: checker.told, ask } }) };
  const plan = await planAsync({ id: 'async-fs', apis: syncIo }, typed, rewriter);
  return { outcomes: outcomesIn(plan), questions, batches };
}

/** Each rests on an answer: an object that is none, a caller that only the checker knows, a list. */
const PROGRAMS: readonly (readonly [string, string])[] = [
  [
    'barrier/unresolved-call',
    'console.log(new Disk().validate("a"));\nexport const f = (all: { validate(): 1; size: 1 }[]) => all.map((one) => one.validate());\n',
  ],
  [
    'barrier/unresolved-call',
    'const all = [{ disk: new Disk() }];\nfor (const one of all) console.log(one.disk.validate("a"));\n',
  ],
  [
    'barrier/sync-callback',
    'const lists = new Map([["a", ["a.txt"]]]);\nconsole.log(lists.get("a")!.map((name) => new Disk().validate(name)));\n',
  ],
];

it.each(PROGRAMS)('without types %s, with them converted', { timeout: 120_000 }, async (code, main) => {
  expect((await planned(main, false)).outcomes).toEqual([`disk.ts:4 ${code}`]);
  const { outcomes, batches } = await planned(main, true);
  expect(outcomes).toEqual(['disk.ts:4 converted']);
  expect(batches).toBe(1);
});

it('asks nothing where nothing depends on it', async () => {
  expect((await planned('console.log(new Disk().validate("a"));\n', true)).questions).toEqual([]);
});
