/** What is known of the values in a piece of code: which belong to it alone, and which tell iterations apart. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Node, SourceFile, Variable } from '../../contracts.ts';
import { isFunction, isWithin, keyName, unwrap } from '../node.ts';
import { walkedKeys } from '../scope.ts';
import type { Assumption, EffectOf, Level, Root } from './types.ts';

/** What is known of one variable from outside: the element of the loop, or a parameter. */
export interface Known {
  readonly level: Level;
  /** What it holds is used by this iteration alone, or belongs to nobody else. */
  readonly isOwn: boolean;
  /** Where it can be reached from outside. */
  readonly place?: Place | undefined;
}

/** Where a chain of members starts, with the names on the way. */
export interface Place {
  readonly root: Root;
  readonly path: readonly string[];
  readonly key: Level;
}

/** Members that name one thing among many. */
const IDENTITY =
  /^(?:_?id|_?key|uuid|guid|hash|sha\d*|path|file|fileName|filename|filepath|filePath|fullPath|url|uri|href|slug|name|index|\w+(?:Id|ID|_id|Path|Key|Uuid|Hash))$/;

/** Names that tie several elements to one: `row.userId` may be the same in two rows. */
const FOREIGN =
  /^(?:user|owner|author|parent|team|org|organi[sz]ation|account|group|category|tenant|customer|project|creator|room|channel)_?(?:id|key|path|uuid)$/i;

/** Calls that hand back a new array or object. */
const COPIES =
  /^(?:map|filter|slice|concat|split|flat|flatMap|keys|values|entries|from|toSorted|toReversed|fromEntries|parse)$/;

export class Frame {
  readonly file: SourceFile;
  readonly effectOf: EffectOf;
  /** Whatever is declared in here is new each time the code runs. */
  readonly region: Node;
  readonly assumptions: Set<Assumption>;
  /** Functions of the file looked into on the way here. */
  readonly within: readonly Node[];
  readonly #known: ReadonlyMap<Variable, Known>;
  readonly #levels = new Map<Variable, Level>();
  readonly #owned = new Map<Variable, boolean>();

  constructor(
    outer: Pick<Frame, 'file' | 'effectOf' | 'assumptions' | 'within'>,
    region: Node,
    known: ReadonlyMap<Variable, Known>,
  ) {
    this.file = outer.file;
    this.effectOf = outer.effectOf;
    this.assumptions = outer.assumptions;
    this.within = outer.within;
    this.region = region;
    this.#known = known;
  }

  isLocal(variable: Variable): boolean {
    return this.#known.has(variable) || isWithin(variable.declaration, this.region);
  }

  /** How far a value tells this iteration from the others. */
  levelOf(node: Node): Level {
    const inner = unwrap(node);
    switch (inner.type) {
      case 'Identifier':
        return this.#levelOfName(inner);
      case 'MemberExpression':
        return this.#levelOfMember(inner);
      case 'CallExpression':
      case 'NewExpression': {
        const callee = unwrap(inner.callee);
        const object = callee.type === 'MemberExpression' ? this.levelOf(callee.object) : undefined;
        return highest([object, ...inner.arguments.map((argument) => this.levelOf(argument))]);
      }
      default:
        return isFunction(inner) ? undefined : highest(childrenOf(inner).map((child) => this.levelOf(child)));
    }
  }

