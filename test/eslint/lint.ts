/** Runs ESLint with the plugin on one text. */
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
  readonly settings?: Readonly<Record<string, unknown>>;
}

export const plugin = createPlugin('0.0.0');

/** What a test knows of a file that is linted. */
function configFor({ preset = 'migrate', parser = 'typescript-eslint', settings = {} }: LintInput): Linter.Config[] {
  const { rules, plugins } = plugin.configs[preset] as unknown as Linter.Config;
  return [
    {
      files: ['**/*.{js,mjs,cjs,jsx,ts,mts,cts,tsx}'],
      linterOptions: { reportUnusedDisableDirectives: 'off' },
      languageOptions: {
        ...(parser === 'typescript-eslint' && { parser: typescriptParser }),
        parserOptions: { ecmaFeatures: { jsx: true } },
      },
      plugins,
      rules,
      settings: { perfmig: { index: false, ...settings } },
    } as Linter.Config,
  ];
}

/** The messages, in their order. */
export function lint(input: LintInput): Linter.LintMessage[] {
  const linter = new Linter({ cwd: input.cwd });
  return linter.verify(input.text, configFor(input), { filename: input.filename });
}
