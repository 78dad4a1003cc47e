/** From what is decided about one file to its edits. */
import type { FunctionNode, Node, SourceFile, Span } from '../../contracts.ts';
import { functionOf, spanOf } from '../../syntax/node.ts';
import type {
  AsyncCode,
  FileDecisions,
  ImportNeed,
  RewriteOptions,
  RewriteResult,
  SeedDecision,
} from '../decisions.ts';
import { lastCallback, removalOf } from '../tests/done.ts';
import { expectationAt, type Expectation } from '../tests/expectation.ts';
import { addAsync } from './async-keyword.ts';
import { addAwait, unguardedStarts } from './awaiting.ts';
import { EditList } from './edit-list.ts';
import { rewriteExpectation } from './expectation.ts';
import { ARRAY_HELPERS, HANDLER_HELPER } from './helper-names.ts';
import { linkSpan, partsOf } from './iteration.ts';
import { moveIntoMain } from './async-main.ts';
import { Locals } from './locals.ts';
import { returnReply } from './reply.ts';
import { promiseResultOf, promiseSignature } from './result-types.ts';
import { planCallee } from './twin-callee.ts';

/** A decision that can't be carried out. */
class Refusal extends Error {
  readonly code: AsyncCode;
  readonly span: Span;

  constructor(code: AsyncCode, message: string, span: Span) {
    super(message);
    this.code = code;
    this.span = span;
  }
}

/** The edits and imports of one file, or the first decision that can't be carried out. */
export function rewriteFile(file: SourceFile, decisions: FileDecisions, options: RewriteOptions): RewriteResult {
  try {
    return new FileRewrite(file, decisions, options).result();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { kind: 'refused', code: error.code, message: error.message, span: error.span };
  }
}

class FileRewrite {
  readonly #file: SourceFile;
  readonly #decisions: FileDecisions;
  readonly #locals: Locals;
  readonly #hasRejects: boolean;
  readonly #edits = new EditList();
  readonly #needs: ImportNeed[] = [];
  readonly #calls = new Map<string, Node>();
  readonly #functions = new Map<string, FunctionNode>();
  readonly #awaited = new Set<Node>();

  constructor(file: SourceFile, decisions: FileDecisions, options: RewriteOptions) {
    this.#file = file;
    this.#decisions = decisions;
    this.#locals = new Locals(file, options);
    this.#hasRejects = options.hasRejects;
    for (const type of ['CallExpression', 'NewExpression', 'TaggedTemplateExpression'] as const) {
      for (const node of file.nodes(type)) this.#calls.set(keyOf(spanOf(node)), node);
    }
    for (const type of ['ArrowFunctionExpression', 'FunctionDeclaration', 'FunctionExpression'] as const) {
      for (const node of file.nodes(type)) this.#functions.set(keyOf(spanOf(node)), node);
    }
  }

  result(): RewriteResult {
    const { answering, asyncFunctions, awaitedCalls, handlers, iterations, seeds, types } = this.#decisions;
    for (const span of handlers) this.#handler(span);
    for (const span of iterations) this.#iterate(span);
    for (const seed of seeds) this.#seed(seed);
    for (const span of awaitedCalls) this.#await(span);
    for (const span of asyncFunctions) this.#async(span);
    for (const span of answering) this.#answer(span);
    for (const span of types) this.#type(span);
    for (const { span, text } of this.#decisions.stubs) this.#edits.replace(span, text);
    const changed = [...seeds.map(({ span }) => span), ...awaitedCalls, ...iterations];
    const calls = changed.map((span) => this.#callAt(span));
    if (this.#decisions.hasMain) this.#moveBody(calls);
    const edits = this.#edits.edits(unguardedStarts(this.#file, calls));
    const first = seeds[0]?.span ?? awaitedCalls[0] ?? asyncFunctions[0] ?? [0, 0];
    if (!edits) throw new Refusal('barrier/ambiguous', 'two changes touch the same code', first);
    return { kind: 'edits', edits, imports: this.#needs };
  }

  #callAt(span: Span): Node {
    const call = this.#calls.get(keyOf(span));
    if (!call) throw new Refusal('barrier/ambiguous', 'no call is there', span);
    return call;
  }

  #seed({ span, api, twin }: SeedDecision): void {
    const call = this.#callAt(span);
    const plan = call.type === 'CallExpression' ? planCallee(this.#file, call, api, twin) : 'only a call has a twin';
    if (typeof plan === 'string') throw new Refusal('twin/none', plan, span);
    if (typeof plan.put === 'string') {
      this.#edits.replace(plan.span, plan.put);
    } else {
      const need = this.#locals.needOf(plan.put, twin, plan.freed);
      this.#needs.push(need);
      this.#edits.replace(plan.span, need.local);
    }
    if (plan.promisify && call.type === 'CallExpression') {
      const need = this.#locals.promisify();
      this.#needs.push(need);
      this.#edits.wrap(spanOf(call.callee), `${need.local}(`, ')');
    }
    this.#addAwait(call);
  }

  #await(span: Span): void {
    this.#addAwait(this.#callAt(span));
  }

  #addAwait(call: Node): void {
    if (this.#awaited.has(call)) return;
    this.#awaited.add(call);
    addAwait(this.#file, this.#edits, call, '', this.#isIterated(call));
  }

  /** Whether the call is the array of an array method that becomes a call with the array as its argument. */
  #isIterated({ parent }: Node): boolean {
    if (parent?.type !== 'MemberExpression') return false;
    const outer = spanOf(parent.parent);
    return this.#decisions.iterations.some((span) => keyOf(span) === keyOf(outer));
  }

  /** `app.get(path, handler)` to `app.get(path, forwardErrors(handler))`. */
  #handler(span: Span): void {
    const need = this.#locals.needOf(
      { specifier: undefined, name: HANDLER_HELPER },
      { kind: 'helper', name: HANDLER_HELPER },
      [],
    );
    this.#needs.push(need);
    this.#edits.wrap(span, `${need.local}(`, ')');
  }

