/** Calls that leave the program: registrations of handlers, and functions handed over to be run. */
import {
  LATER_METHODS,
  LIFECYCLE_EVENTS,
  PROCESS_END_EVENTS,
  RUNS_AT_ONCE,
  TAKES_VALUES,
  TIMERS,
} from '../apis/takers.ts';
import type { Registration } from '../apis/framework.ts';
import type { ApiPath } from '../contracts.ts';
import { stepInto } from '../syntax/api-path.ts';
import type { EdgeClass } from './call-graph.ts';
import { ELEMENTS, NOTHING, type FlowNode } from './facts.ts';
import { absolute, type CallSite, type LinkState } from './link-state.ts';
import { isObjectRegistration, registerObjects } from './object-registrations.ts';
import { entryLabel, type RegisteredMethod } from './registrations.ts';
import type { NodeId, Token } from './token.ts';

type FunctionRegistration = Extract<Registration, { kind: 'handlers' | 'options' | 'events' }>;

const LISTENS = /^(?:on|once|addListener|prependListener|addEventListener)$/;
const EMITTERS = /^(?:events(?:\.EventEmitter)?|eventemitter[23](?:\.EventEmitter\d?)?|emittery|mitt)$/;

/** What a call of something external means for the program. */
export function callExternal(state: LinkState, site: CallSite, callee: Token): void {
  const { file, call } = site;
  addResult(state, site, callee);
  const method = state.tables.registeredMethod(callee.name);
  for (const registration of method?.registrations ?? []) {
    if (method) register(state, site, callee, method, registration);
  }
  if (method || call.decorates) return;
  if (callee.name === 'util.inherits') {
    const [child = -1, parent = -1] = call.args;
    state.solver.each(absolute(file, parent), (above) => {
      state.solver.each(absolute(file, child), (below) => state.inherit(below, above));
    });
  }
  if (!state.tables.takesValues(callee.name)) {
    const taken = TIMERS.has(callee.name) ? { file, call: { ...call, result: NOTHING } } : site;
    handOver(state, taken, 'proved', isLater(state, callee.name, site));
  }
}

function addResult({ solver }: LinkState, { file, call }: CallSite, callee: Token): void {
  const result = absolute(file, call.result);
  const api = stepInto(callee.name, call.isNew ? 'new' : '()');
  if (api === undefined || result < 0) return;
  const route = call.label?.startsWith('/') && /\.(?:route|basePath)$/.test(callee.name) ? call.label : callee.route;
  if (!call.isNew || !EMITTERS.test(callee.name)) return solver.add(result, solver.external(api, route));
  // Each emitter is one of its own: an event of one is none of another's.
  const emitter = solver.newToken('object', -1);
  solver.inherit(emitter, solver.external(api));
  solver.add(result, emitter);
}

function isLater({ tables }: LinkState, api: string, { call }: CallSite): boolean {
  if (tables.isExitHook(api)) return false;
  const label = call.label ?? '';
  // A signal's name that can't be told is a signal's name still.
  if (/^process\.(?:on|once)$/.test(api)) return call.label !== undefined && !PROCESS_END_EVENTS.has(label);
  if (LIFECYCLE_EVENTS.has(label)) return false;
  return tables.isLater(api) || LATER_METHODS.has(call.member ?? '');
}

/** Functions given to a call outside the program are run by it; what it gives back may be one of them, wrapped. */
export function handOver(state: LinkState, site: CallSite, edge: EdgeClass, later: boolean): void {
  const { file, call } = site;
  // Whatever else the callee may be, what it is given it is given once.
  if (call.implied || call.implies || state.handedOver.has(call)) return;
  if (call.member !== undefined && TAKES_VALUES.has(call.member)) return;
  state.handedOver.add(call);
  const result = absolute(file, call.result);
  // A timer and a listener are no functions, and what runs at once gives back what it ran.
  const isRun = later || RUNS_AT_ONCE.test(call.member ?? '');
  for (const [i, argument] of call.args.entries()) {
    // Of what takes a function only a known taker, or the argument itself, can tell.
    if (edge === 'possible' && call.callable[i] !== true) continue;
    state.eachFunction(absolute(file, argument), (token) => {
      // `(err, data)` is called back once; a listener for errors is one like others.
      const isCallback = !LISTENS.test(call.member ?? '') && state.functions[token.index]?.fact.nodeCallback === true;
      state.addEdge(site, token.index, { class: edge, kind: 'callback', later: later && !isCallback }, argument);
      if (!isRun) state.solver.add(result, token);
    });
  }
  // `middy(handler).use(…)` is the handler still.
  state.solver.each(absolute(file, call.base), (token) => {
    if (token.kind === 'function') state.solver.add(result, token);
  });
}

