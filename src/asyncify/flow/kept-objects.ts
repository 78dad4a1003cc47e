/** Modules and objects of functions that nobody gets hold of: all that has them asks for members by their names. */
import { posix } from 'node:path';
import type { TSESTree } from '@typescript-eslint/types';
import type { Node, PlanInput } from '../../contracts.ts';
import { unwrap } from '../../syntax/node.ts';
import { isRequire } from '../model/exports.ts';
import type { ModelFile } from '../model/model-file.ts';
import type { Program } from '../model/program.ts';
import { isSameValue, type Value } from '../model/values.ts';
import type { Analysis } from './analysis.ts';
import { givesThis, homeOf, isUsedByNameInside, importsByName, type Home } from './object-homes.ts';
import { isUsedByName, type IsObject } from './static-uses.ts';

/** Ways to a module that name neither it nor a path. */
const BACK_DOORS = /\bmodule\.(?:parent|children)\.|\brequire\.main\.(?:require|exports|children)\b/;
const CACHE = /\brequire\.cache\b/;
const EXPORTS_OF_CACHED = /(?<!\bmodule)\.exports\b|\bObject\.(?:values|entries)\(\s*require\.cache/;
const EVAL = /\beval\s*\(/;

/** A call that is given the path of a module and may give the module: `proxyquire('./a', stubs)`. */
interface Loader {
  readonly from: ModelFile;
  readonly call: TSESTree.CallExpression;
}

/** Of one program. */
export class KeptObjects {
  readonly #analysis: Analysis;
  readonly #read: PlanInput['read'];
  readonly #known = new Map<object, boolean>();
  #loaders: ReadonlyMap<ModelFile, readonly Loader[]> | undefined;
  #calls: ReadonlySet<Node> | undefined;
  #hasBackDoor: boolean | undefined;
  #hidden: string | undefined;

  constructor(analysis: Analysis, read: PlanInput['read']) {
    this.#analysis = analysis;
    this.#read = read;
  }

  /** Whether an expression of which nothing is known can't be this object, or this module. */
  has(owner: Value | undefined): boolean {
    if (owner?.kind !== 'module' && owner?.kind !== 'object') return false;
    const whole = owner.kind === 'module' ? this.#analysis.resolver.whole(owner.in) : undefined;
    // `module.exports = { … }` is what its module gives.
    if (whole?.kind === 'object') return this.has(whole);
    const key = owner.kind === 'module' ? owner.in : owner.node;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const home = this.#mayBeReached(owner.in) ? undefined : homeOf(this.#analysis.resolver, owner);
    const kept = home !== undefined && this.#isKept(home);
    this.#known.set(key, kept);
    return kept;
  }

  /** What is loaded by a name that is not told may be any module. */
  mayBeLoaded(at: ModelFile, node: Node | null | undefined): boolean {
    const inner = node && withoutAwait(node);
    if (!inner) return false;
    if (at.loads.some((load) => load.node === inner && isUntold(load)) || this.#isLoader(inner)) return true;
    const variable = inner.type === 'Identifier' ? at.file.variableOf(inner) : undefined;
    return variable?.writes.some(({ value }) => this.mayBeLoaded(at, value)) ?? false;
  }

  #isKept(home: Home): boolean {
    const { program, resolver } = this.#analysis;
    const isObject: IsObject = (from, node) => isOf(home, resolver.valueOf(from, node)) || this.mayBeLoaded(from, node);
    if (!isUsedByNameInside(home, isObject) || givesThis(resolver, home, isObject)) return false;
    if (home.names?.size === 0) return true;
    return (
      program.importersOf(home.in.path).every((one) => importsByName(one, home, isObject)) &&
      this.#loadersOf(home.in).every(({ from, call }) => isUsedByName(from, call, isObject)) &&
      program.blindLoads.every(({ from, load }) => isUsedByName(from, load.node, isObject))
    );
  }

  /** By the loader's own tables, or by files that are not seen. */
  #mayBeReached({ path, file }: ModelFile): boolean {
    const { files, unread, generated } = this.#analysis.program;
    const importers = this.#analysis.program.importersOf(path).map(({ from }) => from.file);
    if ([file, ...importers].some(({ text }) => EVAL.test(text))) return true;
    this.#hasBackDoor ??= [...files.values()].some((one) => hasBackDoor(one.file.text));
    this.#hidden ??= [...unread, ...generated].map((file) => this.#read(file) ?? '').join('\n');
    return this.#hasBackDoor || this.#hidden.includes(posix.basename(path).replace(/\.\w+$/, ''));
  }

  #loadersOf(at: ModelFile): readonly Loader[] {
    return this.#findLoaders().get(at) ?? [];
  }

  #isLoader(node: Node): boolean {
    this.#calls ??= new Set([...this.#findLoaders().values()].flat().map(({ call }) => call));
    return this.#calls.has(node);
  }

  #findLoaders(): ReadonlyMap<ModelFile, readonly Loader[]> {
    return (this.#loaders ??= loadersIn(this.#analysis.program));
  }
}

function hasBackDoor(text: string): boolean {
  return BACK_DOORS.test(text) || (CACHE.test(text) && EXPORTS_OF_CACHED.test(text));
}

function isOf({ in: at, whole }: Home, value: Value | undefined): boolean {
  if (!value) return false;
  return whole.some((one) => isSameValue(value, one)) && (value.kind !== 'module' || value.in === at);
}

function isUntold({ specifier }: { readonly specifier: string | undefined }): boolean {
  return specifier === undefined || specifier.includes('*');
}

function withoutAwait(node: Node): Node {
  const inner = unwrap(node);
  return inner.type === 'AwaitExpression' ? withoutAwait(inner.argument) : inner;
}

function loadersIn(program: Program): ReadonlyMap<ModelFile, readonly Loader[]> {
  const found = new Map<ModelFile, Loader[]>();
  for (const from of program.files.values()) {
    for (const call of from.file.nodes('CallExpression')) {
      if (isRequire(from.file, call)) continue;
      for (const target of call.arguments.flatMap((argument) => fileNamed(program, from, argument))) {
        const known = found.get(target);
        if (known) known.push({ from, call });
        else found.set(target, [{ from, call }]);
      }
    }
  }
  return found;
}

function fileNamed(program: Program, from: ModelFile, argument: Node): readonly ModelFile[] {
  const path = argument.type === 'Literal' && typeof argument.value === 'string' ? argument.value : '';
  const target = /^[.@~#]|\//.test(path) ? program.resolve(from.path, path) : undefined;
  return target ? [target] : [];
}
