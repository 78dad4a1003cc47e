/** Makes refusals of units: the one way in which a unit ends that is not made. */
import type { Place, Unit } from '../../contracts.ts';

/** What is said of a unit that is left; the place is that of its first site unless told. */
export interface Reason {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
  readonly place?: Place;
}

/** The unit with the reason why it is not made. */
export function refuseUnit(
  unit: Unit,
  { code, message, hint, place }: Reason,
  status: 'refused' | 'rolled-back' = 'refused',
): Unit {
  const fallback = { path: unit.changes[0]?.path ?? '', line: 1, column: 1 };
  const { path, line, column } = place ?? unit.sites[0] ?? fallback;
  return { ...unit, status, refusal: { path, line, column, code, message, chain: [], hint } };
}
