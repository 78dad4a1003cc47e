/** Names the rules in the JSON Schema of configurations, so that editors complete and explain them. */
import type { Rule } from '../contracts.ts';
import { RULES_DEFINITION } from '../project/config/check.ts';

/**
 * The schema with a property for each rule.
 * @param schema as made from src/contracts/configuration.ts
 * @throws where the schema has no definition of the rules
 */
export function configSchema(schema: string, rules: readonly Rule[]): string {
  const { definitions, ...rest } = JSON.parse(schema) as { readonly definitions: Readonly<Record<string, object>> };
  const switches = definitions[RULES_DEFINITION];
  if (switches === undefined) throw new Error(`the schema of configurations has no definition ${RULES_DEFINITION}`);
  const properties = Object.fromEntries(
    rules.map(({ id, summary }) => [id, { description: summary, allOf: [{ $ref: '#/definitions/RuleSwitch' }] }]),
  );
  const named = { ...switches, properties, additionalProperties: false };
  return JSON.stringify({ ...rest, definitions: { ...definitions, [RULES_DEFINITION]: named } });
}
