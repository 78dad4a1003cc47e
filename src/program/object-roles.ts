/** What is told of an object literal's functions by its members: a plugin's hooks, a provider's factory. */
import type { TSESTree } from '@typescript-eslint/types';
import { OBJECT_ROLES, type ObjectRole } from '../apis/object-roles.ts';
import type { Node } from '../contracts.ts';
import { isFunction, keyName, unwrap } from '../syntax/node.ts';
import type { FlowCollector } from './collector.ts';
import { NOTHING, type FlowNode } from './facts.ts';
import { noteSupertype } from './typed-values.ts';

type Members = ReadonlyMap<string, Node>;

/** Records the roles of an object's functions, and what a container is told to give for a type. */
export function roleOfObject(flow: FlowCollector, node: TSESTree.ObjectExpression): void {
  const members: Members = new Map(
    node.properties.flatMap((property): [string, Node][] => {
      const name = property.type === 'Property' ? keyName(property.key, property.computed) : undefined;
      return property.type === 'Property' && name !== undefined ? [[name, property.value]] : [];
    }),
  );
  for (const role of OBJECT_ROLES) if (plays(members, role)) addRole(flow, members, role);
  const type = members.get('provide');
  const given = type && givenBy(flow, members);
  if (!type || given === undefined || given === NOTHING) return;
  flow.implementations.push(given, flow.valueOf(type));
  noteSupertype(flow, type);
}

function plays(members: Members, { needs, oneOf }: ObjectRole): boolean {
  return needs.every((name) => members.has(name)) && (oneOf === undefined || oneOf.some((name) => members.has(name)));
}

function addRole(flow: FlowCollector, members: Members, { runs, label, kind }: ObjectRole): void {
  const isPerRequest = isOfRequest(flow, members.get('scope'));
  for (const [name, value] of members) {
    if (runs !== 'all' && !runs.includes(name)) continue;
    // A visitor is an object of functions.
    const own = value.type === 'ObjectExpression' ? value.properties : [];
    const values = own.flatMap((property) => (property.type === 'Property' ? [property.value] : []));
    for (const each of [value, ...values]) {
      flow.roles.push({ node: flow.valueOf(each), label, kind: isPerRequest ? 'request' : kind });
    }
  }
}

/** `{ provide: Store, useClass: FileStore }` and its kin. */
function givenBy(flow: FlowCollector, members: Members): FlowNode | undefined {
  const direct = members.get('useClass') ?? members.get('useExisting') ?? members.get('useValue');
  if (direct) return flow.valueOf(direct);
  const factory = members.get('useFactory');
  const fn = factory && unwrap(factory);
  return fn && isFunction(fn) ? flow.nodesOfFunction(fn).result : undefined;
}

/** `scope: Scope.REQUEST` */
function isOfRequest({ file }: FlowCollector, scope: Node | undefined): boolean {
  return scope?.type === 'MemberExpression' && file.memberName(scope) === 'REQUEST';
}
