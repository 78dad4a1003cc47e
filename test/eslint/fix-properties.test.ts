/** What holds of every fix: the result parses, a second run changes nothing, no comment is lost, Prettier keeps it. */
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'prettier';
import { expect, it } from 'vitest';
import { rules } from '../../src/catalog/rules.ts';
import { parse, syntaxErrors } from '../../src/syntax/parse.ts';
import { casesIn } from '../fixtures/case.ts';
import { tempTree } from '../project/temp-tree.ts';
import { fix, lint, type LintInput } from './lint.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures/rules');

const cases = rules.flatMap(({ id }) => {
  const folder = join(FIXTURES, id, 'found');
  return casesIn(folder)
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());
});

/** A fix is rare among what is found: made asynchronous here are the functions that can be. */
function withAsyncHandlers(text: string): string {
  return text.replaceAll(/(?<=[(,]\s*)(?=\((?:req|request|ctx|_req|_)\b[^()]*\) =>)/g, 'async ');
}

it('fixes are right in form in every fixture whose handlers are async', async () => {
  let count = 0;
  const cwd = tempTree({ 'package.json': '{ "name": "fixtures", "private": true }\n' });
  for (const path of cases) {
    const name = path.slice(FIXTURES.length + 1).replaceAll('/', '-');
    const text = withAsyncHandlers(readFileSync(path, 'utf8'));
    const input: LintInput = { text, filename: join(cwd, 'src', name), cwd };
    const { fixed, output } = fix(input);
    if (!fixed) continue;
    count++;
    expect(syntaxErrors(name, output), name).toEqual(syntaxErrors(name, text));
    expect(commentsOf(name, output), name).toEqual(commentsOf(name, text));
    expect(fix({ ...input, text: output }).fixed, `${name} again`).toBe(false);
    const pretty = await format(output, { filepath: input.filename });
    expect(rulesSaid({ ...input, text: pretty }), `${name} after Prettier`).toEqual(
      rulesSaid({ ...input, text: output }),
    );
  }
  expect(count).toBeGreaterThan(25);
});

function commentsOf(name: string, text: string): readonly string[] {
  const parsed = parse(name, text);
  return parsed.kind === 'tree' ? parsed.comments().map(({ value }) => value) : ['does not parse'];
}

function rulesSaid(input: LintInput): readonly (string | null)[] {
  return lint(input)
    .map(({ ruleId }) => ruleId)
    .sort();
}
