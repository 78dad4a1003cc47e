/** Where in a file the values of its imports are: at each import, the members read from it, and what calls of these give. */
import { eachPair } from './each-pair.ts';
import type { FileFacts, FlowNode, ValueFact } from './facts.ts';

type ImportFact = Extract<ValueFact, { kind: 'import' }>;

/** A node by what it is called elsewhere: `./db#open`, `./db#open()`. */
type Named = readonly [key: string, node: FlowNode];

/** The nodes of each import, all found together: a file has many imports, and many flows to look through. */
export function importedNodes(facts: FileFacts, isOwn: (specifier: string) => boolean): readonly Named[] {
  const imports = facts.values.filter(
    (value): value is ImportFact => value.kind === 'import' && isOwn(value.specifier),
  );
  if (imports.length === 0) return [];
  const members = membersOf(facts, imports.filter(isWhole));
  const nodes = imports.map((value) => [...nodesOf(value), ...(members.get(value) ?? [])]);
  const results = resultsOf(facts, nodes);
  return nodes.flatMap((named) => [...named, ...(results.get(named) ?? [])]);
}

/** Whether all of a module is imported, under one name. */
function isWhole({ name }: ImportFact): boolean {
  return name === undefined || name === 'default';
}

function nodesOf(value: ImportFact): readonly Named[] {
  const { specifier, name, node } = value;
  return isWhole(value)
    ? [
        [specifier, node],
        [`${specifier}#default`, node],
      ]
    : [[`${specifier}#${name ?? ''}`, node]];
}

/** The members read from whole modules. */
function membersOf(facts: FileFacts, wholes: readonly ImportFact[]): ReadonlyMap<ImportFact, readonly Named[]> {
  const holders = new Groups<FlowNode, ImportFact>();
  for (const value of wholes) holders.add(value.node, value);
  eachPair(facts.flows, (from, to) => {
    for (const value of holders.of(from)) holders.add(to, value);
  });
  const members = new Groups<ImportFact, Named>();
  for (const { base, name, to } of facts.loads) {
    for (const value of holders.of(base)) members.add(value, [`${value.specifier}#${name}`, to]);
  }
  return members.all;
}

/** What calls of imported functions give: `./db#open()`. Of several names that one import has at a node, one is enough. */
function resultsOf(
  facts: FileFacts,
  imports: readonly (readonly Named[])[],
): ReadonlyMap<readonly Named[], readonly Named[]> {
  const keys = new Map<FlowNode, Map<readonly Named[], string>>();
  const note = (node: FlowNode, of: readonly Named[], key: string, isNews: boolean): void => {
    const known = keys.get(node);
    if (!known) keys.set(node, new Map([[of, key]]));
    else if (!isNews || !known.has(of)) known.set(of, key);
  };
  for (const named of imports) for (const [key, node] of named) note(node, named, key, false);
  eachPair(facts.flows, (from, to) => {
    for (const [named, key] of keys.get(from) ?? []) note(to, named, key, true);
  });
  const results = new Groups<readonly Named[], Named>();
  for (const { callee, result, isNew } of facts.calls) {
    if (isNew) continue;
    for (const [named, key] of keys.get(callee) ?? []) results.add(named, [`${key}()`, result]);
  }
  return results.all;
}

/** Things by what they belong to, each once. */
class Groups<Key, Item> {
  readonly #groups = new Map<Key, Item[]>();

  get all(): ReadonlyMap<Key, readonly Item[]> {
    return this.#groups;
  }

  of(key: Key): readonly Item[] {
    return this.#groups.get(key) ?? [];
  }

  add(key: Key, item: Item): void {
    const group = this.#groups.get(key);
    if (!group) this.#groups.set(key, [item]);
    else if (!group.includes(item)) group.push(item);
  }
}
