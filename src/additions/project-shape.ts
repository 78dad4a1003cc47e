/** What has to be known of a project to place helper files and dependencies in it. */
import { posix } from 'node:path';
import type { PackageInfo } from '../project/package-info.ts';
import type { TsconfigInfo } from '../project/tsconfig.ts';

/** Its packages and files. */
export interface ProjectShape {
  readonly packages: readonly PackageInfo[];
  readonly tsconfigs: readonly Pick<TsconfigInfo, 'folder' | 'checksJavaScript'>[];
  /** Every source file, relative to the root. */
  readonly paths: readonly string[];
  /** The specifiers of what a file loads. */
  readonly specifiersIn: (path: string) => readonly string[];
}

/** The folder of the nearest tsconfig.json around a file that lies below `folder`: what is outside may be no part of it. */
export function tsconfigFolderBelow({ tsconfigs }: ProjectShape, folder: string, path: string): string | undefined {
  const inner = tsconfigs
    .map((tsconfig) => tsconfig.folder)
    .filter((one) => isInside(folder, one) && isInside(one, path));
  return inner.sort((a, b) => b.length - a.length)[0];
}

/** Whether a compiler that is told of a folder looks at the JavaScript in it. */
export function isCheckedJavaScript({ tsconfigs }: ProjectShape, folder: string): boolean {
  return tsconfigs.some((one) => one.checksJavaScript && (one.folder === folder || isInside(one.folder, folder)));
}

function isInside(folder: string, path: string): boolean {
  return path !== folder && (folder === '.' || path.startsWith(`${folder}/`));
}

/** The packages around a file, the nearest first. */
export function packagesAround({ packages }: Pick<ProjectShape, 'packages'>, path: string): readonly PackageInfo[] {
  const around = packages.filter(({ folder }) => folder === '.' || path.startsWith(`${folder}/`));
  return around.sort((a, b) => b.folder.length - a.folder.length);
}

/** Whether Node, or the build, reads a file as an ES module: by its extension, or by its package. */
export function isModulePath(shape: Pick<ProjectShape, 'packages'>, path: string): boolean {
  const extension = /\.([cm]?)[jt]sx?$/.exec(path)?.[1];
  if (extension === 'm') return true;
  if (extension === 'c') return false;
  return packagesAround(shape, path)[0]?.type === 'module';
}

/** The package.json that a file's dependencies stand in: the nearest that is more than a note on module systems. */
export function manifestOf(shape: Pick<ProjectShape, 'packages'>, path: string): PackageInfo | undefined {
  return packagesAround(shape, path).find(
    ({ folder, name, dependencies }) => folder === '.' || name !== undefined || dependencies.size > 0,
  );
}

/** Where that package.json is. */
export function manifestPath(shape: Pick<ProjectShape, 'packages'>, path: string): string {
  return posix.join(manifestOf(shape, path)?.folder ?? '.', 'package.json');
}
