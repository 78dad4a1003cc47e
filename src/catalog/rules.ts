/** Every rule, loaded at once. Written by `npm run generate`. */
import type { Rule } from '../contracts.ts';
import { rule as blockingSleep } from '../../rules/blocking-sleep/rule.ts';
import { rule as connectionPerRequest } from '../../rules/connection-per-request/rule.ts';
import { rule as fixedDelay } from '../../rules/fixed-delay/rule.ts';
import { rule as jsonCompare } from '../../rules/json-compare/rule.ts';
import { rule as jsonCopy } from '../../rules/json-copy/rule.ts';
import { rule as jsonDoubleEncoding } from '../../rules/json-double-encoding/rule.ts';
import { rule as jsonInLoop } from '../../rules/json-in-loop/rule.ts';
import { rule as jsonLargeFile } from '../../rules/json-large-file/rule.ts';
import { rule as jsonMeasure } from '../../rules/json-measure/rule.ts';
import { rule as jsonPretty } from '../../rules/json-pretty/rule.ts';
import { rule as jsonRepeated } from '../../rules/json-repeated/rule.ts';
import { rule as queryPerRow } from '../../rules/query-per-row/rule.ts';
import { rule as repeatedRead } from '../../rules/repeated-read/rule.ts';
import { rule as sequentialAwait } from '../../rules/sequential-await/rule.ts';
import { rule as syncCompute } from '../../rules/sync-compute/rule.ts';
import { rule as syncIo } from '../../rules/sync-io/rule.ts';
import { rule as syncProcess } from '../../rules/sync-process/rule.ts';
import { rule as unboundedConcurrency } from '../../rules/unbounded-concurrency/rule.ts';

/** Every rule, by id. */
export const rules: readonly Rule[] = [
  blockingSleep,
  connectionPerRequest,
  fixedDelay,
  jsonCompare,
  jsonCopy,
  jsonDoubleEncoding,
  jsonInLoop,
  jsonLargeFile,
  jsonMeasure,
  jsonPretty,
  jsonRepeated,
  queryPerRow,
  repeatedRead,
  sequentialAwait,
  syncCompute,
  syncIo,
  syncProcess,
  unboundedConcurrency,
];
