/** What the graph wants to know of types: noted while it is made, asked all at once, and told when it is made again. */
import type { Node, TypeAnswer, TypeQuestion, Types } from '../../contracts.ts';
import type { Hierarchy, PlacedClass } from '../model/hierarchy.ts';
import type { ModelFile, PropertyRead } from '../model/model-file.ts';
import type { Owner } from './owners.ts';

/** A class with more descendants is no narrow type. */
const MOST_OWNERS = 40;
/** More questions are no few ones. */
const MOST_QUESTIONS = 3_000;

const TYPED = /\.[cm]?tsx?$/;

/** Of one analysis. Keys hold no positions, so that what is told of the old text is true of the new one. */
export class AskedTypes {
  readonly #types: Types | undefined;
  readonly #hierarchy: Hierarchy;
  readonly #questions = new Map<string, TypeQuestion>();

  constructor(types: Types | undefined, hierarchy: Hierarchy) {
    this.#types = types;
    this.#hierarchy = hierarchy;
  }

  /** Asks all that came up; returns whether anything new is known. */
  async ask(): Promise<boolean> {
    if (!this.#types || this.#questions.size === 0) return false;
    const asked = new Map(this.#questions);
    this.#questions.clear();
    await this.#types.ask(asked);
    return [...asked.keys()].some((key) => (this.#types?.told.get(key) ?? 'unknown') !== 'unknown');
  }

  /** Whether what is read may be a member of this class. */
  isMember(at: ModelFile, name: string, owner: Owner, read: PropertyRead): TypeAnswer {
    if (!this.#types || owner?.kind !== 'instance' || read.kind !== 'member') return 'unknown';
    if (!isAskable(owner) || !TYPED.test(at.path)) return 'unknown';
    const key = `${readKey(at, name, read.node)} of ${classKey(owner)}`;
    return this.#told(key, () => {
      const owners = [owner, ...this.#descendants(owner)];
      if (owners.length > MOST_OWNERS || !owners.every(isAskable)) return undefined;
      const places = owners.map((one) => ({ path: one.in.path, span: one.in.file.spanOf(nameOf(one)) }));
      return { kind: 'member', path: at.path, span: at.file.spanOf(read.node.object), name, owners: places };
    });
  }

  /** Whether the object of this read of a member is an array. */
  isArray(at: ModelFile, name: string, member: Node & { readonly object: Node }): boolean {
    if (!this.#types || !TYPED.test(at.path)) return false;
    const key = `${readKey(at, name, member)} of an array`;
    const span = at.file.spanOf(member.object);
    return this.#told(key, () => ({ kind: 'array', path: at.path, span })) === 'yes';
  }

  #told(key: string, question: () => TypeQuestion | undefined): TypeAnswer {
    const answer = this.#types?.told.get(key);
    if (answer !== undefined) return answer;
    const asked = this.#questions.size < MOST_QUESTIONS && !this.#questions.has(key) ? question() : undefined;
    if (asked) this.#questions.set(key, asked);
    return 'unknown';
  }

  #descendants(placed: PlacedClass): readonly PlacedClass[] {
    const below = this.#hierarchy.subclassesOf(placed);
    return below.flatMap((one) => [one, ...this.#descendants(one)]).slice(0, MOST_OWNERS + 1);
  }
}

function isAskable({ in: at, node }: PlacedClass): boolean {
  return node.type === 'ClassDeclaration' && node.id !== null && TYPED.test(at.path);
}

/** The checker's nodes begin elsewhere where there is an `export` or a decorator; names are the same. */
function nameOf({ node }: PlacedClass): Node {
  return ('id' in node ? node.id : null) ?? node;
}

/** Which read of the name it is in its file; one more or less, and it is not the same any more. */
function readKey(at: ModelFile, name: string, node: Node): string {
  const reads = at.reads.get(name) ?? [];
  return `${at.path} ${name} ${reads.findIndex((one) => one.node === node)} of ${reads.length}`;
}

function classKey({ in: at, node }: PlacedClass): string {
  const classes = at.file.nodes('ClassDeclaration');
  return `${at.path} class ${classes.findIndex((one) => one === node)} of ${classes.length}`;
}
