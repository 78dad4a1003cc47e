/** The tsconfigs of a project: their files and options, as few programs as say different things. */
import { basename, dirname } from 'node:path';
import { ts } from 'ts-morph';

export interface ProgramOptions {
  /** Absolute. */
  readonly files: readonly string[];
  readonly options: ts.CompilerOptions;
}

/** Options about output, and those that only tsc itself heeds. */
const OUTPUT = [
  'outDir',
  'outFile',
  'rootDir',
  'declaration',
  'declarationMap',
  'declarationDir',
  'composite',
] as const;
const MORE_OUTPUT = ['incremental', 'tsBuildInfoFile', 'emitDeclarationOnly', 'sourceMap', 'inlineSourceMap'] as const;

/**
 * The programs of a project: configurations that say the same share one. Each file belongs to the nearest configuration
 * that includes it. Reads what they extend too, and runs nothing in them.
 * @param configs absolute
 * @param compilerVersion the project's own TypeScript, whose defaults hold where nothing is said; undefined if unknown
 */
export function programOptions(configs: readonly string[], compilerVersion?: string): readonly ProgramOptions[] {
  const inOrder = [...configs].sort((a, b) => b.split('/').length - a.split('/').length || rank(a) - rank(b));
  const owned = new Set<string>();
  const groups = new Map<string, { readonly files: string[]; readonly options: ts.CompilerOptions }>();
  for (const config of inOrder) {
    const { fileNames, options: said } = readConfig(config);
    const files = fileNames.filter((path) => !owned.has(path));
    if (files.length === 0) continue;
    for (const path of files) owned.add(path);
    const options = normalized(said, compilerVersion);
    const key = JSON.stringify({ ...options, configFilePath: '' });
    const group = groups.get(key);
    if (group) group.files.push(...files);
    else groups.set(key, { files, options });
  }
  // The outermost last read comes first: what belongs to no configuration is looked at with it.
  return groups.size === 0 ? [{ files: [], options: normalized({}, compilerVersion) }] : [...groups.values()].reverse();
}

/** `tsconfig.json` itself before `tsconfig.build.json` and `jsconfig.json`. */
function rank(path: string): number {
  return basename(path) === 'tsconfig.json' ? 0 : 1;
}

function readConfig(path: string): ts.ParsedCommandLine {
  const { config = {} } = ts.readConfigFile(path, (name) => ts.sys.readFile(name)) as { config?: unknown };
  return ts.parseJsonConfigFileContent(config, ts.sys, dirname(path), undefined, path);
}

/** What checks alone needs, in terms that TypeScript 6 takes without complaint. */
function normalized(options: ts.CompilerOptions, compilerVersion: string | undefined): ts.CompilerOptions {
  const dropped = new Set<string>([...OUTPUT, ...MORE_OUTPUT]);
  const kept = Object.fromEntries(Object.entries(options).filter(([name]) => !dropped.has(name))) as ts.CompilerOptions;
  // Until version 6 nothing was strict unless told to be.
  const isStrict = Number.parseInt(compilerVersion ?? '', 10) >= 6;
  return {
    ...{ strict: isStrict, noUncheckedSideEffectImports: isStrict },
    ...kept,
    noEmit: true,
    skipLibCheck: true,
    ignoreDeprecations: '6.0',
    // TypeScript 6 takes no installed types unless told to.
    types: options.types ?? ['*'],
  };
}
