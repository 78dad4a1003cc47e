/** Holds docs/eslint-situations.md against what the rules say. With UPDATE_SITUATIONS=1 the tables are written anew. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Linter } from 'eslint';
import n from 'eslint-plugin-n';
import { format } from 'prettier';
import { describe, expect, it } from 'vitest';
import { plugin } from './lint.ts';
import { NO_AWAIT_IN_LOOP } from './situations/no-await-in-loop.ts';
import { NO_SYNC } from './situations/no-sync.ts';
import type { Situation } from './situations/situation.ts';

const PAGE = join(import.meta.dirname, '../../docs/eslint-situations.md');
const PRESETS = ['recommended', 'strict', 'migrate'] as const;
const CWD = '/nowhere';

function messages(code: string, config: object): Linter.LintMessage[] {
  const sourceType = code.includes('require(') || !code.includes('export ') ? 'commonjs' : 'module';
  const found = new Linter({ cwd: CWD }).verify(
    code,
    [{ languageOptions: { sourceType } }, config] as Linter.Config[],
    {
      filename: `${CWD}/app.js`,
    },
  );
  expect(found.filter(({ fatal }) => fatal)).toEqual([]);
  return found;
}

function theirs(rule: string, { code, options = {} }: Situation): string {
  const config = { plugins: { n }, rules: { [rule]: ['error', ...(rule === 'n/no-sync' ? [options] : [])] } };
  return messages(code, config).length > 0 ? 'reports' : '';
}

/** The narrowest preset that has anything to say, and by which rules. */
function ours({ code }: Situation): { readonly preset: string; readonly rules: string } {
  for (const preset of PRESETS) {
    const { plugins, rules } = plugin.configs[preset];
    const found = messages(code, { plugins, rules, settings: { perfmig: { index: false } } });
    const names = [...new Set(found.map(({ ruleId }) => `\`${(ruleId ?? '').replace('perfmig/', '')}\``))];
    if (names.length > 0) return { preset, rules: names.sort().join(', ') };
  }
  return { preset: '', rules: '' };
}

function rowOf(rule: string, situation: Situation): readonly string[] {
  const own = ours(situation);
  const said = own.preset === '' ? '' : `${own.rules} in \`${own.preset}\``;
  const code = situation.code.replaceAll(/\s*\n\s*/g, ' ').replaceAll('|', '\\|');
  return [situation.title, `\`${code}\``, theirs(rule, situation), said, situation.why];
}

function tableOf(rule: string, situations: readonly Situation[]): string {
  const head = ['situation', 'code', `\`${rule}\``, 'perfmig, and the narrowest preset', 'why we differ'];
  const rows = [head, head.map(() => '---'), ...situations.map((one) => rowOf(rule, one))];
  return rows.map((row) => `| ${row.join(' | ')} |`).join('\n');
}

describe.each([
  ['n/no-sync', NO_SYNC],
  ['no-await-in-loop', NO_AWAIT_IN_LOOP],
])('%s', (rule, situations) => {
  it('the page has the table as it comes out', async () => {
    const page = readFileSync(PAGE, 'utf8');
    const [begin, end] = [`<!-- table: ${rule} -->\n`, `<!-- /table: ${rule} -->`];
    const before = page.slice(0, page.indexOf(begin) + begin.length);
    const wanted = `${before}\n${tableOf(rule, situations)}\n\n${page.slice(page.indexOf(end))}`;
    const formatted = await format(wanted, { parser: 'markdown', printWidth: 120, singleQuote: true });
    if (process.env['UPDATE_SITUATIONS'] === '1') writeFileSync(PAGE, formatted);
    else expect(page).toBe(formatted);
  });

  it.each(situations.map((one) => [one.title, one] as const))('%s: where we differ it is said why', (_, situation) => {
    const [, , they, we] = rowOf(rule, situation);
    const isSame = (they === '') === (we === '' || we?.endsWith('`migrate`') === true);
    const isListed = they === '' && we !== '';
    expect(situation.why === '').toBe(isSame && !isListed);
  });
});
