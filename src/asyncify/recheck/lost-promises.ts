/** Calls in changed files that give a promise nobody waits for, of which there were fewer before. */
import type { TSESTree } from '@typescript-eslint/types';
import { returnsPromise } from '../closure/promises.ts';
import type { Analysis } from '../flow/analysis.ts';
import type { ModelFile } from '../model/model-file.ts';
import { waitingFor } from './waiting.ts';

type Call = TSESTree.CallExpression;

/** Functions outside the program that the new code calls, all of which give a promise. */
const PROMISE_APIS = /^(?:node:)?(?:fs\.promises|(?:fs|timers|stream)\/promises|@perfmig\/runtime\/[\w-]+)\.\w+$/;
const PROMISIFIED = /^(?:node:)?util\.promisify\(\)$/;

/** Of each file, those whose text does not stand in the old one as often. */
export function lostPromises(
  after: Analysis,
  before: () => Analysis,
  changed: readonly ModelFile[],
): readonly { readonly in: ModelFile; readonly node: Call }[] {
  return changed.flatMap((at) => {
    const found = lostIn(after, at);
    if (found.length === 0) return [];
    const old = before().program.files.get(at.path);
    const known = old ? lostIn(before(), old).map((call) => textOf(old, call)) : [];
    return found.flatMap((node) => {
      const index = known.indexOf(textOf(at, node));
      if (index < 0) return [{ in: at, node }];
      known.splice(index, 1);
      return [];
    });
  });
}

function lostIn(analysis: Analysis, at: ModelFile): readonly Call[] {
  return at.file
    .nodes('CallExpression')
    .filter((call) => givesPromise(analysis, at, call) && waitingFor(analysis, at, call) !== 'waited');
}

function givesPromise(analysis: Analysis, at: ModelFile, call: Call): boolean {
  const api = at.file.calleeOf(call);
  if (api !== undefined && (PROMISE_APIS.test(api) || PROMISIFIED.test(api))) return true;
  const value = analysis.resolver.valueOf(at, call.callee);
  return value?.kind === 'function' && !value.node.generator && returnsPromise(analysis, value.in, value.node);
}

/** As it is but for white space. */
function textOf(at: ModelFile, call: Call): string {
  return at.file.textOf(call).replaceAll(/\s+/g, ' ');
}
