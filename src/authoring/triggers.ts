/** Triggers made from tables of APIs: the words a file can't do without. */
import type { ApiPath } from '../contracts.ts';

/** What names are escaped of before they go into a pattern. */
const SPECIAL = /[.*+?^${}()|[\]\\]/g;

/**
 * What a file that calls one of the APIs holds: the name of a function that
 * ends in `Sync`, or the specifier of the module. A name built from parts
 * (`` fs[`${name}Sync`] ``) holds a quoted `Sync`.
 */
export function triggersFor(apis: Iterable<ApiPath>): readonly RegExp[] {
  const names = new Set<string>();
  const modules = new Set<string>();
  for (const api of apis) {
    const name = /\b(\w+)Sync\b(?!.*Sync)/.exec(api.replace(/^[^.]*/, ''))?.[1];
    if (name !== undefined) names.add(name);
    else modules.add(moduleOf(api));
  }
  const words = names.size > 0 ? [new RegExp(`Sync\\b(?<=(?:\\b(?:${[...names].join('|')})|['"\`}])Sync)`)] : [];
  return modules.size > 0 ? [...words, importOf(modules)] : words;
}

/** Matches an import or a `require` of one of the modules. */
export function importOf(modules: Iterable<string>): RegExp {
  const list = [...new Set(modules)].map((name) => name.replace(SPECIAL, String.raw`\$&`)).join('|');
  return importOfPattern(list);
}

/** The same for modules given as the source of a pattern. */
export function importOfPattern(modules: string): RegExp {
  return new RegExp(`['"\`](?:${modules})['"\`](?<=\\b(?:from|import|require)[\\s(]*['"\`][^'"\`]{1,60}.)`);
}

/** `@babel/core` for `@babel/core.transformSync`. */
export function moduleOf(api: ApiPath): string {
  return api.replace(/(?:\.|\().*$/, '');
}