  #levelOfName(node: TSESTree.Identifier): Level {
    const variable = this.file.variableOf(node);
    if (!variable) return undefined;
    const known = this.#known.get(variable);
    if (known) return known.level;
    if (!this.isLocal(variable)) return undefined;
    if (!this.#levels.has(variable)) {
      this.#levels.set(variable, undefined);
      this.#levels.set(variable, highest(variable.writes.map(({ value, path }) => this.#levelOfPart(value, path))));
    }
    return this.#levels.get(variable);
  }

  #levelOfPart(value: Node, path: readonly string[]): Level {
    const whole = this.levelOf(value);
    return whole === 'identity' && path.some((name) => !isIdentity(name)) ? 'part' : whole;
  }

  #levelOfMember(node: TSESTree.MemberExpression): Level {
    const object = this.levelOf(node.object);
    if (object === undefined) return node.computed ? this.levelOf(node.property) : undefined;
    return object === 'identity' && isIdentity(keyName(node.property, node.computed)) ? 'identity' : 'part';
  }

  /** Whether no other code can hold the object a value is. */
  isOwn(node: Node): boolean {
    const inner = unwrap(node);
    switch (inner.type) {
      case 'Identifier':
        return this.#isOwnName(inner);
      case 'MemberExpression':
        return this.isOwn(inner.object) || (inner.computed && this.levelOf(inner.property) === 'identity');
      case 'CallExpression':
        return this.#isOwnResult(inner);
      case 'ConditionalExpression':
        return this.isOwn(inner.consequent) && this.isOwn(inner.alternate);
      case 'LogicalExpression':
        return this.isOwn(inner.left) && this.isOwn(inner.right);
      case 'ThisExpression':
      case 'Super':
      case 'AssignmentExpression':
        return false;
      default:
        return true;
    }
  }

  #isOwnName(node: TSESTree.Identifier): boolean {
    const variable = this.file.variableOf(node);
    if (!variable) return node.name === 'undefined';
    const known = this.#known.get(variable);
    if (known) return known.isOwn;
    if (!this.isLocal(variable)) return false;
    if (!this.#owned.has(variable)) {
      this.#owned.set(variable, true);
      this.#owned.set(variable, variable.kind === 'catch' || variable.writes.every(({ value }) => this.isOwn(value)));
    }
    return this.#owned.get(variable) === true;
  }

  /** What a call makes from an element is taken to be that element's. */
  #isOwnResult(call: TSESTree.CallExpression): boolean {
    const callee = unwrap(call.callee);
    const name = callee.type === 'MemberExpression' ? keyName(callee.property, callee.computed) : undefined;
    if (name !== undefined && COPIES.test(name)) return true;
    if (callee.type === 'MemberExpression' && this.isOwn(callee.object) && this.levelOf(callee.object)) return true;
    const isMadeFrom = this.levelOf(call) !== undefined;
    if (isMadeFrom) this.assumptions.add('result');
    return isMadeFrom;
  }

  /** The place of a value; undefined where it is this code's own. */
  placeOf(node: Node): Place | undefined {
    const inner = unwrap(node);
    if (inner.type === 'MemberExpression') return this.#placeOfMember(inner);
    if (inner.type === 'ThisExpression' || inner.type === 'Super')
      return { root: { kind: 'this' }, path: [], key: undefined };
    if (inner.type !== 'Identifier') return this.isOwn(inner) ? undefined : UNKNOWN;
    const variable = this.file.variableOf(inner);
    if (!variable) return { root: { kind: 'global', name: inner.name }, path: [], key: undefined };
    if (!this.isLocal(variable)) return { root: { kind: 'variable', variable }, path: [], key: undefined };
    if (this.#isOwnName(inner)) return undefined;
    const given = this.#known.get(variable)?.place;
    if (given) return given;
    const [write, ...more] = variable.writes;
    const isAlias = write && more.length === 0 && write.path.length === 0 && !write.element;
    return isAlias ? (this.placeOf(write.value) ?? UNKNOWN) : UNKNOWN;
  }

  #placeOfMember(node: TSESTree.MemberExpression): Place | undefined {
    if (this.isOwn(node.object)) return undefined;
    const outer = this.placeOf(node.object) ?? UNKNOWN;
    const name = keyName(node.property, node.computed);
    const key = name === undefined ? this.levelOf(node.property) : undefined;
    return { root: outer.root, path: [...outer.path, name ?? '*'], key: outer.key ?? key };
  }
}

const UNKNOWN = { root: { kind: 'unknown' }, path: ['*'], key: undefined } as const;

function isIdentity(name: string | undefined): boolean {
  return name !== undefined && IDENTITY.test(name) && !FOREIGN.test(name);
}

export function highest(levels: readonly Level[]): Level {
  return levels.includes('identity') ? 'identity' : levels.includes('part') ? 'part' : undefined;
}

function childrenOf(node: Node): readonly Node[] {
  const parts = node as unknown as Record<string, Node | (Node | null)[] | null | undefined>;
  return (walkedKeys[node.type] ?? []).flatMap((key) => parts[key] ?? []).filter((part) => part !== null);
}
