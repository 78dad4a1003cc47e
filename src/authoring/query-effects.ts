/** What a query does to a database, by its text. */
import type { TSESTree } from '@typescript-eslint/types';
import type { SourceFile } from '../contracts.ts';
import type { CallEffect } from '../syntax/dependence/index.ts';
import { foldString } from '../syntax/fold.ts';
import { keyName } from '../syntax/node.ts';
import type { Chain } from './call-chains.ts';

/** Methods that are given SQL. */
const RUNS =
  /^(?:query|execute|raw|all|get|each|any|one|oneOrNone|many|manyOrNone|none|run|exec|getAll|getRow|getCol|getCell|unsafe|\$queryRaw(?:Unsafe)?|\$executeRaw(?:Unsafe)?)$/;
const READS = /^\s*\(?\s*(?:select|with|show|explain|describe|values|table)\b/i;
const CHANGES =
  /\b(?:insert\s+into|update\s|delete\s+from|merge\s+into|nextval|for\s+(?:update|share)|into\s+outfile)\b/i;
const OTHERS =
  /^\s*(?:insert|update|delete|replace|merge|truncate|create|alter|drop|set|lock|call|vacuum|analyze|pragma|listen|notify|copy|grant|begin|commit|rollback|savepoint|release|start)\b/i;

/** Undefined where no SQL is in sight. */
export function queryEffectOf(
  file: SourceFile,
  call: TSESTree.CallExpression,
  { names }: Chain,
): CallEffect | undefined {
  const last = names.at(-1) ?? '';
  const text = RUNS.test(last) ? sqlOf(file, call.arguments[0]) : undefined;
  if (text === undefined) return undefined;
  if (READS.test(text) && !CHANGES.test(text)) return { kind: 'read', resource: 'database', targets: call.arguments };
  return OTHERS.test(text) || CHANGES.test(text) ? { kind: 'ordered', why: 'query' } : undefined;
}

/** The text of a query given as a string, or as `{ text }` or `{ sql }`. */
function sqlOf(file: SourceFile, argument: TSESTree.CallExpressionArgument | undefined): string | undefined {
  if (argument?.type !== 'ObjectExpression') return argument && foldString(argument, file);
  for (const property of argument.properties) {
    if (property.type !== 'Property') continue;
    if (/^(?:text|sql|query)$/.test(keyName(property.key, property.computed) ?? ''))
      return foldString(property.value, file);
  }
  return undefined;
}
