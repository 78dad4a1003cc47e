/** The presets of the plugin, reckoned from what the rules say of themselves. */
import type { Context, Effect, Rule } from '../contracts.ts';
import type { RuleOptions } from './options.ts';

/** How a linter takes a report. */
export type Level = 'error' | 'warn';

/** The setting of one rule. */
export type PresetEntry = Level | readonly [Level, RuleOptions];

/** Rules by their names in the plugin: `perfmig/sync-io`. */
export type PresetRules = Readonly<Record<string, PresetEntry>>;

/** What blocks everybody is an error; what wastes time, or only its own, a warning. */
const LEVEL: Readonly<Record<Effect, Level>> = { blocks: 'error', computes: 'warn', waits: 'warn' };

/** In which contexts a preset reports, and how. */
interface Preset {
  readonly contexts: readonly Context[];
  readonly level: (rule: Rule) => Level;
}

const SERVING: readonly Context[] = ['request', 'loop', 'worker', 'unknown'];

const PRESETS = {
  /** Code that requests are seen to run, and loops. */
  recommended: { contexts: ['request', 'loop'], level: ({ effect }) => LEVEL[effect] },
  /** All that may run while the process serves. */
  strict: { contexts: SERVING, level: () => 'error' },
  /** Everything there is, as a list of work. */
  migrate: { contexts: [...SERVING, 'startup', 'build', 'test'], level: () => 'warn' },
} as const satisfies Readonly<Record<string, Preset>>;

/** The name of a preset. */
export type PresetName = keyof typeof PRESETS;

export const PRESET_NAMES = Object.keys(PRESETS) as readonly PresetName[];

/** The settings of every rule that has anything to report under a preset. */
export function presetRules(name: PresetName, rules: readonly Rule[], prefix: string): PresetRules {
  const preset: Preset = PRESETS[name];
  const entries = rules.flatMap((rule): [string, PresetEntry][] => {
    const contexts = contextsIn(preset, rule);
    return contexts.length === 0 ? [] : [[`${prefix}/${rule.id}`, [preset.level(rule), { contexts }]]];
  });
  return Object.fromEntries(entries);
}

/** How a rule is set in a preset; undefined where it has nothing to report under it. */
export function presetLevel(name: PresetName, rule: Rule): Level | undefined {
  const preset: Preset = PRESETS[name];
  return contextsIn(preset, rule).length === 0 ? undefined : preset.level(rule);
}

function contextsIn({ contexts }: Preset, { appliesIn }: Rule): readonly Context[] {
  return appliesIn.filter((context) => contexts.includes(context));
}
