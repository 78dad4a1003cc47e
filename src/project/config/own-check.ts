/** The check of configurations with what perfmig has installed. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { toolFolder } from '../tool.ts';
import { checkWith, type Check, type CheckParts } from './check.ts';

/** Loads the validator with the first configuration that is checked. @param ruleIds the rules there are */
export function ownCheck(ruleIds: readonly string[]): Check {
  return checkWith(ownParts, ruleIds);
}

function ownParts(): CheckParts {
  const { Ajv } = createRequire(import.meta.url)('ajv') as Pick<CheckParts, 'Ajv'>;
  return { Ajv, schema: JSON.parse(readFileSync(join(toolFolder(), 'schema/config.json'), 'utf8')) as object };
}
