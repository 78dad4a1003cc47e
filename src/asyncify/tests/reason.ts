/** Tests that stand in the way: they replace what would no longer be called, or stop the clock. */
import type { ApiPath, Node } from '../../contracts.ts';
import { keyName, unwrap } from '../../syntax/node.ts';
import { descendants } from '../../syntax/references.ts';
import type { Closure } from '../closure/closure.ts';
import type { Analysis } from '../flow/analysis.ts';
import type { ModelFile } from '../model/model-file.ts';
import type { Program } from '../model/program.ts';
import type { SiteReason } from '../refusals.ts';
import type { SyncSite } from '../sites.ts';
import type { TwinRow } from '../decisions.ts';
import { loads } from './loads.ts';
import { apiStubs, movedApi } from './stubs/api-stubs.ts';
import { functionStubs } from './stubs/function-stubs.ts';
import type { Stub } from './stubs/stub.ts';

const FAKE_TIMERS = /\buseFakeTimers\b|\bmock\.timers\b|\bfake-timers\b|\blolex\b/;
/** Methods and functions that replace a function, or a whole module, by its name. */
const REPLACES =
  /^(?:method|stub|spyOn|replace|replaceEsm|mock|spy|doMock|unstable_mockModule|module|registerMock|registerSubstitute|mockRequire)$/;

/** What tests have to do with a site: why it can't be converted, or what of them changes with it. */
export type TestResult = { readonly reason: SiteReason } | { readonly stubs: readonly Stub[] };

/** Refuses where a test that loads the site's module replaces what it calls, or stops the clock it would need. */
export function testReason(analysis: Analysis, site: SyncSite, closure: Closure): SiteReason | undefined {
  const result = testEffect(analysis, site, undefined, closure);
  return 'reason' in result ? result.reason : undefined;
}

/** The same, but where the twin is known stubs follow what they replace. */
export function testEffect(
  analysis: Analysis,
  site: SyncSite,
  twin: TwinRow | undefined,
  closure: Closure,
): TestResult {
  const stubs: Stub[] = [];
  for (const at of testsOf(analysis.program, site.in)) {
    const found = frozenClock(analysis, at, site, closure) ?? fakeCaller(at, closure);
    if (found) return { reason: { in: at, chain: [], ...found } };
    const replaced = replacement(at, site.api, new Set());
    const own = replaced && stubsOf(at, site, twin);
    if (replaced && !own) return { reason: { in: at, chain: [], ...replaced } };
    stubs.push(...(own ?? []), ...(twin ? functionStubs(analysis, at, closure.functions) : []));
  }
  return { stubs };
}

/** The tests that load a file, and what of tests they load besides. */
function testsOf(program: Program, wanted: ModelFile): readonly ModelFile[] {
  const all = [...program.files.values()].filter(({ kind }) => kind === 'test');
  const tests = all.filter((at) => loads(program, at, wanted));
  return all.filter((at) => tests.some((test) => test === at || loads(program, test, at)));
}

/** The stubs of the site's API, where each can follow it to its twin. */
function stubsOf(at: ModelFile, { api }: SyncSite, twin: TwinRow | undefined): readonly Stub[] | undefined {
  const moved = twin?.kind === 'promise' ? movedApi(api, twin.api) : undefined;
  const found = moved && apiStubs(at, moved);
  if (!found || found.unknown || replacement(at, api, found.own)) return undefined;
  return found.stubs;
}

type Found = Pick<SiteReason, 'code' | 'message' | 'node'>;

function frozenClock(analysis: Analysis, at: ModelFile, site: SyncSite, closure: Closure): Found | undefined {
  if (!FAKE_TIMERS.test(at.file.text) || !mayRun(analysis, at, site)) return undefined;
  const waiting = closure.calls.find((call) => call.in === at);
  const message = 'a test stops the clock while this would have to wait';
  return { node: waiting?.node ?? at.file.ast, code: 'test/fake-timers', message };
}

