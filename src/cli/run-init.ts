/** What `perfmig init` does: look, and write a configuration of what differs from the defaults. */
import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { UsageError } from '../project/errors.ts';
import { configPathIn } from '../project/config/load.ts';
import { openProject } from '../project/open-project.ts';
import { fromRoot } from '../project/paths.ts';
import { escapeControl } from '../reporters/escape.ts';
import { initialConfiguration } from './initial-configuration.ts';
import type { InitFlags } from './init.ts';
import { lookAt } from './project-traits.ts';
import { writeOut } from './streams.ts';
import { writeFileAtomically } from './write-file.ts';

const NAME = 'perfmig.config.jsonc';

/**
 * Runs the command in the project of the current folder, workspaces as a whole.
 * @throws {UsageError} where there is a configuration already
 * @throws {OutputError} where it can't be written
 */
export async function runInit({ force, dryRun }: InitFlags): Promise<void> {
  const project = openProject({ cwd: process.cwd(), paths: [], config: { kind: 'none' }, ruleIds: [] });
  const { root } = project.discovery;
  const known = configPathIn(root);
  const isOurs = known !== undefined && basename(known) === NAME;
  if (known !== undefined && dryRun !== true && !(isOurs && force === true)) {
    const way = isOurs ? '--force overwrites it, --dry-run prints what would be written' : 'remove it first';
    throw new UsageError(`there is a configuration already: ${fromRoot(process.cwd(), known)}; ${way}`);
  }
  const traits = lookAt(project);
  const text = initialConfiguration(traits, schemaOf(root));
  if (dryRun === true) return writeOut(text);
  writeFileAtomically(join(root, NAME), text);
  const written = `${fromRoot(process.cwd(), join(root, NAME))} written`;
  await writeOut(`${[...traits.seen, written].map(escapeControl).join('\n')}\n`);
}

/** The schema of the installed perfmig, if it is installed in the project. */
function schemaOf(root: string): string | undefined {
  const path = 'node_modules/perfmig/schema/config.json';
  return existsSync(join(dirname(join(root, NAME)), path)) ? `./${path}` : undefined;
}