function register(
  state: LinkState,
  site: CallSite,
  callee: Token,
  method: RegisteredMethod,
  registration: Registration,
): void {
  if (isObjectRegistration(registration)) return registerObjects(state, site, method, registration);
  switch (registration.kind) {
    case 'callback':
      return callBack(state, site, registration.gives);
    case 'plugin':
      return plugIn(state, site);
    case 'member':
      return addMember(state, site);
    case 'events':
      if (registration.events.includes(site.call.label ?? '')) break;
      return handOver(state, site, 'proved', isLater(state, callee.name, site));
    case 'handlers':
    case 'options':
  }
  registerFunctions(state, site, callee, method, registration);
}

function registerFunctions(
  state: LinkState,
  site: CallSite,
  callee: Token,
  method: RegisteredMethod,
  registration: FunctionRegistration,
): void {
  const path = site.call.label?.startsWith('/') || callee.route === '' ? site.call.label : callee.route;
  const label = entryLabel(method, registration, path);
  for (const argument of site.call.args) {
    const node = absolute(site.file, argument);
    if (registration.kind === 'options') registerOptions(state, site, method, node, registration.keys, label);
    else {
      state.eachFunction(node, (token) => enter(state, site, method, token, label, argument));
      enterWrapped(state, site, method, argument, label);
    }
  }
}

function enter(
  state: LinkState,
  site: CallSite,
  method: RegisteredMethod,
  token: Token,
  label: string,
  source?: FlowNode,
): void {
  state.enterAt(site, method.framework, token.index, label, source);
  const fact = state.functions[token.index]?.fact;
  const offset = fact?.handlerLike && fact.params.length === 4 ? 1 : 0;
  state.giveParameters(token.index, method.framework.parameters ?? [], offset);
}

/**
 * `wrap(list)` gives the same function whatever it wraps, so the wrapped one is
 * entered by itself: its entry point is this registration and no other.
 */
function enterWrapped(
  state: LinkState,
  site: CallSite,
  { framework }: RegisteredMethod,
  argument: number,
  label: string,
): void {
  const wrapper = state.callGiving(site.file, argument);
  for (const wrapped of wrapper?.args ?? []) {
    state.eachFunction(absolute(site.file, wrapped), ({ index }) => state.enterAt(site, framework, index, label));
  }
}

/** `{ handler, preHandler: [a, b] }`, alone or in a list. */
function registerOptions(
  state: LinkState,
  site: CallSite,
  method: RegisteredMethod,
  node: NodeId,
  keys: readonly string[],
  label: string,
  depth = 0,
): void {
  state.solver.each(node, (options) => {
    if (options.kind !== 'object' || depth > 2) return;
    const own = options.name === '' ? label : options.name;
    for (const key of [...keys, ELEMENTS]) {
      const member = state.solver.allocate(1);
      state.solver.read(options, key, member);
      state.eachFunction(member, (token) => enter(state, site, method, token, own));
      if (key === ELEMENTS || key === 'options') registerOptions(state, site, method, member, keys, own, depth + 1);
    }
  });
}

/** `app.register(plugin)` calls the plugin with an `app` of its own; so does `register(import('./plugin.js'))`. */
function plugIn(state: LinkState, { file, call }: CallSite): void {
  const node = absolute(file, call.args[0] ?? -1);
  const plugin = state.solver.allocate(1);
  state.solver.flow(node, plugin);
  state.solver.load(node, 'default', plugin);
  const plugged = { file, call: { ...call, callee: NOTHING, args: [call.base], result: -1, base: -1 } };
  state.solver.each(plugin, (token) => {
    if (token.kind === 'function') state.callFunction(plugged, token, 'proved');
    // A plugin of a package that is told of functions: `app.register(mercurius, { resolvers })`.
    else if (token.kind === 'external' && state.tables.registeredMethod(token.name)) {
      callExternal(state, { file, call: { ...call, result: -1, base: -1 } }, token);
    }
  });
}

/** `connect(url, (err, connection) => …)` */
function callBack(state: LinkState, site: CallSite, gives: readonly ApiPath[]): void {
  for (const argument of site.call.args) {
    state.eachFunction(absolute(site.file, argument), ({ index }) => state.giveParameters(index, gives, 1));
  }
  handOver(state, site, 'proved', false);
}

/** `app.decorate('render', render)`. */
function addMember({ solver }: LinkState, { file, call }: CallSite): void {
  const [, value = -1] = call.args;
  if (call.label !== undefined) solver.store(absolute(file, call.base), call.label, absolute(file, value));
}
