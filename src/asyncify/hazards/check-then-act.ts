/** A file that is looked at first and changed then, by a function that would wait in between. */
import type { TSESTree } from '@typescript-eslint/types';
import { functionOf, keyName, spanOf } from '../../syntax/node.ts';
import { linkOf } from '../closure/closure.ts';
import type { SiteReason } from '../refusals.ts';
import type { SyncSite } from '../sites.ts';

const LOOKS = /\b(?:exists|stat|lstat|access|readFile|readdir|readJson|pathExists|readlink)(?:Sync)?$/i;
const CHANGES =
  /\b(?:writeFile|appendFile|unlink|rm|rmdir|rename|mkdir|copyFile|symlink|link|truncate|writeJson|outputFile|remove|move)(?:Sync)?$/i;

/** Undefined where no other call of the same function is about the same path. */
export function checkThenAct(site: SyncSite): SiteReason | undefined {
  const { in: at, node, api } = site;
  const fn = functionOf(node);
  const path = pathOf(site, node);
  if (!fn || path === undefined) return undefined;
  const others = at.file
    .nodes('CallExpression')
    .filter((call) => call !== node && functionOf(call) === fn && pathOf(site, call) === path);
  for (const other of others) {
    const [first, then] = spanOf(node)[0] < spanOf(other)[0] ? [node, other] : [other, node];
    const [looks, changes] = first === node ? [api, apiOf(site, other)] : [apiOf(site, other), api];
    if (!LOOKS.test(looks) || !CHANGES.test(changes) || isHarmless(then)) continue;
    const message = `the file at \`${path}\` is looked at first and changed then: another call may come in between`;
    return { code: 'hazard/check-then-act', message, in: at, node: then, chain: [linkOf({ in: at, node: fn })] };
  }
  return undefined;
}

function apiOf({ in: at }: SyncSite, call: TSESTree.CallExpression): string {
  return at.file.calleeOf(call) ?? '';
}

/** The text of the path, of calls that are about a file. */
function pathOf(site: SyncSite, call: TSESTree.CallExpression): string | undefined {
  const api = apiOf(site, call);
  const [path] = call.arguments;
  return path && /fs\b|fs-extra|fs\./.test(api) ? site.in.file.textOf(path).replaceAll(/\s+/g, '') : undefined;
}

/** `{ recursive: true }` and `{ force: true }` bear that somebody was faster. */
function isHarmless({ arguments: given }: TSESTree.CallExpression): boolean {
  const options = given[1];
  return (
    options?.type === 'ObjectExpression' &&
    options.properties.some(
      (one) =>
        one.type === 'Property' &&
        /^(?:recursive|force)$/.test(keyName(one.key, one.computed) ?? '') &&
        one.value.type === 'Literal' &&
        one.value.value === true,
    )
  );
}