  #iterate(span: Span): void {
    const expectation = expectationAt(this.#file, this.#callAt(span));
    if (expectation) this.#assert(expectation);
    else this.#loop(span);
  }

  #assert(expectation: Expectation): void {
    const { call } = expectation;
    const tools = { file: this.#file, edits: this.#edits, locals: this.#locals, hasRejects: this.#hasRejects };
    const result = rewriteExpectation(tools, expectation);
    if (typeof result === 'string') throw new Refusal('barrier/sync-callback', result, spanOf(call));
    this.#needs.push(...result.needs);
    if (result.awaits) this.#addAwait(call);
    else this.#awaited.add(call);
  }

  /** `list.map(f)` to `mapInOrder(list, f)`. */
  #loop(span: Span): void {
    const parts = partsOf(this.#file, this.#callAt(span));
    if (typeof parts === 'string') throw new Refusal('barrier/sync-callback', parts, span);
    const need = this.#locals.needOf(
      { specifier: undefined, name: ARRAY_HELPERS[parts.method] },
      { kind: 'helper', name: ARRAY_HELPERS[parts.method] },
      [],
    );
    this.#needs.push(need);
    const link = linkSpan(this.#file, parts);
    // The lines of `list\n  .map(f)` stay.
    const gap = /^\s*/.exec(this.#file.text.slice(...link))?.[0] ?? '';
    const isFollowed = /\s/.test(this.#file.text.charAt(link[1]));
    this.#edits.replace(link, isFollowed ? ',' : `,${gap.includes('\n') ? gap : ' '}`);
    this.#awaited.add(parts.call);
    addAwait(this.#file, this.#edits, parts.call, `${need.local}(`, this.#isIterated(parts.call));
  }

  #async(span: Span): void {
    const fn = this.#functions.get(keyOf(span));
    if (!fn) throw new Refusal('barrier/ambiguous', 'no function is there', span);
    if (fn.generator) throw new Refusal('barrier/generator', 'a generator gives its values one by one', span);
    addAsync(this.#file, this.#edits, fn);
    const callback = lastCallback(this.#file, fn);
    for (const gone of callback ? removalOf(this.#file.text, callback) : []) this.#edits.replace(gone.span, gone.text);
    const refused = promiseResultOf(this.#file, this.#edits, fn);
    if (refused !== undefined) throw new Refusal('barrier/ambiguous', refused, span);
  }

  #answer(span: Span): void {
    const fn = this.#functions.get(keyOf(span));
    if (fn) returnReply(this.#file, this.#edits, fn);
  }

  /** The rest of the script, from the first statement that waits, becomes an async function. */
  #moveBody(calls: readonly Node[]): void {
    const waits = calls.filter((call) => functionOf(call) === undefined).map(spanOf);
    const refused = moveIntoMain(this.#file, this.#edits, waits);
    if (refused !== undefined) throw new Refusal('barrier/top-level', refused, waits[0] ?? [0, 0]);
  }

  #type(span: Span): void {
    const refused = promiseSignature(this.#file, this.#edits, span);
    if (refused !== undefined) throw new Refusal('barrier/ambiguous', refused, span);
  }
}

function keyOf([start, end]: Span): string {
  return `${start}:${end}`;
}
