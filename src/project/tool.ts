/** What perfmig says of itself. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The folder of perfmig's own package.json, whether run from source or built. */
export function toolFolder(): string {
  const candidates = ['../../', '../../../'].map((way) => new URL(way, import.meta.url));
  const folder = candidates.find((url) => existsSync(new URL('package.json', url)));
  if (folder === undefined) throw new Error("perfmig's own package.json is missing; install it again");
  return fileURLToPath(folder);
}

/** Name and version, as in every report. */
export function toolInfo(): { readonly name: string; readonly version: string } {
  const { name, version } = JSON.parse(readFileSync(`${toolFolder()}package.json`, 'utf8')) as {
    readonly name: string;
    readonly version: string;
  };
  return { name, version };
}
