/** A stub can follow an API to its twin only where everybody who would have called the stub goes with it. */
import type { Node } from '../../../contracts.ts';
import { descendants } from '../../../syntax/references.ts';
import type { Analysis } from '../../flow/analysis.ts';
import type { ModelFile } from '../../model/model-file.ts';
import type { SiteReason } from '../../refusals.ts';
import { planCallee } from '../../rewrite/twin-callee.ts';
import type { SyncSite } from '../../sites.ts';
import type { ConvertibleSite } from '../../units.ts';
import { loads } from '../loads.ts';
import type { Stub } from './stub.ts';

/** A site that can't be converted after all. */
interface LeftSite {
  readonly site: SyncSite;
  readonly reason: SiteReason;
}

/** The sites whose stubs can follow them, and those that are left; one that is left may keep others. */
export function followedStubs(
  analysis: Analysis,
  sites: readonly ConvertibleSite[],
): { readonly followed: readonly ConvertibleSite[]; readonly left: readonly LeftSite[] } {
  const left: LeftSite[] = [];
  let followed = sites;
  for (let more = true; more;) {
    const calls = new Map(followed.map((one) => [one.site.node, one]));
    const stays = followed.flatMap((one) => {
      const reason = reasonToStay(analysis, one, calls);
      return reason ? [{ site: one.site, reason }] : [];
    });
    left.push(...stays);
    followed = followed.filter(({ site }) => !stays.some((one) => one.site === site));
    more = stays.length > 0;
  }
  return { followed, left };
}

function reasonToStay(
  { program }: Analysis,
  own: ConvertibleSite,
  calls: ReadonlyMap<Node, ConvertibleSite>,
): SiteReason | undefined {
  for (const stub of own.stubs ?? []) {
    const { api } = stub;
    if (api === undefined) continue;
    const other = [...program.files.values()]
      .filter((at) => at !== stub.in && at.file.text.includes(nameOf(api)) && loads(program, stub.in, at))
      .map((at) => ({ at, node: callerLeft(at, stub, api, own, calls) }))
      .find(({ node }) => node !== undefined);
    const message = `a test replaces \`${nameOf(api)}\`, which is called here too, and goes on being called`;
    if (other?.node) return { in: other.at, node: other.node, code: 'test/mock', message, chain: [] };
  }
  return undefined;
}

/** A use of the API that does not become a call of the same twin. */
function callerLeft(
  at: ModelFile,
  stub: Stub,
  api: string,
  own: ConvertibleSite,
  calls: ReadonlyMap<Node, ConvertibleSite>,
): Node | undefined {
  const uses = descendants(at.file.ast).filter(
    (node) =>
      (node.type === 'MemberExpression' || node.type === 'Identifier') && at.file.apiOf(node) === api && !isInner(node),
  );
  return uses.find((node) => {
    const call = node.parent;
    const site = call && calls.get(call);
    if (!site || call.type !== 'CallExpression' || call.callee !== node) return true;
    if (JSON.stringify(site.seed.twin) !== JSON.stringify(own.seed.twin)) return true;
    return stub.ofModule === true && !staysInModule(site);
  });
}

/** The name of a binding is no use. */
function isInner(node: Node): boolean {
  const { parent } = node;
  if (parent?.type === 'Property') return parent.parent.type === 'ObjectPattern';
  if (parent?.type === 'VariableDeclarator') return parent.id === node;
  return parent?.type.startsWith('Import') === true;
}

/** `fs.promises.readFile`, and not `readFile` of `fs/promises`, which the test does not replace. */
function staysInModule({ site, seed }: ConvertibleSite): boolean {
  const plan = planCallee(site.in.file, site.node, seed.api, seed.twin);
  return typeof plan !== 'string' && typeof plan.put === 'string';
}

function nameOf(api: string): string {
  return api.slice(api.lastIndexOf('.') + 1);
}
