/** The plugin: every rule of perfmig, and presets of them. */
import { rules } from '../catalog/rules.ts';
import { FileLints } from './file-lint.ts';
import type { HostRule } from './host.ts';
import { PRESET_NAMES, presetRules, type PresetName, type PresetRules } from './presets.ts';
import { linterRule } from './rule.ts';

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

/** Makes the plugin. What it keeps of the files it has seen is its own. */
export function createPlugin(version: string): Plugin {
  const shared = { lints: new FileLints(rules), pageOf: (id: string) => `${PAGES}/${id}.md` };
  const configs = {} as Record<PresetName, PresetConfig>;
  const plugin: Plugin = {
    meta: { name: 'eslint-plugin-perfmig', version, namespace: NAMESPACE },
    rules: Object.fromEntries(rules.map((rule) => [rule.id, linterRule(rule, shared)])),
    configs,
  };
  for (const name of PRESET_NAMES) {
    configs[name] = {
      name: `${NAMESPACE}/${name}`,
      plugins: { [NAMESPACE]: plugin },
      rules: presetRules(name, rules, NAMESPACE),
    };
  }
  return plugin;
}

/** The folder of the rules' pages in the package, as they are found on the registry's site. */
const PAGES = 'https://www.npmjs.com/package/eslint-plugin-perfmig?activeTab=code#docs/rules';
