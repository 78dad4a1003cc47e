/** What SQL statements leave behind on the connection that runs them. */
import type { TSESTree } from '@typescript-eslint/types';
import { foldString, keyName, unwrap, type Node, type SourceFile } from '../../src/authoring/rule.ts';

/**
 * `plain`: nothing. `together`: needs those before it to run on the same connection. `transaction`: begins or ends one.
 * `session`: changes the connection for whoever has it next. `unknown`: the text can't be seen.
 */
export type Trace = 'plain' | 'together' | 'transaction' | 'session' | 'unknown';

const WORST_FIRST: readonly Trace[] = ['session', 'unknown', 'transaction', 'together', 'plain'];

const TRANSACTION = /^(?:begin|start\s+transaction|commit|rollback|savepoint|release|end|abort|set\s+local)\b/i;
const PLAIN =
  /^(?:select|insert|update|delete|with|values|table|merge|replace|show|explain|describe|truncate|analyze|vacuum|notify|grant|revoke|alter|create|drop|refresh|comment|reindex)\b/i;
const SESSION =
  /\b(?:(?:un)?listen\b|create\s+(?:or\s+replace\s+)?(?:local\s+|global\s+)?temp(?:orary)?\b|into\s+temp(?:orary)?\b|set_config\s*\(|get_lock\s*\(|release_(?:all_)?locks?\s*\(|pg_(?:try_)?advisory_(?:un)?lock\w*\s*\(|dblink|pg_temp\b|sql_calc_found_rows|:=)|@\w+\s*:?=/i;
const OWN_SESSION =
  /^(?:set|reset|discard|prepare|execute|deallocate|declare|fetch|use|lock|unlock|copy|call|do|load|handler|listen|unlisten)\b/i;
const TOGETHER = /\b(?:last_insert_id|currval|lastval|found_rows|row_count)\s*\(|@@identity/i;

/** What the statement that a call is given leaves behind. */
export function traceOf(file: SourceFile, { arguments: [given] }: TSESTree.CallExpression): Trace {
  const text = given && textOf(file, given);
  if (text === undefined) return 'unknown';
  const parts = withoutNoise(text)
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const traces = parts.map(traceOfPart);
  return WORST_FIRST.find((trace) => traces.includes(trace)) ?? 'unknown';
}

function traceOfPart(text: string): Trace {
  const statement = text.replace(/^\(+\s*/, '');
  if (TRANSACTION.test(statement)) return 'transaction';
  if (OWN_SESSION.test(statement) || SESSION.test(statement)) return 'session';
  if (TOGETHER.test(statement)) return 'together';
  return PLAIN.test(statement) ? 'plain' : 'unknown';
}

/** Comments and texts say nothing of what the statement does. */
function withoutNoise(text: string): string {
  return text.replaceAll(/'(?:[^']|'')*'|\/\*[^]*?\*\/|--[^\n]*/g, (part) => (part.startsWith("'") ? "''" : ' '));
}

/** As a text, a template, a name for one of these, or `{ text }` and `{ sql }`; a statement with a name is prepared. */
function textOf(file: SourceFile, given: Node): string | undefined {
  const inner = unwrap(given);
  if (inner.type !== 'ObjectExpression') return foldString(inner, file);
  let text: string | undefined;
  for (const property of inner.properties) {
    if (property.type !== 'Property') return undefined;
    const key = keyName(property.key, property.computed);
    if (key === 'name') return undefined;
    if (key === 'text' || key === 'sql') text = foldString(property.value, file);
  }
  return text;
}
