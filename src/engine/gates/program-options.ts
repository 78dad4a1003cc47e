/** The union of a project's tsconfigs: all their files, and the options of the plainest one. */
import { basename, dirname } from 'node:path';
import { ts } from 'ts-morph';

export interface ProgramOptions {
  /** Absolute; empty where there is no tsconfig. */
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

/** Reads the files, what they extend included. Nothing in them is run. @param configs absolute */
export function programOptions(configs: readonly string[]): ProgramOptions {
  const inOrder = [...configs].sort((a, b) => rank(a) - rank(b) || a.length - b.length);
  const read = inOrder.map(readConfig);
  const files = [...new Set(read.flatMap(({ fileNames }) => fileNames))];
  return { files, options: normalized(read[0]?.options ?? {}) };
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
function normalized(options: ts.CompilerOptions): ts.CompilerOptions {
  const dropped = new Set<string>([...OUTPUT, ...MORE_OUTPUT]);
  const kept = Object.fromEntries(Object.entries(options).filter(([name]) => !dropped.has(name))) as ts.CompilerOptions;
  return {
    ...kept,
    noEmit: true,
    skipLibCheck: true,
    ignoreDeprecations: '6.0',
    // TypeScript 6 takes no installed types unless told to.
    types: options.types ?? ['*'],
  };
}
