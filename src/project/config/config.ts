/** The configurations of a project as one: what holds for a file, and which of them says so. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type {
  CallbackEntries,
  Configuration,
  DeclaredContext,
  ProjectApis,
  RuleSwitch,
} from '../../contracts/configuration.ts';
import type { IgnorePatterns } from '../ignore-patterns.ts';
import { fromRoot, isInside } from '../paths.ts';
import { compileGlobs } from './config-globs.ts';
import type { ConfigLayer } from './layer.ts';

/** A setting and where it comes from: `default`, or the place in a file. */
export interface Setting<Value> {
  readonly value: Value;
  readonly from: string;
}

/** Settings a command takes where its option isn't given. */
export type Default = 'top' | 'minScore' | 'maxIssues';

interface CompiledLayer extends ConfigLayer {
  readonly include: IgnorePatterns | undefined;
  readonly exclude: IgnorePatterns;
  readonly ignore: IgnorePatterns;
  readonly overridden: readonly IgnorePatterns[];
}

/** Where a file that is left out is left out, and by what. */
export type LeftOut = Setting<'include' | 'exclude' | 'ignore'>;

/** All paths are relative to the root, with `/`. */
export class Config {
  readonly layers: readonly ConfigLayer[];
  readonly #root: string;
  readonly #compiled: readonly CompiledLayer[];

  /** @param layers the outermost first */
  constructor(root: string, layers: readonly ConfigLayer[]) {
    this.#root = root;
    this.layers = layers;
    this.#compiled = layers.map(compileLayer);
  }

  /** Whether a rule reports on a file: the innermost configuration has the last word, in each the last override. */
  ruleSwitch(id: string, path: string, asked = false): Setting<RuleSwitch> {
    let found: Setting<RuleSwitch> = { value: 'on', from: asked ? '--rule' : 'default' };
    for (const [index, layer] of this.#around(path).entries()) {
      const own = layer.settings.rules?.[id];
      // A rule that was asked for is on, but where a part of the project is an exception.
      const isException = index > 0 || !asked;
      if (own !== undefined && isException) found = { value: own, from: layer.placeOf(['rules', id]) };
      for (const [at, override] of this.#overrides(layer, path)) {
        const value = override.rules?.[id];
        if (value !== undefined) found = { value, from: layer.placeOf(['overrides', at, 'rules', id]) };
      }
    }
    return found;
  }

  /** Whether a rule is on for any file there may be. */
  isAnywhereOn(id: string): boolean {
    const [outermost, ...inner] = this.layers;
    const isOff = outermost?.settings.rules?.[id] === 'off' && isInside(outermost.folder, this.#root);
    if (!isOff || inner.some(({ settings }) => settings.root === true)) return true;
    return this.layers.some(({ settings: { rules, overrides = [] } }) =>
      [rules?.[id], ...overrides.map((override) => override.rules?.[id])].includes('on'),
    );
  }

  /** When the code of a file runs, where a configuration says so. */
  contextOf(path: string): Setting<DeclaredContext> | undefined {
    let found: Setting<DeclaredContext> | undefined;
    for (const layer of this.#around(path)) {
      for (const [at, { context }] of this.#overrides(layer, path)) {
        if (context !== undefined) found = { value: context, from: layer.placeOf(['overrides', at, 'context']) };
      }
    }
    return found;
  }

  /** By what a file or folder is ignored. */
  ignoredBy(path: string, kind: 'file' | 'folder'): LeftOut | undefined {
    const layer = this.#around(path).find((at) => at.ignore.verdict(this.#within(at, path), kind) === 'ignored');
    return layer && { value: 'ignore', from: layer.placeOf(['ignore']) };
  }

  /** By what findings of a file are not reported. */
  unreportedBy(path: string): LeftOut | undefined {
    for (const layer of this.#around(path)) {
      const within = this.#within(layer, path);
      if (layer.exclude.verdict(within, 'file') === 'ignored')
        return { value: 'exclude', from: layer.placeOf(['exclude']) };
      if (layer.include !== undefined && layer.include.verdict(within, 'file') !== 'ignored') {
        return { value: 'include', from: layer.placeOf(['include']) };
      }
    }
    return undefined;
  }

  /** A default of the command line, of the innermost configuration around a folder that gives it. */
  defaultFor(key: Default, folder: string): Setting<number> | undefined {
    const layer = this.#around(folder).findLast(({ settings }) => settings[key] !== undefined);
    const value = layer?.settings[key];
    return layer && value !== undefined ? { value, from: layer.placeOf([key]) } : undefined;
  }

  /** The configurations that hold for a path, the outermost first. */
  layersAround(path: string): readonly ConfigLayer[] {
    return this.#around(path);
  }

  /** The entries of all configurations: the program is one, so its tables are too. */
  get apis(): ProjectApis {
    const all = <Entry>(read: (settings: Configuration) => readonly Entry[] | undefined): readonly Entry[] =>
      this.layers.flatMap(({ settings }) => read(settings) ?? []);
    const callbacks = (key: keyof CallbackEntries): readonly string[] => all(({ callbacks }) => callbacks?.[key]);
    return {
      handlers: all(({ handlers }) => handlers),
      clients: all(({ clients }) => clients),
      syncApis: all(({ syncApis }) => syncApis),
      callbacks: { later: callbacks('later'), atExit: callbacks('atExit'), never: callbacks('never') },
    };
  }

  /** The same for configurations that say the same: part of what keys a cache. */
  get hash(): string {
    const said = this.layers.map(({ folder, settings: { $schema, ...settings } }) => [
      fromRoot(this.#root, folder),
      settings,
    ]);
    return createHash('sha256').update(JSON.stringify(said, inOrder)).digest('hex').slice(0, 32);
  }

  #around(path: string): readonly CompiledLayer[] {
    if (this.#compiled.length === 0) return this.#compiled;
    const absolute = join(this.#root, path);
    const around = this.#compiled.filter(({ folder }) => isInside(folder, absolute));
    return around.slice(
      Math.max(
        0,
        around.findLastIndex(({ settings }) => settings.root === true),
      ),
    );
  }

  #overrides(layer: CompiledLayer, path: string): readonly (readonly [number, Override])[] {
    const within = this.#within(layer, path);
    return (layer.settings.overrides ?? []).flatMap((override, index) =>
      layer.overridden[index]?.verdict(within, 'file') === 'ignored' ? [[index, override] as const] : [],
    );
  }

  #within({ folder }: ConfigLayer, path: string): string {
    return fromRoot(folder, join(this.#root, path));
  }
}

type Override = NonNullable<Configuration['overrides']>[number];

function compileLayer(layer: ConfigLayer): CompiledLayer {
  const { include, exclude = [], ignore = [], overrides = [] } = layer.settings;
  return {
    ...layer,
    include: include && compileGlobs(include),
    exclude: compileGlobs(exclude),
    ignore: compileGlobs(ignore),
    overridden: overrides.map(({ files }) => compileGlobs(files)),
  };
}

/** Writes the keys of objects in one order, however a file has them; that of rules and the like means nothing. */
function inOrder(_: string, value: unknown): unknown {
  const isPlain = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isPlain ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value;
}
