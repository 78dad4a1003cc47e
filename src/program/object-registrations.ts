/** What is registered by handing over classes and objects: providers of a container, maps of resolvers. */
import type { Registration } from '../apis/framework.ts';
import { SCOPE_REQUEST } from './canonical.ts';
import { ELEMENTS } from './facts.ts';
import { absolute, type CallSite, type LinkState } from './link-state.ts';
import type { RegisteredMethod } from './registrations.ts';
import type { NodeId, Token } from './token.ts';

type ObjectRegistration = Extract<Registration, { kind: 'tree' | 'instances' | 'locator' | 'merge' }>;

const KINDS: ReadonlySet<Registration['kind']> = new Set<ObjectRegistration['kind']>([
  'tree',
  'instances',
  'locator',
  'merge',
]);

export function isObjectRegistration(registration: Registration): registration is ObjectRegistration {
  return KINDS.has(registration.kind);
}

export function registerObjects(
  state: LinkState,
  site: CallSite,
  method: RegisteredMethod,
  registration: ObjectRegistration,
): void {
  const args = site.call.args.map((argument) => absolute(site.file, argument));
  const result = absolute(site.file, site.call.result);
  switch (registration.kind) {
    case 'tree':
      for (const node of args) state.trees.push({ site, method, registration, node });
      return;
    case 'instances':
      return registerInstances(state, site, registration.hooks, args);
    case 'locator':
      for (const node of args) state.solver.load(node, 'new', result);
      return;
    case 'merge':
      return mergeInto(state, args, result);
  }
}

/** Classes the framework makes instances of, and what it calls on them once. */
function registerInstances(
  state: LinkState,
  site: CallSite,
  hooks: readonly string[],
  classes: readonly NodeId[],
): void {
  const { solver } = state;
  const once = (token: Token, name: string, label: string): void => {
    const method = solver.allocate(1);
    solver.read(token, name, method);
    state.eachFunction(method, ({ index }) => state.enterAt(site, { runs: 'startup' }, index, label));
  };
  for (const node of classes) {
    solver.each(node, (token) => {
      if (token.kind !== 'class') return;
      once(token, 'constructor', 'constructor');
      for (const hook of hooks) once(solver.instanceOf(token), hook, hook);
      enterRequestScoped(state, site, token);
    });
  }
}

/** `@Injectable({ scope: Scope.REQUEST })` makes an instance for each request. */
function enterRequestScoped(state: LinkState, site: CallSite, token: Token): void {
  const made = state.callGiving(site.file, site.call.callee);
  const options = absolute(site.file, made?.args[0] ?? -1);
  const scope = state.solver.allocate(1);
  state.solver.load(options, 'scope', scope);
  state.solver.each(scope, ({ name }) => {
    if (name !== SCOPE_REQUEST) return;
    const constructor = state.solver.allocate(1);
    state.solver.read(token, 'constructor', constructor);
    state.eachFunction(constructor, ({ index }) => state.enterAt(site, { runs: 'request' }, index, 'request scope'));
  });
}

/** `merge({}, a, b)`, `mergeResolvers([a, b])` */
function mergeInto({ solver }: LinkState, args: readonly NodeId[], result: NodeId): void {
  const merged = solver.newToken('object', -1);
  solver.add(result, merged);
  const add = (token: Token): void => {
    if (token.kind === 'object' && token !== merged) solver.inherit(merged, token);
  };
  for (const node of args) {
    const elements = solver.allocate(1);
    solver.load(node, ELEMENTS, elements);
    solver.each(node, add);
    solver.each(elements, add);
  }
}
