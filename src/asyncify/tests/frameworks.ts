/** What the test framework of a file can do. */
import { posix } from 'node:path';
import type { PackageInfo, ProjectConfig } from '../../project/package-info.ts';

/** Packages whose `expect` has `rejects`. */
const WITH_REJECTS = ['vitest', 'jest', '@jest/globals', 'ts-jest', 'react-scripts', 'jest-cli'];

/** Whether `expect(promise).rejects` is there: of the nearest package that names a framework, else of the root. */
export function hasRejects({ packages }: ProjectConfig, path: string): boolean {
  const around = packages.filter(({ folder }) => folder === '.' || path.startsWith(`${folder}/`));
  const nearest = [...around].sort((a, b) => b.folder.length - a.folder.length);
  return nearest.some(namesOne);
}

function namesOne({ dependencies, scripts }: PackageInfo): boolean {
  const runs = [...scripts.values()].some((script) => /\b(?:jest|vitest|bun test)\b/.test(script));
  return runs || WITH_REJECTS.some((name) => dependencies.has(posix.normalize(name)));
}
