/** Who may import whom. docs/architecture.md says why; a line that isn't allowed here fails the build. */
import { readFile, readdir } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { parseSync } from 'oxc-parser';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');

/** Each part with the parts left of it; it may import these and whatever these may import. */
const LEFT_OF = {
  contracts: [],
  apis: ['contracts'],
  syntax: ['contracts'],
  project: ['contracts'],
  'authoring/rule': ['apis', 'syntax'],
  rules: ['authoring/rule'],
  'catalog/rules': ['rules'],
  program: ['apis', 'syntax', 'project'],
  additions: ['program'],
  asyncify: ['additions'],
  'authoring/codemod': ['asyncify'],
  codemods: ['authoring/codemod'],
  'catalog/codemods': ['codemods'],
  'catalog/mends': [],
  engine: ['program', 'asyncify', 'project', 'authoring/codemod'],
  reporters: ['contracts'],
  bot: ['engine', 'reporters'],
  'bot/fleet': ['bot'],
  evidence: ['engine', 'reporters'],
  eslint: ['catalog/rules', 'catalog/mends', 'asyncify', 'engine', 'reporters'],
  index: ['catalog/rules', 'catalog/codemods', 'catalog/mends', 'engine'],
  cli: ['catalog/rules', 'catalog/codemods', 'catalog/mends', 'engine', 'reporters', 'bot', 'bot/fleet', 'evidence'],
  runtime: [],
} as const satisfies Readonly<Record<string, readonly string[]>>;

type Part = keyof typeof LEFT_OF | 'dev';

/** Parts that may import these alone, and nothing further left. */
const ONLY: Readonly<Partial<Record<Part, readonly Part[]>>> = {
  rules: ['authoring/rule', 'contracts'],
  codemods: ['authoring/rule', 'authoring/codemod', 'contracts'],
};

/** The runtime knows nothing of the rest, and the rest nothing of it but for these. */
const MAY_USE_RUNTIME: readonly Part[] = ['runtime', 'bot/fleet'];

/** Where each part lives; the first that fits counts. */
const HOMES: readonly (readonly [start: string, part: Part])[] = [
  ['src/contracts', 'contracts'],
  ['src/index.ts', 'index'],
  ['src/authoring/codemod', 'authoring/codemod'],
  ['src/authoring/', 'authoring/rule'],
  ['src/catalog/codemods', 'catalog/codemods'],
  ['src/catalog/mends', 'catalog/mends'],
  ['src/catalog/rules', 'catalog/rules'],
  ['src/bot/fleet', 'bot/fleet'],
  ...(['apis', 'syntax', 'project', 'program', 'additions', 'asyncify', 'engine'] as const).map(inSrc),
  ...(['reporters', 'bot', 'evidence', 'eslint', 'cli', 'dev'] as const).map(inSrc),
  ['rules/', 'rules'],
  ['codemods/', 'codemods'],
  ['runtime/', 'runtime'],
  ['eslint-plugin/', 'eslint'],
];

const RUNTIME_PACKAGE = '@perfmig/runtime';

function inSrc(part: Part): readonly [string, Part] {
  return [`src/${part}/`, part];
}

function partOf(path: string): Part | undefined {
  return HOMES.find(([start]) => path.startsWith(start))?.[1];
}

function mayImport(from: Part, to: Part): boolean {
  if (to === 'runtime') return MAY_USE_RUNTIME.includes(from);
  if (from === to || from === 'dev') return true;
  const only = ONLY[from];
  if (only !== undefined) return only.includes(to);
  return allLeftOf(from).has(to);
}

function allLeftOf(part: Part): ReadonlySet<Part> {
  if (part === 'dev') return new Set();
  const direct: readonly Part[] = LEFT_OF[part];
  return new Set(direct.flatMap((left) => [left, ...(ONLY[left] ?? []), ...allLeftOf(left)]));
}

/** The first two folders of a path: `rules/sync-io`. */
function folderOf(path: string): string {
  return path.split('/', 2).join('/');
}

/** What is wrong with one import, or undefined. */
function faultOf(path: string, specifier: string): string | undefined {
  const from = partOf(path);
  if (from === undefined) return `${path} belongs to no part; add its folder to the tables of this test`;
  const to = targetOf(path, specifier);
  if (to === from && to === 'rules' && folderOf(path) !== folderOf(posix.join(posix.dirname(path), specifier))) {
    return `${path} imports '${specifier}': a rule may not import another rule; what both need belongs in src/authoring`;
  }
  if (to === undefined || mayImport(from, to)) return undefined;
  const allowed = [...(ONLY[from] ?? allLeftOf(from))].sort().join(', ');
  return `${path} imports '${specifier}' (${to}), but ${from} may import only: ${allowed}`;
}

function targetOf(path: string, specifier: string): Part | undefined {
  if (specifier === RUNTIME_PACKAGE || specifier.startsWith(`${RUNTIME_PACKAGE}/`)) return 'runtime';
  if (!specifier.startsWith('.')) return undefined;
  return partOf(posix.join(posix.dirname(path), specifier));
}

/** The specifiers of every import, export-from and `import()` of a file. */
function specifiersOf(path: string, text: string): readonly string[] {
  const { module } = parseSync(path, text);
  const imports = module.staticImports.map((statement) => statement.moduleRequest.value);
  const exports = module.staticExports.flatMap(({ entries }) => entries.map((entry) => entry.moduleRequest?.value));
  const dynamic = module.dynamicImports.map(({ moduleRequest: { start, end } }) => text.slice(start + 1, end - 1));
  return [...imports, ...exports.filter((value) => value !== undefined), ...dynamic];
}

async function sourcesOf(folder: string): Promise<readonly string[]> {
  const entries = await readdir(join(root, folder), { recursive: true }).catch(() => []);
  return entries.filter((path) => path.endsWith('.ts')).map((path) => posix.join(folder, path.replaceAll('\\', '/')));
}

describe('who may import whom', () => {
  it('holds in every file', async () => {
    const paths = (await Promise.all(['src', 'rules', 'codemods', 'runtime', 'eslint-plugin'].map(sourcesOf))).flat();
    const faults = await Promise.all(
      paths.map(async (path) => {
        const text = await readFile(join(root, path), 'utf8');
        return specifiersOf(path, text).map((specifier) => faultOf(path, specifier));
      }),
    );
    expect(faults.flat().filter((fault) => fault !== undefined)).toEqual([]);
  });

  it.each([
    ['rules/sync-io/rule.ts', '../../src/syntax/parse.ts'],
    ['rules/sync-io/rule.ts', '../json-copy/rule.ts'],
    ['src/reporters/json.ts', '../engine/analyze.ts'],
    ['src/engine/analyze.ts', '../catalog/rules.ts'],
    ['src/asyncify/seeds.ts', '../../rules/sync-io/rule.ts'],
    ['src/syntax/parse.ts', '../project/files.ts'],
    ['src/cli/main.ts', '@perfmig/runtime'],
    ['src/unheard-of/file.ts', 'node:fs'],
  ])('refuses that %s imports %s', (path, specifier) => {
    expect(faultOf(path, specifier)).toContain(path);
  });

  it.each([
    ['rules/sync-io/rule.ts', '../../src/authoring/rule.ts'],
    ['src/engine/analyze.ts', '../apis/handlers.ts'],
    ['src/cli/main.ts', '../catalog/rules.ts'],
    ['src/bot/fleet.ts', '@perfmig/runtime'],
    ['src/dev/generate.ts', '../reporters/json.ts'],
  ])('allows that %s imports %s', (path, specifier) => {
    expect(faultOf(path, specifier)).toBeUndefined();
  });
});
