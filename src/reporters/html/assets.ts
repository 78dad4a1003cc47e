/** The script and the styles of the HTML report's page, which `npm run build` packs. */
import { existsSync, readFileSync } from 'node:fs';

/** From the packed command, from the built modules, from the sources. */
const WAYS = ['../page/', '../../../page/', '../../../dist/page/'];

/**
 * Reads both.
 * @throws where they have not been built
 */
export function pageAssets(): { readonly script: string; readonly styles: string } {
  const folder = WAYS.map((way) => new URL(way, import.meta.url)).find((url) => existsSync(new URL('report.js', url)));
  if (folder === undefined) throw new Error("the HTML report's script is missing; install perfmig again");
  const textOf = (name: string): string => readFileSync(new URL(name, folder), 'utf8').trim();
  return { script: textOf('report.js'), styles: textOf('report.css') };
}
