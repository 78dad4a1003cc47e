/** What commands take from the options `--config` and `--no-config`, and from the configuration itself. */
import { resolve } from 'node:path';
import { rules } from '../catalog/rules.ts';
import type { Default } from '../project/config/config.ts';
import type { ConfigChoice } from '../project/config/load.ts';
import { openProject, type Project } from '../project/open-project.ts';
import { commonAncestor } from '../project/root.ts';

/** How many findings a person is shown, where nobody says. */
export const DEFAULT_TOP = 20;

/** The options a configuration is chosen with, as commander gives them. */
export interface ConfigFlags {
  readonly config?: string | false;
  readonly printConfig?: string | true;
}

/**
 * Opens the project of the paths a command was given.
 * @throws {UsageError | ConfigError}
 */
export function openFor(paths: readonly string[], flags: ConfigFlags): Project {
  const { printConfig } = flags;
  const about = typeof printConfig === 'string' ? [printConfig] : paths;
  return openProject({
    ...{ cwd: process.cwd(), paths: about, ruleIds: rules.map(({ id }) => id) },
    config: configOf(flags),
  });
}

/** The configuration that was chosen. */
export function configOf({ config }: ConfigFlags): ConfigChoice {
  if (config === undefined) return { kind: 'project' };
  return config === false ? { kind: 'none' } : { kind: 'file', path: resolve(config) };
}

/** What the configuration gives for an option: that of the innermost folder around all that was named. */
export function defaultFor(key: Default, { config, discovery }: Project): number | undefined {
  return config.defaultFor(key, namedFolder(discovery.named))?.value;
}

/** The innermost folder around the named paths, relative to the root. */
export function namedFolder(named: readonly string[]): string {
  return commonAncestor(named.map((path) => resolve('/', path))).slice(1);
}
