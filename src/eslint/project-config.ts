/** The configurations of perfmig that hold for linted files: read as the command reads them, as data. */
import { Ajv } from 'ajv';
import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ProjectApis } from '../contracts.ts';
import { checkWith, type Check } from '../project/config/check.ts';
import { Config } from '../project/config/config.ts';
import { loadConfig } from '../project/config/load.ts';
import { ConfigError } from '../project/errors.ts';
import { fromRoot, isInside } from '../project/paths.ts';
import { CONFIG_NAMES } from '../project/source-names.ts';
import type { FilePlace } from './file-place.ts';

/** What holds for the files of one folder. */
export interface FolderConfig {
  readonly config: Config;
  readonly apis: ProjectApis;
  /** Why it can't be used, in the words of the command. */
  readonly fault?: string;
}

interface Known {
  readonly stamp: string;
  readonly found: FolderConfig;
}

/** Reads the configurations of each folder once, and again when one of them has changed. */
export class ProjectConfigs {
  readonly #check: Check;
  readonly #known = new Map<string, Known>();

  /** @param schema what schema/config.json holds */
  constructor(schema: object, ruleIds: readonly string[]) {
    this.#check = checkWith(() => ({ Ajv, schema }), ruleIds);
  }

  /** Those of the folder of a file and of the folders around it; what lies elsewhere in the project is not looked for. */
  of({ root, path }: FilePlace): FolderConfig {
    const folder = dirname(join(root, path));
    const key = `${root}\0${folder}`;
    const known = this.#known.get(key);
    if (known && stampOf(known.found.config) === known.stamp && known.found.fault === undefined) return known.found;
    const found = this.#load(root, folder);
    this.#known.set(key, { stamp: stampOf(found.config), found });
    return found;
  }

  #load(root: string, folder: string): FolderConfig {
    try {
      const config = loadConfig({ root, configs: configFiles(root, folder) }, { kind: 'project' }, this.#check);
      return { config, apis: config.apis };
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      return { ...noConfig(root), fault: error.message };
    }
  }
}

/** As if there were none. */
export function noConfig(root: string): FolderConfig {
  const config = new Config(root, []);
  return { config, apis: config.apis };
}

function configFiles(root: string, folder: string): readonly string[] {
  const found: string[] = [];
  for (let at = folder; isInside(root, at); at = dirname(at)) {
    for (const name of [...CONFIG_NAMES, 'package.json']) {
      if (existsSync(join(at, name))) found.push(fromRoot(root, join(at, name)));
    }
    if (dirname(at) === at) break;
  }
  return found;
}

/** Changes with the files that were read; that there is a new one is noticed when the linter starts again. */
function stampOf({ layers }: Config): string {
  return layers
    .map(({ path }) => {
      const stats = statSync(path, { throwIfNoEntry: false });
      return `${path} ${stats?.mtimeMs ?? ''} ${stats?.size ?? ''}`;
    })
    .join('\n');
}
