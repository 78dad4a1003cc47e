/** How a site is refused: what stands in the way, the way to it, and what the user could do. */
import { createHash } from 'node:crypto';
import type { ChainLink, Node, Unit } from '../contracts.ts';
import type { AsyncCode } from './decisions.ts';
import { nameOfFunction } from './closure/closure.ts';
import type { ModelFile } from './model/model-file.ts';
import { placeOf } from './place.ts';
import { identityOf, shownSite, type SyncSite } from './sites.ts';
import { HINTS } from './hints.ts';

/** Why a site is left. */
export interface SiteReason {
  readonly code: AsyncCode;
  readonly message: string;
  readonly in: ModelFile;
  readonly node: Node;
  /** The functions from the site's to the barrier's. */
  readonly chain: readonly ChainLink[];
}

/** The unit of one refused site. */
export function refusedUnit(codemod: string, site: SyncSite, reason: SiteReason): Unit {
  const place = placeOf(reason.in, reason.node);
  const name = reason.chain.at(-1)?.name ?? nameOfFunction(reason.node);
  const { code, message, chain } = reason;
  return {
    id: idOf(codemod, identityOf(site)),
    codemod,
    sites: [shownSite(site)],
    changes: [],
    safety: 'review',
    functionsMadeAsync: [],
    hazards: [],
    status: 'refused',
    refusal: { ...place, code, message, chain, hint: HINTS[code], ...(name !== undefined && { name }) },
  };
}

/** A unit's name, made of what identifies it. */
export function idOf(codemod: string, ...identity: readonly string[]): string {
  return `${codemod}-${createHash('sha256').update(identity.join('\0')).digest('hex').slice(0, 8)}`;
}
