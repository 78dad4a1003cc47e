/** Every rule, loaded at once. Written by `npm run generate`. */
import type { Rule } from '../contracts.ts';
import { rule as blockingSleep } from '../../rules/blocking-sleep/rule.ts';
import { rule as syncCompute } from '../../rules/sync-compute/rule.ts';
import { rule as syncIo } from '../../rules/sync-io/rule.ts';
import { rule as syncProcess } from '../../rules/sync-process/rule.ts';

/** Every rule, by id. */
export const rules: readonly Rule[] = [blockingSleep, syncCompute, syncIo, syncProcess];
