/** All that is asked of a program while functions are followed; answers are remembered. */
import type { PlanInput } from '../../contracts.ts';
import { BUILTIN_METHODS, COMMON_METHODS } from '../../apis/takers.ts';
import type { Node } from '../../contracts.ts';
import { foldString } from '../../syntax/fold.ts';
import { keyName, unwrap } from '../../syntax/node.ts';
import { scriptMain } from '../closure/script-main.ts';
import { Hierarchy } from '../model/hierarchy.ts';
import type { ModelFile, PropertyRead } from '../model/model-file.ts';
import type { PlacedFunction } from '../model/placed.ts';
import { Program } from '../model/program.ts';
import { PublicApi } from '../model/public-api.ts';
import { Resolver } from '../model/resolver.ts';
import { Together } from '../model/together.ts';
import type { Value } from '../model/values.ts';
import { AskedTypes } from './asked-types.ts';
import { ComputedReads } from './computed.ts';
import { ExportFlow } from './exports.ts';
import { Families } from './families.ts';
import { Gifts } from './gifts.ts';
import { KeptObjects } from './kept-objects.ts';
import { ObjectFlow } from './objects.ts';
import { PossibleValues } from './possible-values.ts';
import { Owners, type Owner, type Relation } from './owners.ts';
import { isGuardedByType } from './type-guards.ts';
import type { Uses } from './uses.ts';
import { usesOf } from './walk.ts';

/** Methods that the language calls itself. */
const IMPLICIT: ReadonlySet<string> = new Set([
  'toString',
  'valueOf',
  'toJSON',
  'then',
  'toLocaleString',
  'inspect',
  'handleEvent',
  'next',
  'constructor',
]);

const NOTHING: Uses = {
  calls: [],
  iterations: [],
  handlers: [],
  taken: [],
  obstacles: [],
  types: [],
  together: [],
  excluded: [],
};

/** Functions whose uses depend on one another are followed so far: the stack has an end. */
const MOST_OPEN = 200;

/** One program under analysis. */
export class Analysis {
  readonly program: Program;
  readonly resolver: Resolver;
  readonly hierarchy: Hierarchy;
  readonly publicApi: PublicApi;
  readonly exports: ExportFlow;
  readonly objects: ObjectFlow;
  readonly families: Families;
  readonly computed: ComputedReads;
  readonly gifts: Gifts;
  readonly possible: PossibleValues;
  readonly together: Together;
  readonly kept: KeptObjects;
  readonly types: AskedTypes;
  readonly hasExpress5: boolean;
  readonly #owners: Owners;
  readonly #uses = new Map<Node, Uses>();
  readonly #open = new Set<Node>();
  readonly #scripts = new Map<ModelFile, ReturnType<typeof scriptMain>>();
  #definitions: ReadonlyMap<string, readonly PlacedFunction[]> | undefined;
  #emitted: ReadonlySet<string> | undefined;
  #publicNodes: ReadonlySet<Node> | undefined;

  /** @param program the same program, where it has been read before */
  constructor(input: PlanInput, program = new Program(input)) {
    this.program = program;
    this.resolver = new Resolver(this.program);
    this.hierarchy = new Hierarchy(this.resolver);
    this.publicApi = new PublicApi(this.program, input);
    this.exports = new ExportFlow(this);
    this.objects = new ObjectFlow(this);
    this.families = new Families(this);
    this.computed = new ComputedReads(this);
    this.gifts = new Gifts(this);
    this.possible = new PossibleValues(this);
    this.together = new Together(this.program);
    this.kept = new KeptObjects(this, input.read);
    this.types = new AskedTypes(input.types, this.hierarchy);
    this.#owners = new Owners(this.resolver, this.hierarchy);
    const express = this.program.config.packages.flatMap(({ dependencies }) => dependencies.get('express') ?? []);
    this.hasExpress5 = express.length > 0 && express.every((range) => /^[\^~>=v\s]*5/.test(range));
  }

  /** All uses of a function's value. */
  usesOf(fn: PlacedFunction): Uses {
    const known = this.#uses.get(fn.node);
    if (known) return known;
    if (this.#open.has(fn.node) || this.#open.size > MOST_OPEN) return this.#isReturned(fn);
    this.#open.add(fn.node);
    const uses = usesOf(this, fn);
    this.#open.delete(fn.node);
    this.#uses.set(fn.node, uses);
    return uses;
  }

  #isReturned(fn: PlacedFunction): Uses {
    const message = this.#open.has(fn.node) ? 'its own calls may return it' : 'returned by what is returned, and so on';
    return {
      ...NOTHING,
      obstacles: [{ ...fn, code: 'barrier/escapes', message, certainty: 'possible' }],
    };
  }

