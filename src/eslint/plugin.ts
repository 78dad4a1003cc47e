/** The plugin: every rule of perfmig, and presets of them. */
import { rules } from '../catalog/rules.ts';
import { FileLints } from './file-lint.ts';
import type { HostRule } from './host.ts';
import { PRESET_NAMES, presetRules, type PresetName, type PresetRules } from './presets.ts';
import { linterRule } from './rule.ts';
import { TODO_RULE, todoRule } from './todo-rule.ts';

const NAME = 'eslint-plugin-perfmig';

/** What rules are called after in configurations: `perfmig/sync-io`. */
const NAMESPACE = 'perfmig';

/** One element of a flat configuration. */
export interface PresetConfig {
  readonly name: string;
  readonly plugins: Readonly<Record<string, Plugin>>;
  readonly rules: PresetRules;
}

/** What a linter loads. */
export interface Plugin {
  readonly meta: { readonly name: string; readonly version: string; readonly namespace: string };
  readonly rules: Readonly<Record<string, HostRule>>;
  readonly configs: Readonly<Record<PresetName, PresetConfig>>;
}

/**
 * Makes the plugin. What it keeps of the files it has seen is its own.
 * @param configSchema what schema/config.json holds
 */
export function createPlugin(version: string, configSchema: object): Plugin {
  const pages = `https://unpkg.com/${NAME}@${version}/dist/docs/rules`;
  const shared = { lints: new FileLints(rules, configSchema), pageOf: (id: string) => `${pages}/${id}.md` };
  const configs = {} as Record<PresetName, PresetConfig>;
  const plugin: Plugin = {
    meta: { name: NAME, version, namespace: NAMESPACE },
    rules: {
      ...Object.fromEntries(rules.map((rule) => [rule.id, linterRule(rule, shared)])),
      [TODO_RULE]: todoRule(`${pages}/${TODO_RULE}.md`),
    },
    configs,
  };
  for (const name of PRESET_NAMES) {
    configs[name] = {
      name: `${NAMESPACE}/${name}`,
      plugins: { [NAMESPACE]: plugin },
      rules: { ...presetRules(name, rules, NAMESPACE), [`${NAMESPACE}/${TODO_RULE}`]: 'warn' },
    };
  }
  return plugin;
}
