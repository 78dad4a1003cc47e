/** Who imports whom, as the compiler sees it. */
import { ts } from 'ts-morph';

/** From each file of the project to those it imports; absolute paths. */
export type Imports = ReadonlyMap<string, ReadonlySet<string>>;

/** The imports of all files that `isOwn` names. */
export function importsIn(program: ts.Program, isOwn: (path: string) => boolean): Imports {
  const options = program.getCompilerOptions();
  const cache = ts.createModuleResolutionCache(program.getCurrentDirectory(), (name) => name, options);
  const own = program.getSourceFiles().filter(({ fileName }) => isOwn(fileName));
  return new Map(
    own.map(({ fileName, text }) => {
      const names = ts.preProcessFile(text, true, true).importedFiles.map((reference) => reference.fileName);
      const targets = names.flatMap((name) => {
        const { resolvedModule } = ts.resolveModuleName(name, fileName, options, ts.sys, cache);
        return resolvedModule && isOwn(resolvedModule.resolvedFileName) ? [resolvedModule.resolvedFileName] : [];
      });
      return [fileName, new Set(targets)];
    }),
  );
}

/** The files and all that import them, directly or through others. */
export function withImporters(files: ReadonlySet<string>, imports: Imports): ReadonlySet<string> {
  const found = new Set(files);
  for (let size = -1; size !== found.size;) {
    size = found.size;
    for (const [path, targets] of imports) {
      if (!found.has(path) && [...targets].some((target) => found.has(target))) found.add(path);
    }
  }
  return found;
}

/** Those of `wanted` that are fewest imports away from a file, itself first; none where it reaches none. */
export function nearestAmong(from: string, wanted: ReadonlySet<string>, imports: Imports): ReadonlySet<string> {
  const seen = new Set([from]);
  for (let layer = new Set([from]); layer.size > 0;) {
    const hits = [...layer].filter((path) => wanted.has(path));
    if (hits.length > 0) return new Set(hits);
    const next = [...layer].flatMap((path) => [...(imports.get(path) ?? [])]).filter((path) => !seen.has(path));
    layer = new Set(next);
    for (const path of next) seen.add(path);
  }
  return new Set();
}
