/** Files that package.json files name: whoever runs or imports the package loads these. */
import type { PackageInfo } from '../../project/package-info.ts';
import type { Program } from './program.ts';

/** The paths of `main`, `exports`, `bin`, what npm takes in their absence, and what scripts name. */
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

function specifiersOf({ folder, main, bin, exports, scripts }: PackageInfo): readonly string[] {
  const named = [...exports.values()].flat();
  const paths = [...named, ...bin, ...(main === undefined ? [] : [main])].map((path) =>
    folder === '.' ? path : path.slice(folder.length + 1),
  );
  const commands = [...scripts.values()].flatMap((command) => command.match(/[\w@./-]+/g) ?? []);
  const defaults = main === undefined && named.length === 0 ? ['index'] : [];
  return [...paths, ...commands, ...defaults, 'server'].map((path) => `./${path.replace(/^\.\//, '')}`);
}
