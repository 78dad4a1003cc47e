/** Runs ESLint with the plugin on one text. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Linter } from 'eslint';
import { parser as typescriptParser } from 'typescript-eslint';
import { createPlugin } from '../../src/eslint/plugin.ts';
import type { PresetName } from '../../src/eslint/presets.ts';

export type ParserName = 'espree' | 'typescript-eslint';

export interface LintInput {
  readonly text: string;
  /** Absolute. */
  readonly filename: string;
  readonly cwd: string;
  readonly preset?: PresetName;
  readonly parser?: ParserName;
  readonly sourceType?: 'module' | 'commonjs';
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Whether comments such as `eslint-disable` count. Default: yes. */
  readonly inlineConfig?: boolean;
}

const SCHEMA = join(import.meta.dirname, '../../schema/config.json');

export const plugin = createPlugin('0.0.0', JSON.parse(readFileSync(SCHEMA, 'utf8')) as object);

/** The configuration a text is linted with. */
export function configFor(input: LintInput): Linter.Config[] {
  const {
    preset = 'migrate',
    parser = 'typescript-eslint',
    sourceType = 'module',
    settings = { index: false },
  } = input;
  const { rules, plugins } = plugin.configs[preset] as unknown as Linter.Config;
  return [
    {
      files: ['**/*.{js,mjs,cjs,jsx,ts,mts,cts,tsx}'],
      linterOptions: { reportUnusedDisableDirectives: 'off', noInlineConfig: input.inlineConfig === false },
      languageOptions: {
        ...(parser === 'typescript-eslint' && { parser: typescriptParser }),
        sourceType,
        parserOptions: { ecmaFeatures: { jsx: true } },
      },
      plugins,
      rules,
      settings: { perfmig: settings },
    } as Linter.Config,
  ];
}

/** The messages, in their order. */
export function lint(input: LintInput): Linter.LintMessage[] {
  return new Linter({ cwd: input.cwd }).verify(input.text, configFor(input), { filename: input.filename });
}

/** What `--fix` makes of the text, and what is left to say of it. */
export function fix(input: LintInput): Linter.FixReport {
  return new Linter({ cwd: input.cwd }).verifyAndFix(input.text, configFor(input), { filename: input.filename });
}
