/** Every fixture of one file as a case of ESLint's RuleTester: both versions of ESLint, both parsers. */
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Linter as Linter10, RuleTester as RuleTester10, type Rule } from 'eslint';
import * as eslint9 from 'eslint-9';
import { parser as typescriptParser } from 'typescript-eslint';
import { describe, it } from 'vitest';
import { rules } from '../../src/catalog/rules.ts';
import { plugin } from '../../test/eslint/lint.ts';
import { casesIn } from '../../test/fixtures/case.ts';
import { expectedIn } from '../../test/fixtures/markers.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures/rules');

/** One version of ESLint with one parser. */
interface Host {
  readonly name: string;
  readonly RuleTester: typeof RuleTester10;
  readonly Linter: typeof Linter10;
  readonly parser?: Linter10.Parser;
}

const TYPESCRIPT = typescriptParser as unknown as Linter10.Parser;

const HOSTS: readonly Host[] = [
  { name: 'ESLint 10, espree', RuleTester: RuleTester10, Linter: Linter10 },
  { name: 'ESLint 10, typescript-eslint', RuleTester: RuleTester10, Linter: Linter10, parser: TYPESCRIPT },
  {
    name: 'ESLint 9, typescript-eslint',
    RuleTester: eslint9.RuleTester as unknown as typeof RuleTester10,
    Linter: eslint9.Linter as unknown as typeof Linter10,
    parser: TYPESCRIPT,
  },
];

/** Where nothing but the file is known. */
const cwd = '/nowhere';

function languageOf(name: string, { parser }: Host): Linter10.LanguageOptions {
  const sourceType = name.endsWith('.cjs') ? 'commonjs' : 'module';
  return { sourceType, parserOptions: { ecmaFeatures: { jsx: true } }, ...(parser && { parser }) };
}

type Edit = NonNullable<Linter10.LintMessage['fix']>;

/** The text after those of some edits that don't overlap, as one pass of ESLint makes them. */
function applied(text: string, edits: readonly Edit[]): string {
  let output = '';
  let last = 0;
  for (const { range, text: replacement } of edits.toSorted(
    (a, b) => a.range[0] - b.range[0] || a.range[1] - b.range[1],
  )) {
    if (output !== '' && range[0] <= last) continue;
    output += text.slice(last, range[0]) + replacement;
    last = range[1];
  }
  return output + text.slice(last);
}

/** How a message says when its code runs. */
const WORDS: Readonly<Record<string, RegExp>> = {
  request: /\(request\b[^]*\)$/,
  worker: /\(worker\b[^]*\)$/,
  loop: /\(in (?:a|\d+) loops?\)$/,
  unknown: /\(when it runs is unknown\b.*\)$/,
  startup: /\(startup\b.*\)$/,
  build: /\(build\b.*\)$/,
  test: /\(test\b.*\)$/,
};

/** The case of a fixture in which something is found: lines by its comments, changes as RuleTester then checks them. */
function invalidCase(id: string, name: string, code: string, host: Host): RuleTester10.InvalidTestCase {
  const options = optionsOf(id);
  const config = {
    languageOptions: languageOf(name, host),
    plugins: { perfmig: plugin },
    rules: { [`perfmig/${id}`]: ['error', ...options] },
  };
  const settings = { perfmig: { index: false } };
  const messages = new host.Linter({ cwd }).verify(
    code,
    [{ files: ['**/*.{js,mjs,cjs,jsx,ts,mts,cts,tsx}'], settings, ...config }] as unknown as Linter10.Config[],
    { filename: join(cwd, name) },
  );
  const errors = expectedIn(name, code).map(({ line, context }, index): RuleTester10.TestCaseError => {
    const suggestions = (messages[index]?.suggestions ?? []).map(({ desc, fix }) => ({
      desc,
      output: applied(code, [fix]),
    }));
    return { line, message: WORDS[context ?? ''] ?? /\)$/, ...(suggestions.length > 0 && { suggestions }) };
  });
  const output = applied(
    code,
    messages.flatMap(({ fix }) => fix ?? []),
  );
  return { ...commonOf(name, code, host, options), errors, output: output === code ? null : output };
}

function optionsOf(id: string): readonly object[] {
  return [{ contexts: rules.find((rule) => rule.id === id)?.appliesIn ?? [] }];
}

function commonOf(name: string, code: string, host: Host, options: readonly object[]): RuleTester10.ValidTestCase {
  return {
    ...{ name, code, filename: join(cwd, name), options: [...options], languageOptions: languageOf(name, host) },
    settings: { perfmig: { index: false } },
  };
}

function filesIn(id: string, kind: string, host: Host): readonly (readonly [name: string, code: string])[] {
  const folder = join(FIXTURES, id, kind);
  return casesIn(folder)
    .filter((name) => statSync(join(folder, name)).isFile() && (host.parser !== undefined || /\.[cm]?jsx?$/.test(name)))
    .map((name) => [name, readFileSync(join(folder, name), 'utf8')]);
}

describe.each(HOSTS)('$name', (host) => {
  const { RuleTester } = host;
  RuleTester.describe = describe;
  RuleTester.it = it;
  RuleTester.itOnly = it.only;
  for (const { id } of rules) {
    const valid = filesIn(id, 'ignored', host).map(([name, code]) => commonOf(name, code, host, optionsOf(id)));
    const invalid = filesIn(id, 'found', host).map(([name, code]) => invalidCase(id, name, code, host));
    new RuleTester().run(id, plugin.rules[id] as unknown as Rule.RuleModule, { valid, invalid });
  }
});
