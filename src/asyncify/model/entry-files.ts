/** Files that begin something: those that package.json files name, and scripts. */
import type { PackageInfo } from '../../project/package-info.ts';
import type { ModelFile } from './model-file.ts';
import type { Program } from './program.ts';
import type { Resolver } from './resolver.ts';

/** The paths of `main`, `exports`, `imports`, `bin`, what npm takes in their absence, and what scripts name. */
export function entryFiles(program: Program): ReadonlySet<string> {
  const found = new Set<string>();
  for (const own of program.config.packages) {
    const from = own.folder === '.' ? 'package.json' : `${own.folder}/package.json`;
    for (const specifier of specifiersOf(own)) {
      const file = program.resolve(from, specifier);
      if (file) found.add(file.path);
    }
  }
  return found;
}

function specifiersOf({ folder, main, bin, exports, imports, scripts }: PackageInfo): readonly string[] {
  const named = [...exports.values()].flat();
  const paths = [...named, ...[...imports.values()].flat(), ...bin, ...(main === undefined ? [] : [main])].map(
    (path) => (folder === '.' ? path : path.slice(folder.length + 1)),
  );
  const commands = [...scripts.values()].flatMap((command) => command.match(/[\w@./-]+/g) ?? []);
  const defaults = main === undefined && named.length === 0 ? ['index'] : [];
  return [...paths, ...commands, ...defaults, 'server'].map((path) => `./${path.replace(/^\.\//, '')}`);
}

/** A file that runs something of its own when it is loaded, or looks whether it was started: it is run, and serves nobody else. */
export function isScript(resolver: Resolver, at: ModelFile): boolean {
  if (/\brequire\.main\b|\bimport\.meta\.main\b/.test(at.file.text)) return true;
  return at.file.nodes('CallExpression').some((call) => {
    if (at.file.functionOf(call)) return false;
    const value = resolver.valueOf(at, call.callee);
    return value?.kind === 'function' && value.in === at;
  });
}
