/** Rewrites assertions on what a function throws, once the function is async. */
import type { SourceFile } from '../../contracts.ts';
import { isFunction, spanOf } from '../../syntax/node.ts';
import type { ImportNeed } from '../decisions.ts';
import type { Expectation } from '../tests/expectation.ts';
import type { EditList } from './edit-list.ts';
import type { Locals } from './locals.ts';
import { planCallee } from './twin-callee.ts';

interface Tools {
  readonly file: SourceFile;
  readonly edits: EditList;
  readonly locals: Locals;
  /** Whether `expect(promise).rejects` is there. */
  readonly hasRejects: boolean;
}

/** What the new code imports, and whether the assertion itself gives a promise now. */
interface Rewritten {
  readonly needs: readonly ImportNeed[];
  readonly awaits: boolean;
}

/** Adds the edits but for the `await` before the assertion; or says in a sentence why it can't. */
export function rewriteExpectation(tools: Tools, expectation: Expectation): Rewritten | string {
  switch (expectation.form) {
    case 'twin':
      return toTwin(tools, expectation);
    case 'method':
      tools.edits.replace(spanOf(expectation.name), expectation.twin);
      return { needs: [], awaits: true };
    case 'matcher':
      return tools.hasRejects ? toRejects(tools, expectation) : toReplay(tools, expectation);
    case 'replay':
      return toReplay(tools, expectation);
  }
}

/** `assert.throws(f)` to `assert.rejects(f)`. */
function toTwin({ file, edits, locals }: Tools, expectation: Expectation & { form: 'twin' }): Rewritten | string {
  const api = file.apiOf(expectation.call.callee);
  const row = { kind: 'promise', api: expectation.twin } as const;
  const plan = api === undefined ? 'it is called through something else' : planCallee(file, expectation.call, api, row);
  if (typeof plan === 'string') return plan;
  if (typeof plan.put === 'string') {
    edits.replace(plan.span, plan.put);
    return { needs: [], awaits: true };
  }
  const need = locals.needOf(plan.put, row, plan.freed);
  edits.replace(plan.span, need.local);
  return { needs: [need], awaits: true };
}

/** `expect(f).toThrow()` to `expect(f()).rejects.toThrow()`; older versions take promises only, so it is called here. */
function toRejects({ edits }: Tools, { subject, first, isNot }: Expectation & { form: 'matcher' }): Rewritten {
  const isInline = isFunction(subject);
  edits.wrap(spanOf(subject), isInline ? '(' : '', isInline ? ')()' : '()');
  const [start] = spanOf(first);
  edits.replace([start, start], isNot ? 'resolves.' : 'rejects.');
  return { needs: [], awaits: true };
}

/** `expect(f).to.throw()` to `expect(await outcomeOf(f)).to.throw()`. */
function toReplay({ edits, locals }: Tools, { subject }: Expectation): Rewritten {
  const need = locals.needOf({ specifier: undefined, name: 'outcomeOf' }, { kind: 'helper', name: 'outcomeOf' }, []);
  edits.wrap(spanOf(subject), `await ${need.local}(`, ')');
  return { needs: [need], awaits: false };
}
