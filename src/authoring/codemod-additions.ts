/** What new code of one site needs beside itself: names that are imported, and declarations of the module. */
import type { TSESTree } from '@typescript-eslint/types';
import { helperFor } from '../additions/helper-file.ts';
import { helperFileOf } from '../additions/helpers/file.ts';
import type { ImportNeed } from '../additions/import-need.ts';
import { importBindings } from '../additions/imports/imports-of.ts';
import { namesUsedIn } from '../additions/imports/names.ts';
import { isModulePath, type ProjectShape } from '../additions/project-shape.ts';
import { runtimeSpecifier, RUNTIME_PACKAGE } from '../additions/runtime-dependency.ts';
import type { CodemodOptions, Node, SourceFile, Span } from '../contracts.ts';

/** A statement at the head of the module, behind its imports. */
export interface Declaration {
  readonly name: string;
  readonly text: string;
}

/** The names of one file, which all its sites share: what is the same thing gets one name. */
export class FileNames {
  readonly #used: Set<string>;
  readonly #given = new Map<string, string>();

  constructor(ast: TSESTree.Program) {
    this.#used = new Set(namesUsedIn(ast));
  }

  /** The name of a thing: the wanted one, or one near it. */
  nameOf(thing: string, wanted: string): string {
    const known = this.#given.get(thing);
    if (known !== undefined) return known;
    const name = this.#free(wanted);
    this.#used.add(name);
    this.#given.set(thing, name);
    return name;
  }

  #free(wanted: string): string {
    if (!this.#used.has(wanted)) return wanted;
    for (let count = 2; ; count++) if (!this.#used.has(`${wanted}${count}`)) return `${wanted}${count}`;
  }
}

/** Asked by a rewrite for what its code calls; gives the name that the code is to use. */
export class Additions {
  readonly #file: SourceFile;
  readonly #names: FileNames;
  readonly #shape: ProjectShape;
  readonly #target: CodemodOptions['target'];
  readonly #needs: ImportNeed[] = [];
  readonly #declarations: Declaration[] = [];

  constructor(file: SourceFile, names: FileNames, shape: ProjectShape, target: CodemodOptions['target']) {
    this.#file = file;
    this.#names = names;
    this.#shape = shape;
    this.#target = target;
  }

  /** Whether the file is written in TypeScript. */
  get isTyped(): boolean {
    return /\.[cm]?tsx?$/.test(this.#file.path);
  }

  /**
   * A function of the helper file, or of the runtime where that is the target.
   * @throws where neither has it: `runtime/src` and `src/dev/helper-texts.ts` say what there is
   */
  helper(name: string): string {
    const { path } = this.#file;
    const from =
      this.#target === 'runtime' ? runtimeSpecifier(name) : helperFor(this.#shape, path, helperFileOf(name)).specifier;
    return this.#imported(from, name, { kind: 'helper', name });
  }

  /** Something of the runtime that no helper file has: `runtime('clients/pg', 'PgPool')`. */
  runtime(part: string, name: string): string {
    const specifier = `${RUNTIME_PACKAGE}/${part}`;
    return this.#imported(specifier, name, { kind: 'promise', api: `${specifier}.${name}` });
  }

  /** A member of a module that the file loads already, or of one of Node's: `member('pg', 'Pool')`. */
  member(module: string, name: string): string {
    return this.#imported(module, name, { kind: 'promise', api: `${module}.${name}` });
  }

  /** A name that is free all over the file, for something declared beside the site; another for each place. */
  name(wanted: string, place: number): string {
    return this.#names.nameOf(`${wanted} at ${place}`, wanted);
  }

  /** Names whose places are gone from the code; where nothing else uses their imports, these go too. */
  frees(...nodes: readonly Node[]): void {
    this.#needs.push({ ...this.#shared(), twin: { kind: 'promise', api: '' }, local: '', freed: this.#spans(nodes) });
  }

  /** A declaration at the head of the module; sites that ask for the same thing, or else for the same text, share it. */
  declaration(wanted: string, textOf: (name: string) => string, thing = textOf('')): string {
    const name = this.#names.nameOf(thing, wanted);
    this.#declarations.push({ name, text: textOf(name) });
    return name;
  }

  /** All that has been asked for. */
  asked(): { readonly needs: readonly ImportNeed[]; readonly declarations: readonly Declaration[] } {
    return { needs: this.#needs, declarations: this.#declarations };
  }

  #imported(from: string, name: string, twin: ImportNeed['twin']): string {
    const bound = importBindings(this.#file.ast).find(
      (binding) => binding.specifier === from && binding.imported === name && !binding.isType,
    );
    const local = bound?.local ?? this.#names.nameOf(`${from} ${name}`, name);
    this.#needs.push({ ...this.#shared(), twin, local, from, freed: [] });
    return local;
  }

  #shared(): Pick<ImportNeed, 'path' | 'isModule'> {
    return { path: this.#file.path, isModule: isModulePath(this.#shape, this.#file.path) };
  }

  #spans(nodes: readonly Node[]): readonly Span[] {
    return nodes.map((node) => this.#file.spanOf(node));
  }
}
