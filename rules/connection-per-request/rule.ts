/** Finds clients, pools and agents made again for every request, or for every turn of a loop. */
import type { TSESTree } from '@typescript-eslint/types';
import { lifetimeOf, type ClientApi, type Lifetime, type OwnClients } from '../../src/authoring/clients.ts';
import { clientRule } from '../../src/authoring/extended.ts';
import { keyName, type Context, type Match, type SourceFile } from '../../src/authoring/rule.ts';
import { addressOf, isSetUpByConstants, type Address } from './address.ts';
import { clientMadeBy, isEndedHere, isPartOfFoundOne } from './made.ts';
import { namesAround, servesASocket } from './surroundings.ts';
import { clientTriggers } from './triggers.ts';

interface Data {
  readonly client: ClientApi;
  readonly address: Address;
  readonly lifetime: Lifetime;
  /** For agents of `http` and `https`: whether `keepAlive` is asked for. */
  readonly keepsAlive: boolean;
  /** The function around it is meant to run once, by its name or by where it lies. */
  readonly isTask: boolean;
}

const TASK_NAME =
  /^(?:main|run|start|migrat|seed|up$|down$|set_?up|tear_?down|before|after|init|boot|cli|create|drop|backup|restore|import|export|reset|truncate|test|check|verify|ping|health|wait|connect|open|ensure|prepare|install|upgrade|configure|load|sync)/i;
/** Sees whether a server answers, for which a kept connection is no use. */
const PROBE_NAME = /test|check|ping|probe|validat|verif|health|monitor/i;
/** A factory for other files is mostly called once, at start-up, unless it is named after what each caller gets. */
const GETTER_NAME = /^(?:get|new|open|acquire|borrow|with)(?=[A-Z_]|$)/;
const CONFIDENCE: Readonly<Record<Address, number>> = { fixed: 1, request: 0.5, parameter: 0.3, bound: 0 };
const TASK_FOLDER = /(?:^|\/)(?:scripts?|migrations?|seed(?:er)?s?|bin|tools|cli|commands|tasks)\//;

export const rule = clientRule<Data>('connection-per-request', (own) => ({
  summary: 'a client, pool or agent made again for every request instead of once',
  triggers: clientTriggers(),
  effect: 'waits',
  appliesIn: ['request', 'loop', 'unknown'],
  detect: (file) => ({
    NewExpression: (node) => detect(own, file, node, 'new'),
    CallExpression: (node) => detect(own, file, node, '()'),
  }),
  message: messageOf,
  api: ({ client: { api } }) => (api.endsWith('.new') ? `new ${api.slice(0, -4)}` : api.slice(0, -2)),
  cost: ({ client, address, lifetime }) => ({
    points: client.points,
    unsized: client.kind === 'agent' || client.minor === true,
    confidence: CONFIDENCE[address] * (lifetime.kind === 'returned' ? 0.6 : 1),
  }),
  applies: ({ address, lifetime, isTask }, context: Context) => {
    if (context === 'request') return true;
    // A loop over servers connects to each once, and code of unknown use may run once: only a visible open-use-close tells.
    if (lifetime.kind !== 'used' || address !== 'fixed') return false;
    return context === 'loop' || (lifetime.closed && !isTask);
  },
}));

function detect(
  own: OwnClients,
  file: SourceFile,
  node: TSESTree.NewExpression | TSESTree.CallExpression,
  how: 'new' | '()',
): Match<Data> | undefined {
  const client = clientMadeBy(own, file, node, how);
  if (!client || isPartOfFoundOne(file, node, client)) return undefined;
  const address = addressOf(file, node);
  const names = namesAround(file, node);
  if (!isForEachCall(client, address, names)) return undefined;
  if (client.kind === 'sdk' && !isSetUpByConstants(file, node)) return undefined;
  const lifetime = lifetimeHere(file, node, client);
  if (!lifetime) return undefined;
  if (lifetime.kind === 'kept' || (lifetime.kind === 'returned' && !GETTER_NAME.test(names[0] ?? ''))) return undefined;
  const isTask = TASK_FOLDER.test(file.path) || names.some((name) => TASK_NAME.test(name));
  return { node, data: { client, address, lifetime, keepsAlive: keepsAlive(node), isTask } };
}

/** Not where the platform, the user's key or a question about the server itself asks for a client of its own. */
function isForEachCall(client: ClientApi, address: Address, names: readonly string[]): boolean {
  if (address === 'fixed') return true;
  return address !== 'bound' && client.kind !== 'sdk' && !names.some((name) => PROBE_NAME.test(name));
}

function lifetimeHere(
  file: SourceFile,
  node: TSESTree.NewExpression | TSESTree.CallExpression,
  client: ClientApi,
): Lifetime | undefined {
  if (client.endedBy) return isEndedHere(file, node, client.endedBy) ? { kind: 'used', closed: true } : undefined;
  const lifetime = lifetimeOf(file, node, client.closedBy);
  if (!client.onlyClosed) return lifetime;
  const isForTheCall = lifetime.kind === 'used' && lifetime.closed && !servesASocket(file, node);
  return isForTheCall ? lifetime : undefined;
}

function messageOf({ client, address, keepsAlive: reuses }: Data): string {
  const does = client.does ?? 'connects anew each time this runs';
  if (address !== 'fixed') {
    const source = address === 'request' ? 'request' : 'caller';
    return `${does}, to an address that comes from the ${source}: one shared ${client.kind} would mix tenants, so keep one per address in a bounded cache`;
  }
  if (client.kind !== 'agent') return `${does}; ${client.instead}`;
  const reuse = reuses ? 'its connections are never used again' : 'and without `keepAlive` no connection is reused';
  return `a new agent each time this runs, ${reuse}; ${client.instead}`;
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
