/** Tells a client for one fixed server from one whose server each call chooses. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Node, SourceFile } from '../../src/contracts.ts';
import { identifiersIn, valueOf } from '../../src/authoring/clients.ts';
import { isFunction, keyName, someWithin, unwrap } from '../../src/authoring/rule.ts';

/**
 * `request`: taken from the request. `parameter`: handed in, or one of a list.
 * `bound`: a platform binding that only lives as long as the request.
 */
export type Address = 'fixed' | 'request' | 'parameter' | 'bound';

/** Options that say nothing of where to connect, or as whom. */
const NOT_AN_ADDRESS =
  /timeout|delay|name$|tag|^max|^min|idle|retr|^log|debug|lazy|keepalive|limit|prefix|socket$|^client$|statement|stringNumbers|dateStrings/i;
const REQUEST = /^(?:req|request|ctx|context|event|c)$/;
const SETTINGS = /^(?:config|cfg|conf|options|opts|settings|environment|logger|log|fastify|app)$/i;
const STRONGEST_FIRST: readonly Address[] = ['bound', 'request', 'parameter'];

/** Where the server, user or database in the arguments comes from; for `new Kafka(options).producer()`, in those of both. */
export function addressOf(file: SourceFile, call: TSESTree.NewExpression | TSESTree.CallExpression): Address {
  const callee = unwrap(call.callee);
  const base = callee.type === 'MemberExpression' ? valueOf(file, callee.object) : callee;
  const made = base.type === 'NewExpression' || base.type === 'CallExpression' ? base.arguments : [];
  const found = new Set([...call.arguments, ...made].flatMap((argument) => sourcesOf(file, argument, 0)));
  return STRONGEST_FIRST.find((address) => found.has(address)) ?? 'fixed';
}

/** Whether nothing in the arguments is computed by the function around: a key looked up there is most likely a user's. */
export function isSetUpByConstants(file: SourceFile, call: TSESTree.NewExpression | TSESTree.CallExpression): boolean {
  return call.arguments.every((argument) => isConstant(file, argument, 0));
}

function isConstant(file: SourceFile, node: Node, depth: number): boolean {
  if (depth > 0 && someWithin(node, ({ type }) => type === 'CallExpression' || type === 'AwaitExpression'))
    return false;
  return identifiersIn(node).every((name) => {
    const variable = file.variableOf(name);
    if (!variable?.scopeFunction) return true;
    return (
      variable.kind !== 'param' && depth < 5 && variable.writes.every(({ value }) => isConstant(file, value, depth + 1))
    );
  });
}

function sourcesOf(file: SourceFile, node: Node, depth: number): readonly Address[] {
  const inner = unwrap(node);
  if (isFunction(inner) || depth > 5) return [];
  if (inner.type === 'ObjectExpression') {
    return inner.properties.flatMap((property) => {
      if (property.type === 'SpreadElement') return sourcesOf(file, property.argument, depth);
      const key = keyName(property.key, property.computed);
      // An address looked up beforehand, and checked, as against rebinding.
      if (key === 'lookup') return ['parameter'];
      return key !== undefined && NOT_AN_ADDRESS.test(key) ? [] : sourcesOf(file, property.value, depth);
    });
  }
  return identifiersIn(inner).flatMap((name) => sourcesOfName(file, name, depth));
}

function sourcesOfName(file: SourceFile, name: TSESTree.Identifier, depth: number): readonly Address[] {
  const variable = file.variableOf(name);
  if (!variable) return [];
  if (variable.kind === 'param') {
    if (isBinding(file, name)) return ['bound'];
    if (REQUEST.test(name.name) || comesWithRequest(variable.declaration, variable.param?.path)) return ['request'];
    return SETTINGS.test(name.name) ? [] : ['parameter'];
  }
  if (variable.scopeFunction === undefined) return [];
  return variable.writes.flatMap((write) =>
    write.element ? ['parameter' as const] : sourcesOf(file, write.value, depth + 1),
  );
}

/** `env.HYPERDRIVE` and `c.env.DB`: platforms that forbid sharing a connection between requests hand it out so. */
function isBinding(file: SourceFile, name: TSESTree.Identifier): boolean {
  if (name.name === 'env') return true;
  const { parent } = name;
  return parent.type === 'MemberExpression' && file.textOf(parent).endsWith('.env');
}

/** A handler's parameter taken apart: `({ params, body }, res) => …`. */
function comesWithRequest(declaration: Node, path: readonly string[] | undefined): boolean {
  return declaration.type === 'Identifier' && /^(?:body|params|query|headers)$/.test(path?.[0] ?? '');
}
