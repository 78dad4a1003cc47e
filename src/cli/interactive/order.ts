/** In which order units are asked about, and which are of one kind. */
import type { Unit } from '../../contracts.ts';
import type { Offer } from '../../engine/migrate/choose.ts';
import { leastRiskFirst } from '../../reporters/migration/words.ts';

/** The least risk first, as in the checklist; units that change the same code one after the other. */
export function inOrderOfAsking(offers: readonly Offer[]): readonly Offer[] {
  const byId = new Map(offers.map((offer) => [offer.unit.id, offer]));
  const ordered = new Set<Offer>();
  const add = (offer: Offer | undefined): void => {
    if (!offer || ordered.has(offer)) return;
    ordered.add(offer);
    for (const id of offer.clashesWith) add(byId.get(id));
  };
  for (const { id } of leastRiskFirst(offers.map(({ unit }) => unit))) add(byId.get(id));
  return [...ordered];
}

/** What units have in common that are accepted together: codemod, calls, safety, hazards, and why they were left. */
export function kindOf({ codemod, sites, safety, hazards, refusal }: Unit): string {
  const apis = [...new Set(sites.map(({ api }) => api))].sort();
  const codes = [...new Set(hazards.map(({ code }) => code))].sort();
  return JSON.stringify([codemod, apis, safety, codes, refusal?.code ?? '']);
}

/** The same in words: `fs.existsSync, safe, no hazard`. */
export function kindWords({ sites, safety, hazards }: Unit): string {
  const apis = [...new Set(sites.map(({ api }) => api))].sort().join(' and ');
  const codes = [...new Set(hazards.map(({ code }) => code))].sort();
  return [apis, safety === 'safe' ? 'safe' : 'to be reviewed', codes.join(' and ') || 'no hazard'].join(', ');
}
