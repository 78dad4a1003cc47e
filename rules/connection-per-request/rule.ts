/** Finds clients, pools and agents made again for every request, or for every turn of a loop. */
import type { TSESTree } from '@typescript-eslint/types';
import { clientApis, indexByApi, lifetimeOf, type ClientApi, type Lifetime } from '../../src/authoring/clients.ts';
import {
  defineRule,
  keyName,
  type Context,
  type FunctionNode,
  type Match,
  type SourceFile,
} from '../../src/authoring/rule.ts';
import { clientTriggers } from './triggers.ts';
import { addressOf, type Address } from './address.ts';

interface Data {
  readonly client: ClientApi;
  readonly address: Address;
  readonly lifetime: Lifetime;
  /** For agents of `http` and `https`: whether `keepAlive` is asked for. */
  readonly keepsAlive: boolean;
  /** The function around it is meant to run once, by its name or by where it lies. */
  readonly isTask: boolean;
}

const clients = indexByApi(clientApis);
const TASK_NAME =
  /^(?:main|run|start|migrat|seed|up$|down$|set_?up|tear_?down|before|after|init|boot|cli|create|drop|backup|restore|import|export|reset|truncate|test|check|verify|ping|health|wait|connect|open|ensure|prepare|install|upgrade|configure|load|sync)/i;
/** Sees whether a server answers, for which a kept connection is no use. */
const PROBE_NAME = /test|check|ping|probe|validat|verif|health|monitor/i;
/** A factory for other files is mostly called once, at start-up, unless it is named after what each caller gets. */
const GETTER_NAME = /^(?:get|new|open|acquire|borrow|with)(?=[A-Z_]|$)/;
const CONFIDENCE: Readonly<Record<Address, number>> = { fixed: 1, request: 0.5, parameter: 0.3, bound: 0 };
const TASK_FOLDER = /(?:^|\/)(?:scripts?|migrations?|seed(?:er)?s?|bin|tools|cli|commands|tasks)\//;

export const rule = defineRule<Data>({
  id: 'connection-per-request',
  summary: 'a client, pool or agent made again for every request instead of once',
  triggers: clientTriggers(clientApis),
  appliesIn: ['request', 'loop', 'unknown'],
  detect: (file) => ({
    NewExpression: (node) => detect(file, node, 'new'),
    CallExpression: (node) => detect(file, node, '()'),
  }),
  message: ({ client, address, keepsAlive }) => {
    if (address !== 'fixed') {
      return `connects anew each time this runs, to an address that comes from the ${address === 'request' ? 'request' : 'caller'}: one shared ${client.kind} would mix tenants, so keep one per address in a bounded cache`;
    }
    if (client.kind !== 'agent') return `connects anew each time this runs; ${client.instead}`;
    const reuse = keepsAlive
      ? 'its connections are never used again'
      : 'and without `keepAlive` no connection is reused';
    return `a new agent each time this runs, ${reuse}; ${client.instead}`;
  },
  api: ({ client: { api } }) => (api.endsWith('.new') ? `new ${api.slice(0, -4)}` : api.slice(0, -2)),
  cost: ({ client, address, lifetime }) => ({
    points: client.points,
    confidence: CONFIDENCE[address] * (lifetime.kind === 'returned' ? 0.6 : 1),
  }),
  applies: ({ address, lifetime, isTask }, context: Context) => {
    if (context === 'request') return true;
    // A loop over servers connects to each once, and code of unknown use may run once: only a visible open-use-close tells.
    if (lifetime.kind !== 'used' || address !== 'fixed') return false;
    return context === 'loop' || (lifetime.closed && !isTask);
  },
});

function detect(
  file: SourceFile,
  node: TSESTree.NewExpression | TSESTree.CallExpression,
  how: 'new' | '()',
): Match<Data> | undefined {
  const client = clients.get(pathOf(file, node, how));
  if (!client) return undefined;
  const address = addressOf(file, node);
  const names = namesAround(file, node);
  if (address === 'bound' || (address !== 'fixed' && names.some((name) => PROBE_NAME.test(name)))) return undefined;
  const lifetime = lifetimeOf(file, node, client.closedBy);
  if (lifetime.kind === 'kept' || (lifetime.kind === 'returned' && !GETTER_NAME.test(names[0] ?? ''))) return undefined;
  const isTask = TASK_FOLDER.test(file.path) || names.some((name) => TASK_NAME.test(name));
  return { node, data: { client, address, lifetime, keepsAlive: keepsAlive(node), isTask } };
}

function pathOf(file: SourceFile, node: TSESTree.NewExpression | TSESTree.CallExpression, how: 'new' | '()'): string {
  if (how === 'new' && isGeneratedPrisma(file, node.callee)) return '@prisma/client.PrismaClient.new';
  const callee = file.calleeOf(node) ?? '';
  return how === 'new' ? `${callee}.new` : `${callee}()`;
}

/** Prisma writes its client into the project, from where it is imported by a relative path. */
function isGeneratedPrisma(file: SourceFile, callee: TSESTree.Node): boolean {
  if (callee.type !== 'Identifier' || callee.name !== 'PrismaClient') return false;
  const declared = file.variableOf(callee)?.declaration.parent;
  return declared?.type === 'ImportDeclaration' && /generated|prisma/i.test(declared.source.value);
}

function keepsAlive(node: TSESTree.NewExpression | TSESTree.CallExpression): boolean {
  const [options] = node.arguments;
  if (options?.type !== 'ObjectExpression') return options !== undefined;
  return options.properties.some(
    (property) =>
      property.type === 'SpreadElement' ||
      (keyName(property.key, property.computed) === 'keepAlive' &&
        !(property.value.type === 'Literal' && property.value.value === false)),
  );
}

/** The names of the functions around a node, nearest first: a promise's executor has none, `migrate` around it has. */
function namesAround(file: SourceFile, node: TSESTree.Node): readonly string[] {
  const fn = file.functionOf(node);
  return fn ? [nameOf(fn), ...namesAround(file, fn)].filter((name) => name !== '') : [];
}

/** `migrate` for `function migrate() {}`, `const migrate = () => …`, `exports.migrate = …` and a method of that name. */
function nameOf(fn: FunctionNode): string {
  if (fn.id) return fn.id.name;
  const { parent } = fn;
  if (parent.type === 'VariableDeclarator') return parent.id.type === 'Identifier' ? parent.id.name : '';
  if (parent.type === 'Property' || parent.type === 'MethodDefinition') {
    return keyName(parent.key, parent.computed) ?? '';
  }
  const target = parent.type === 'AssignmentExpression' ? parent.left : undefined;
  return target?.type === 'MemberExpression' ? (keyName(target.property, target.computed) ?? '') : '';
}
