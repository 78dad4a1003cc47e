/** Tells services from libraries, package by package: in a service, code nobody is seen to call counts less. */
import { posix } from 'node:path';
import { OwnPackages } from '../program/own-packages.ts';
import type { PackageInfo } from '../project/package-info.ts';

/** Folders of programs that only show or try what lies beside them. */
const SAMPLE = /^(?:.*\/)?(?:examples?|samples?|demos?|playgrounds?|sandbox|fixtures|tests?|__tests__|e2e|docs)(?=\/)/;

/**
 * Whether a file belongs to a service: its package answers requests, or is private and so serves packages that do.
 * What a published package has in a folder of examples makes no service of it.
 * @param requestFiles files in which functions are made to answer requests
 */
export function servicesOf(
  requestFiles: ReadonlySet<string>,
  packages: readonly PackageInfo[],
): (path: string) => boolean {
  const own = new OwnPackages(packages);
  const areaOf = (path: string): string => {
    const folder = own.around(posix.dirname(path))?.folder ?? '.';
    const within = folder === '.' ? path : posix.relative(folder, path);
    return posix.join(folder, SAMPLE.exec(within)?.[0] ?? '.');
  };
  const answering = new Set([...requestFiles].map(areaOf));
  return (path) => {
    const area = areaOf(path);
    if (answering.has(area)) return true;
    return answering.size > 0 && own.in(area)?.isPrivate === true;
  };
}