/** Whether a test loads, or is, a file in which the site's function is used; where its uses aren't all known, it may. */
function mayRun(analysis: Analysis, at: ModelFile, { in: own, node }: SyncSite): boolean {
  const fn = own.file.functionOf(node);
  if (!fn) return true;
  const { obstacles, together, calls, iterations, handlers, taken } = analysis.usesOf({ in: own, node: fn });
  if (obstacles.length + together.length > 0) return true;
  const users = new Set([...calls, ...iterations, ...handlers, ...taken].map((use) => use.in));
  return [...users].some((user) => loads(analysis.program, at, user));
}

/** The function, or its whole module, is another while the test runs; but for what is `known`. */
function replacement(at: ModelFile, api: ApiPath, known: ReadonlySet<Node>): Found | undefined {
  const [module, name] = splitApi(api);
  const names = new Set([name, module, `node:${module}`]);
  const node = at.file.nodes('CallExpression').find((call) => {
    const callee = unwrap(call.callee);
    const method = callee.type === 'MemberExpression' ? keyName(callee.property, callee.computed) : nameOf(callee);
    const isReplaced = call.arguments.some((one) => one.type === 'Literal' && names.has(String(one.value)));
    return method !== undefined && REPLACES.test(method) && isReplaced && !known.has(call);
  });
  const found = node ?? memberGiven(at, name, known) ?? stubGivenTo(at, names);
  const message = `a test replaces \`${name}\`, which would no longer be called`;
  return found && { node: found, code: 'test/mock', message };
}

function splitApi(api: string): readonly [module: string, name: string] {
  const at = api.lastIndexOf('.');
  return [api.slice(0, at), api.slice(at + 1)];
}

/** `fs.readFileSync = …`, `{ readFileSync: … }`, a method of a class: something of the test has this member. */
function memberGiven(at: ModelFile, name: string, known: ReadonlySet<Node> = new Set()): Node | undefined {
  if (!at.file.text.includes(name)) return undefined;
  const assigned = at.file.nodes('AssignmentExpression').find(({ left }) => {
    return left.type === 'MemberExpression' && keyName(left.property, left.computed) === name;
  });
  return assigned ?? memberNamed(at, new Set([name]), known);
}

function memberNamed(
  at: ModelFile,
  names: ReadonlySet<string>,
  known: ReadonlySet<Node> = new Set(),
): Node | undefined {
  for (const node of descendants(at.file.ast)) {
    const isMember =
      node.type === 'MethodDefinition' || (node.type === 'Property' && node.parent.type === 'ObjectExpression');
    if (isMember && !known.has(node) && names.has(keyName(node.key, node.computed) ?? '')) return node;
  }
  return undefined;
}

/** `proxyquire('../load', { fs: stub })` */
function stubGivenTo(at: ModelFile, modules: ReadonlySet<string>): Node | undefined {
  if (!/\b(?:proxyquire|esmock|rewiremock|quibble|sandboxed-module)\b/.test(at.file.text)) return undefined;
  return memberNamed(at, modules);
}

/** An object of the test has the method that takes a callback, and may call it at once, as no emitter of Node does. */
function fakeCaller(at: ModelFile, { functions }: Closure): Found | undefined {
  for (const { node, in: own } of functions) {
    const { parent } = node;
    if (own === at || parent.type !== 'CallExpression' || own.file.calleeOf(parent) !== undefined) continue;
    const callee = unwrap(parent.callee);
    const name = callee.type === 'MemberExpression' ? keyName(callee.property, callee.computed) : undefined;
    const fake = name === undefined ? undefined : memberGiven(at, name);
    const message = `a test has a \`${name ?? ''}\` of its own, which may call back at once and wait for nothing`;
    if (fake) return { node: fake, code: 'test/mock', message };
  }
  return undefined;
}

function nameOf(node: Node): string | undefined {
  return node.type === 'Identifier' ? node.name : undefined;
}
