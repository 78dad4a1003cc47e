/** The frameworks perfmig brings along, arranged for look-up. */
import { FRAMEWORKS } from '../apis/handlers.ts';
import { registrationsOf } from './registrations.ts';

/** Facts of a file are made with these alone, so that they are the same whatever is configured. */
export const knownFrameworks = registrationsOf(FRAMEWORKS);
