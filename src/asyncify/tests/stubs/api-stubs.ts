/** Stubs of a synchronous API in one test, and what makes them stubs of its twin. */
import type { TSESTree } from '@typescript-eslint/types';
import { STUBBING } from '../../../apis/stub-methods.ts';
import type { ApiPath, Node, SourceFile } from '../../../contracts.ts';
import { keyName, spanOf, unwrap } from '../../../syntax/node.ts';
import { descendants } from '../../../syntax/references.ts';
import type { ModelFile } from '../../model/model-file.ts';
import { first, followStub, takeFunction } from './follow.ts';
import { StubChanges, type Stub } from './stub.ts';
import { HAS_BOTH, isMemfs, moveBelow, objectsOf, propertyOf, substitutions, takeValue } from './substitute.ts';

/** An API, cut in two, and how its twin is reached from the same module. */
export interface Moved {
  readonly api: ApiPath;
  readonly module: string;
  readonly name: string;
  /** `['promises', 'readFile']`. */
  readonly way: readonly string[];
}

/** All stubs of the API, or the first place of which nothing can be told. */
export interface ApiStubs {
  readonly stubs: readonly Stub[];
  /** What was understood: calls that replace it, and members that stand for it. */
  readonly own: ReadonlySet<Node>;
  readonly unknown: Node | undefined;
}

/** How the twin is reached from the module of the API; undefined where it is of another. */
export function movedApi(api: ApiPath, twin: ApiPath): Moved | undefined {
  const at = api.lastIndexOf('.');
  const [module, name] = [api.slice(0, at), api.slice(at + 1)];
  if (module.includes('.') || !twin.startsWith(`${module}.`)) return undefined;
  const way = twin.slice(module.length + 1).split('.');
  return way.length <= 2 ? { api, module, name, way } : undefined;
}

/** Looks at everything in a test that names the API. */
export function apiStubs(at: ModelFile, moved: Moved): ApiStubs {
  const finder = new Finder(at, moved);
  const unknown = finder.run();
  return { stubs: finder.stubs, own: finder.own, unknown };
}

class Finder {
  readonly stubs: Stub[] = [];
  readonly own = new Set<Node>();
  readonly #at: ModelFile;
  readonly #file: SourceFile;
  readonly #moved: Moved;

  constructor(at: ModelFile, moved: Moved) {
    this.#at = at;
    this.#file = at.file;
    this.#moved = moved;
  }

  run(): Node | undefined {
    return this.#substitutes() ?? this.#made() ?? this.#members() ?? this.#others();
  }

  /** `jest.spyOn(fs, 'readFileSync')`, `sinon.stub(fs, 'readFileSync')`, `mock.method(fs, 'readFileSync', f)`. */
  #made(): Node | undefined {
    return first(this.#file.nodes('CallExpression'), (call) => {
      const [of, name, implementation, ...more] = call.arguments;
      const callee = unwrap(call.callee);
      const method = callee.type === 'MemberExpression' ? keyName(callee.property, callee.computed) : undefined;
      if (name?.type !== 'Literal' || name.value !== this.#moved.name || !of || !STUBBING.has(method ?? ''))
        return undefined;
      if (this.#file.apiOf(of) !== this.#moved.module || more.length > 0) return call;
      const out = new StubChanges();
      if (!takeFunction(implementation, out)) return call;
      const [outer, inner] = this.#moved.way;
      const [start, end] = spanOf(name);
      if (inner !== undefined) out.edits.push({ span: [spanOf(of)[1], spanOf(of)[1]], text: `.${outer ?? ''}` });
      out.edits.push({ span: [start + 1, end - 1], text: inner ?? outer ?? '' });
      this.own.add(name).add(call);
      return this.#follow(call, out);
    });
  }

  #follow(node: Node, out: StubChanges, ofModule = false): Node | undefined {
    const unknown = followStub(this.#file, node, out);
    if (!unknown) this.#add(node, out, ofModule);
    return unknown;
  }

  #add(node: Node, { edits, functions }: StubChanges, ofModule: boolean): void {
    const { api } = this.#moved;
    this.stubs.push({ in: this.#at, node, edits, functions, api, ...(ofModule && { ofModule }) });
  }

  /** `fs.readFileSync.mockReturnValue(…)`, `expect(fs.readFileSync)…`: only where it is replaced can that be asked. */
  #members(): Node | undefined {
    return first(this.#file.nodes('MemberExpression'), (member) => {
      if (this.#file.apiOf(member) !== this.#moved.api || member.computed) return undefined;
      const out = new StubChanges();
      out.edits.push({ span: spanOf(member.property), text: this.#moved.way.join('.') });
      return this.#follow(member, out);
    });
  }

  /** `jest.mock('fs')`, whose members are all replaced, and `jest.mock('fs', factory)`. */
  #substitutes(): Node | undefined {
    const { module } = this.#moved;
    return first(
      substitutions(this.#file, (name) => name === module || name === `node:${module}`),
      (call) => {
        this.own.add(call);
        const out = new StubChanges();
        if (call.arguments.length > 1 || !/(?:^|[.#])jest\./.test(this.#file.apiOf(call.callee) ?? '')) {
          const unknown = this.#factory(call, out);
          if (unknown) return unknown;
        }
        this.#add(call, out, true);
        return undefined;
      },
    );
  }

  #factory(call: TSESTree.CallExpression, out: StubChanges): Node | undefined {
    if (isMemfs(this.#file, call)) return HAS_BOTH.has(this.#moved.way[1] ?? '') ? undefined : call;
    const properties = objectsOf(call).flatMap((one) => propertyOf(one, this.#moved.name) ?? []);
    if (properties.length === 0) return call;
    return first(properties, (property) => {
      this.own.add(property).add(property.key);
      const isMoved = takeValue(this.#file, property, out) && moveBelow(this.#file, property, this.#moved.way, out);
      return isMoved ? undefined : property;
    });
  }

  /** Whatever else has its name: an import, a text, a member of another object. */
  #others(): Node | undefined {
    const { name, api } = this.#moved;
    return descendants(this.#file.ast).find((one) => {
      if (this.own.has(one)) return false;
      if (one.type === 'Literal') return one.value === name;
      const isMember = one.type === 'Identifier' && one.parent.type === 'MemberExpression';
      return one.type === 'Identifier' && one.name === name && !(isMember && this.#file.apiOf(one.parent) === api);
    });
  }
}
