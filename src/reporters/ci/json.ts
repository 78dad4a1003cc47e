/** `perfmig ci --format json`: the data as it is. */
import type { CiJson } from '../ci-json.ts';
import { escapeInJson } from '../escape.ts';

export function ciJson(data: CiJson): string {
  return `${escapeInJson(JSON.stringify(data, undefined, 2))}\n`;
}
