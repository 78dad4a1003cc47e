/** Makes a twin known wherever the function is exported. */
import type { Edit, Node } from '../../contracts.ts';
import { keyName, spanOf } from '../../syntax/node.ts';
import { referencesTo } from '../../syntax/references.ts';
import type { ImportNeed } from '../decisions.ts';
import type { Analysis } from '../flow/analysis.ts';
import { exportedName, isModuleExports, WHOLE } from '../model/exports.ts';
import type { ModelFile } from '../model/model-file.ts';
import { importBindings } from '../../additions/imports/imports-of.ts';
import type { Root } from './root.ts';
import { twinName } from './twin-names.ts';

/** An edit in its file. */
export interface PlacedEdit extends Edit {
  readonly path: string;
}

/** The edits, and what files import to hand it on. */
export interface ExportEdits {
  readonly edits: readonly PlacedEdit[];
  readonly needs: readonly ImportNeed[];
}

/** The edits of all files that export a function; or, in a sentence, where its twin could not be added. */
export function exportEdits(analysis: Analysis, root: Root): ExportEdits | string {
  const adder = new Adder(analysis);
  adder.own(root);
  const missing = publicNames(analysis, root).find((place) => !adder.done.has(place));
  if (missing === undefined) return adder;
  return `the way it is exported as ${missing.replace('#', ' of ')} can't be followed`;
}

/** `file#name` of every public name of the function. */
function publicNames({ program, publicApi, resolver }: Analysis, { node }: Root): readonly string[] {
  const found: string[] = [];
  for (const at of program.files.values()) {
    for (const name of at.exports.names.keys()) {
      if (!publicApi.isPublic(at.path, name)) continue;
      const value = resolver.exported(at, name);
      if (value?.kind === 'function' && value.node === node) found.push(`${at.path}#${name}`);
    }
  }
  return found;
}

class Adder {
  readonly edits: PlacedEdit[] = [];
  readonly needs: ImportNeed[] = [];
  readonly done = new Set<string>();
  readonly #analysis: Analysis;

  constructor(analysis: Analysis) {
    this.#analysis = analysis;
  }

  own(root: Root): void {
    const { in: at, variable, name, node } = root;
    if (root.isMember) {
      if (node.parent.type !== 'MethodDefinition') this.#exported(at, name);
      return;
    }
    for (const [exported, entries] of at.exports.names) {
      const isIt = entries.some((entry) => entry.kind === 'variable' && entry.variable === variable);
      if (isIt && root.isDefault && exported === 'default') this.done.add(`${at.path}#default`);
      else if (isIt) this.#exported(at, exported);
    }
    for (const reference of variable ? referencesTo(at.file, variable) : []) this.#reference(at, reference, name);
  }

  /** `export { load }`, `exports.load = load;`, `module.exports = { load }`. */
  #reference(at: ModelFile, reference: Node, name: string): void {
    const { parent } = reference;
    if (parent?.type === 'ExportSpecifier') this.#specifier(at, parent, keyName(parent.exported, false) ?? name, name);
    else if (parent?.type === 'Property' && parent.value === reference) this.#property(at, parent, name);
    else if (parent?.type === 'AssignmentExpression' && parent.right === reference) this.#assigned(at, parent, name);
  }

  #specifier(at: ModelFile, node: Node, exported: string, local: string): void {
    const [own, as] = [twinName(local), twinName(exported)];
    this.#insert(at, node, `, ${own === as ? own : `${own} as ${as}`}`);
    this.#exported(at, exported);
  }

  #property(at: ModelFile, property: Node, name: string): void {
    if (property.type !== 'Property' || property.parent.parent.type !== 'AssignmentExpression') return;
    if (!isModuleExports(at.file, property.parent.parent.left)) return;
    const key = keyName(property.key, property.computed);
    if (key === undefined) return;
    const line = /(?:^|\n)([ \t]*)$/.exec(at.file.text.slice(0, spanOf(property)[0]));
    const gap = line ? `,\n${line[1] ?? ''}` : ', ';
    const [own, as] = [twinName(name), twinName(key)];
    this.#insert(at, property, `${gap}${own === as ? own : `${as}: ${own}`}`);
    this.#exported(at, key);
  }

  #assigned(at: ModelFile, assignment: Node, name: string): void {
    if (assignment.type !== 'AssignmentExpression' || assignment.left.type !== 'MemberExpression') return;
    const exported = exportedName(at.file, assignment.left);
    const statement = assignment.parent;
    if (exported === undefined || exported === WHOLE || statement.type !== 'ExpressionStatement') return;
    const text = at.file.textOf(statement);
    const [start] = spanOf(statement);
    const renamed = (node: Node, by: string, from: string): string =>
      from.slice(0, spanOf(node)[0] - start) + by + from.slice(spanOf(node)[1] - start);
    // From behind, so that offsets before it stay.
    const own = renamed(assignment.right, twinName(name), text);
    this.#insert(at, statement, `\n${renamed(assignment.left.property, twinName(exported), own)}`);
    this.#exported(at, exported);
  }

  /** The name is exported together with its twin; whoever hands it on hands on both. */
  #exported(at: ModelFile, name: string): void {
    if (this.done.has(`${at.path}#${name}`)) return;
    this.done.add(`${at.path}#${name}`);
    for (const { from, load } of this.#analysis.program.importersOf(at.path)) {
      if (load.node.type !== 'ExportNamedDeclaration') {
        if (load.specifier !== undefined) this.#handedOn(from, load.specifier, name);
        continue;
      }
      for (const specifier of load.node.specifiers) {
        const local = keyName(specifier.local, false);
        if (local !== name || load.node.exportKind === 'type') continue;
        this.#specifier(from, specifier, keyName(specifier.exported, false) ?? name, name);
      }
    }
  }

  /** `const { load } = require('./load'); exports.load = load;` */
  #handedOn(from: ModelFile, specifier: string, name: string): void {
    const bindings = importBindings(from.file.ast).filter(
      (one) => one.specifier === specifier && one.imported === name,
    );
    for (const { local } of bindings) {
      const variable = from.file.moduleVariable(local);
      const before = this.edits.length;
      for (const reference of variable ? referencesTo(from.file, variable) : [])
        this.#reference(from, reference, local);
      if (this.edits.length === before) continue;
      const twin = { kind: 'promise', api: `${specifier}.${twinName(name)}` } as const;
      this.needs.push({ path: from.path, twin, local: twinName(local), from: specifier, freed: [] });
    }
  }

  #insert(at: ModelFile, behind: Node, text: string): void {
    const [, end] = spanOf(behind);
    this.edits.push({ path: at.path, span: [end, end], text });
  }
}
