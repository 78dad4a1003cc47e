/** What is said of calls that no value reached: by their shape, by their name, by the event they name. */
import { BUILTIN_METHODS, COMMON_EVENTS, COMMON_METHODS, LATER_METHODS, LIFECYCLE_EVENTS } from '../apis/takers.ts';
import { handOver } from './external-calls.ts';
import { absolute, type CallSite, type LinkState } from './link-state.ts';
import { routeLabel } from './registrations.ts';
import type { Together } from './together.ts';
import type { NodeId, Token } from './token.ts';

/** A call whose name fits more functions than this says nothing of which it runs. */
const MAX_CANDIDATES = 3;

const HTTP_METHODS = /^(?:get|post|put|patch|delete|del|all|use|options|head)$/;

/** A value stored as a member of something. */
export interface StoredMember {
  readonly path: string;
  readonly base: NodeId;
  readonly value: NodeId;
}

/** All that is stored under each member's name, over the whole program. */
export type Members = ReadonlyMap<string, readonly StoredMember[]>;

/**
 * Adds possible edges for every call nothing is known of.
 * @returns how many calls a function of that name was ruled out for, because what they run is known
 */
export function followNames(state: LinkState, members: Members, together: Together): number {
  let excluded = 0;
  for (const file of state.files.values()) {
    for (const call of file.facts.calls) {
      if (call.implied) continue;
      const site = { file, call };
      if (state.solver.valuesOf(absolute(file, call.callee)).length > 0) {
        if (call.member !== undefined && members.has(call.member)) excluded++;
      } else if (!enterByShape(state, site)) {
        followName(state, site, members, together);
        handOver(
          state,
          site,
          'possible',
          LATER_METHODS.has(call.member ?? '') && !LIFECYCLE_EVENTS.has(call.label ?? ''),
        );
      }
    }
  }
  return excluded;
}

/** `router.get('/orders', (req, res) => …)` on something that came from outside, unseen. */
function enterByShape(state: LinkState, site: CallSite): boolean {
  const { member, label, args } = site.call;
  if (member === 'on' && (label === 'connection' || label === 'connect')) return enterSockets(state, site);
  if (member === undefined || !HTTP_METHODS.test(member)) return false;
  if (member !== 'use' && !label?.startsWith('/')) return false;
  const values = args.flatMap((argument) => state.solver.valuesOf(absolute(site.file, argument)));
  const functions = values.filter(({ kind }) => kind === 'function');
  if (!functions.some(({ index }) => state.functions[index]?.fact.handlerLike)) return false;
  for (const { index } of functions) state.guess(site, index, routeLabel(member, label));
  return true;
}

/** `io.on('connection', (socket) => …)`, wherever `io` comes from. */
function enterSockets(state: LinkState, site: CallSite): boolean {
  const values = state.solver.valuesOf(absolute(site.file, site.call.args[1] ?? -1));
  const listeners = values.filter(({ kind, index }) => kind === 'function' && state.functions[index]?.fact.socketLike);
  for (const { index } of listeners) {
    state.guess(site, index, `web socket ${site.call.label ?? ''}`);
    state.giveParameters(index, ['socket.io.Socket.new']);
  }
  return listeners.length > 0;
}

/** A call by a rare name on something unknown may run any function of that name in the same running program. */
function followName(state: LinkState, site: CallSite, members: Members, together: Together): void {
  const { member, base } = site.call;
  if (member === undefined || base < 0 || BUILTIN_METHODS.has(member) || COMMON_METHODS.has(member)) return;
  // An object of a library has no members of ours but those that were put on such an object.
  const isForeign = state.solver.valuesOf(absolute(site.file, base)).some(({ kind }) => kind === 'external');
  const candidates = new Set<Token>();
  for (const stored of members.get(member) ?? []) {
    if (isForeign && !isLoose(state, stored)) continue;
    if (!together(site.file.facts.path, stored.path)) continue;
    for (const token of state.solver.valuesOf(stored.value)) if (token.kind === 'function') candidates.add(token);
  }
  if (candidates.size > MAX_CANDIDATES) return;
  for (const token of candidates) state.callFunction(site, token, 'possible', candidates.size > 1);
}

/** Put on an object that came from outside or from nowhere. */
function isLoose(state: LinkState, { base }: StoredMember): boolean {
  return state.solver.valuesOf(base).every(({ kind }) => kind === 'external');
}

interface Subscription {
  readonly emitters: readonly Token[];
  readonly listener: NodeId;
}

/** `bus.emit('paid', order)` runs what `bus.on('paid', f)` was given, where both may be the same bus. */
export function followEvents(state: LinkState): void {
  const subscriptions = new Map<string, Subscription[]>();
  const emits: CallSite[] = [];
  for (const file of state.files.values()) {
    for (const call of file.facts.calls) {
      const { member, label } = call;
      if (label === undefined || member === undefined || COMMON_EVENTS.has(label)) continue;
      if (member === 'emit') emits.push({ file, call });
      if (!/^(?:on|once|addListener|prependListener)$/.test(member)) continue;
      const emitters = state.solver.valuesOf(absolute(file, call.base));
      const subscription = { emitters, listener: absolute(file, call.args[1] ?? -1) };
      subscriptions.set(label, [...(subscriptions.get(label) ?? []), subscription]);
    }
  }
  for (const site of emits) {
    for (const subscription of subscriptions.get(site.call.label ?? '') ?? []) connect(state, site, subscription);
  }
}

function connect(state: LinkState, { file, call }: CallSite, { emitters, listener }: Subscription): void {
  const emitting = state.solver.valuesOf(absolute(file, call.base));
  const isKnown = emitting.length > 0 && emitters.length > 0;
  if (isKnown && !emitting.some((token) => emitters.includes(token))) return;
  const emitted = { file, call: { ...call, args: call.args.slice(1), base: -1, result: -1 } };
  state.eachFunction(listener, (token) => state.callFunction(emitted, token, 'possible'));
}

/** A function written in another and never seen called is run, if at all, by what the outer one hands it to. */
export function adoptNested(state: LinkState): void {
  const called = new Set([...state.edges].map(({ to }) => to));
  for (const [id, { file, fact }] of state.functions.entries()) {
    const owner = state.files.get(file.path);
    if (!owner || fact.parent === 0 || called.has(id) || state.entries.has(id)) continue;
    state.setEdge({
      ...{ from: owner.fn + fact.parent, to: id, class: 'possible', kind: 'callback', line: fact.line },
      ...{ loopDepth: 0, later: true, once: false, rare: false, ambiguous: false, sources: undefined },
    });
  }
}
