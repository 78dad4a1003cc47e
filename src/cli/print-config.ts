/** What `perfmig analyze --print-config` prints: every setting that holds for a path, and where it comes from. */
import { rules } from '../catalog/rules.ts';
import type { ConfigLayer } from '../project/config/layer.ts';
import type { Config, Setting } from '../project/config/config.ts';
import type { Project } from '../project/open-project.ts';
import { DEFAULT_TOP, namedFolder, type ConfigFlags } from './configured.ts';
import { OK } from './exit-codes.ts';
import { writeOut } from './streams.ts';

const DEFAULTS = ['top', 'minScore', 'maxIssues'] as const;
const ENTRIES = ['handlers', 'clients', 'syncApis'] as const;
const CALLBACKS = ['later', 'atExit', 'never'] as const;
const GLOBS = ['include', 'exclude', 'ignore'] as const;

/** Prints the configuration as JSON. */
export async function printConfig({ config, discovery }: Project, { rule }: PrintFlags): Promise<number> {
  const path = namedFolder(discovery.named);
  const asked = rule ?? [];
  const settings = {
    rules: Object.fromEntries(
      rules.map(({ id }): [string, Setting<string>] => [
        id,
        asked.length > 0 && !asked.includes(id)
          ? { value: 'off', from: '--rule' }
          : config.ruleSwitch(id, path, asked.includes(id)),
      ]),
    ),
    ...Object.fromEntries(DEFAULTS.map((key) => [key, defaultOf(config, key, path)])),
    ...(config.contextOf(path) && { context: config.contextOf(path) }),
    ...Object.fromEntries(GLOBS.map((key) => [key, globsOf(config.layersAround(path), key)])),
    ...Object.fromEntries(ENTRIES.map((key) => [key, entriesOf(config.layers, [key])])),
    callbacks: Object.fromEntries(CALLBACKS.map((key) => [key, entriesOf(config.layers, ['callbacks', key])])),
  };
  const answer = {
    path: path === '' ? '.' : path,
    sources: config.layersAround(path).map(({ name }) => name),
    ...settings,
  };
  await writeOut(`${JSON.stringify(answer, undefined, 2)}\n`);
  return OK;
}

interface PrintFlags extends ConfigFlags {
  readonly rule?: readonly string[];
}

function defaultOf(config: Config, key: (typeof DEFAULTS)[number], folder: string): Setting<number | null> {
  return config.defaultFor(key, folder) ?? { value: key === 'top' ? DEFAULT_TOP : null, from: 'default' };
}

function globsOf(layers: readonly ConfigLayer[], key: (typeof GLOBS)[number]): readonly Setting<unknown>[] {
  return layers.flatMap(({ settings, placeOf }) =>
    (settings[key] ?? []).map((value, index) => ({ value, from: placeOf([key, index]) })),
  );
}

function entriesOf(layers: readonly ConfigLayer[], way: readonly string[]): readonly Setting<unknown>[] {
  return layers.flatMap(({ settings, placeOf }) => {
    const list = way.reduce<unknown>(
      (at, key) => (at as Readonly<Record<string, unknown>> | undefined)?.[key],
      settings,
    );
    return ((list ?? []) as readonly unknown[]).map((value, index) => ({ value, from: placeOf([...way, index]) }));
  });
}