  /** How a read of a name stands to the function that is kept under that name. */
  relationOf(at: ModelFile, name: string, owner: Owner, read: PropertyRead, fn: PlacedFunction): Relation {
    if (read.kind === 'member' && isGuardedByType(at.file, read.node)) return 'type-guard';
    if (at !== fn.in && this.program.isOfBrowser(at)) return 'browser-script';
    const relation = this.relate(owner, this.#receiverOf(at, read), name, fn.node);
    if (relation !== 'possible') return relation;
    if (this.kept.has(owner) && !this.kept.mayBeLoaded(at, receiverIn(read))) return 'kept-object';
    const answer = this.types.isMember(at, name, owner, read);
    return answer === 'no' ? 'type' : answer === 'yes' ? 'proved' : relation;
  }

  /** How an object that is read stands to the one that the function is kept in. */
  relate(owner: Owner, receiver: Value | undefined, name: string, fn: Node): Relation {
    return this.#owners.relate(owner, receiver, name, fn);
  }

  #receiverOf(at: ModelFile, read: PropertyRead): Value | undefined {
    const receiver = receiverIn(read);
    return receiver && this.resolver.valueOf(at, receiver);
  }

  /** So many libraries have a method of this name that nothing follows from it. */
  isCommonName(name: string): boolean {
    return BUILTIN_METHODS.has(name) || COMMON_METHODS.has(name);
  }

  /** A method that is called without being named. */
  isBeyondNames(name: string): boolean {
    return IMPLICIT.has(name);
  }

  /** Whether any file reads a property of this name. */
  isRead(name: string): boolean {
    return this.program.readsOf(name).length > 0;
  }

  /** The functions of the program that are kept in a property of this name. */
  definitionsOf(name: string): readonly PlacedFunction[] {
    this.#definitions ??= definitionsIn(this.program);
    return this.#definitions.get(name) ?? [];
  }

  /** Methods that may run in place of this one. */
  overridesOf({ in: at, node }: PlacedFunction): readonly PlacedFunction[] {
    const { parent } = node;
    if (parent.type !== 'MethodDefinition' || parent.kind !== 'method') return [];
    const uses = this.usesOf({ in: at, node });
    return uses.together;
  }

  /** Whether the program emits an event of this name. */
  emits(event: string): boolean {
    this.#emitted ??= emittedIn(this.program);
    return this.#emitted.has(event);
  }

  /** Whether the top level of a script may move into an async `main`. */
  scriptMain(at: ModelFile): ReturnType<typeof scriptMain> {
    const known = this.#scripts.get(at) ?? scriptMain(this, at);
    this.#scripts.set(at, known);
    return known;
  }

  isPublicClass(node: Node): boolean {
    return this.#public().has(node);
  }

  isPublicFunction({ node }: PlacedFunction): boolean {
    return this.#public().has(node);
  }

  #public(): ReadonlySet<Node> {
    return (this.#publicNodes ??= this.#findPublic());
  }

  /** Classes and functions that entry files export, and the classes of what they make. */
  #findPublic(): ReadonlySet<Node> {
    const found = new Set<Node>();
    for (const at of this.program.files.values()) {
      for (const name of at.exports.names.keys()) {
        if (!this.publicApi.isPublic(at.path, name)) continue;
        this.#addPublic(this.resolver.exported(at, name), found);
      }
    }
    return found;
  }

  #addPublic(value: Value | undefined, found: Set<Node>): void {
    if (!value || !('node' in value) || found.has(value.node)) return;
    found.add(value.node);
    if (value.kind === 'function') {
      for (const result of this.resolver.resultsOf(value.in, value.node)) {
        this.#addPublic(this.resolver.valueOf(value.in, result), found);
      }
    }
    if (value.kind === 'class' || value.kind === 'instance') {
      for (const { node } of this.hierarchy.familyOf(value)) found.add(node);
    }
  }
}

/** The object that is read, where the read shows it. */
function receiverIn(read: PropertyRead): Node | undefined {
  if (read.kind === 'member') return read.node.object;
  const { parent } = read.pattern;
  if (parent.type === 'VariableDeclarator') return parent.init ?? undefined;
  return parent.type === 'AssignmentExpression' && parent.left === read.pattern ? parent.right : undefined;
}

function definitionsIn(program: Program): ReadonlyMap<string, readonly PlacedFunction[]> {
  const found = new Map<string, PlacedFunction[]>();
  for (const at of program.files.values()) {
    for (const node of [...at.file.nodes('FunctionExpression'), ...at.file.nodes('ArrowFunctionExpression')]) {
      const name = memberNameOf(at, node);
      if (name === undefined) continue;
      const known = found.get(name);
      if (known) known.push({ in: at, node });
      else found.set(name, [{ in: at, node }]);
    }
  }
  return found;
}

function memberNameOf(at: ModelFile, node: Node): string | undefined {
  const { parent } = node;
  if (parent?.type === 'Property' || parent?.type === 'PropertyDefinition' || parent?.type === 'MethodDefinition') {
    return keyName(parent.key, parent.computed);
  }
  if (parent?.type !== 'AssignmentExpression' || parent.left.type !== 'MemberExpression') return undefined;
  return at.file.memberName(parent.left);
}

function emittedIn(program: Program): ReadonlySet<string> {
  const found = new Set<string>();
  for (const at of program.files.values()) {
    for (const call of at.file.nodes('CallExpression')) {
      const callee = unwrap(call.callee);
      const [event] = call.arguments;
      if (callee.type !== 'MemberExpression' || keyName(callee.property, callee.computed) !== 'emit' || !event)
        continue;
      const name = foldString(event, at.file);
      if (name !== undefined) found.add(name);
    }
  }
  return found;
}
