/** The import lines of a file: what its new code needs, and without what nobody uses any more. */
import { isBuiltin } from 'node:module';
import type { TSESTree } from '@typescript-eslint/types';
import type { Edit, Node } from '../../contracts.ts';
import { spanOf } from '../../syntax/node.ts';
import type { Comment } from '../../syntax/comment.ts';
import type { ImportNeed } from '../import-need.ts';
import { importBindings, type ImportBinding } from './imports-of.ts';
import { appended, without, type ListEdit } from './import-lists.ts';
import { lineOf, placeFor, styleOf, type ImportStyle, type NewName } from './import-lines.ts';
import { occurrences } from './names.ts';
import { Tokens } from './tokens.ts';

/** The file whose imports are edited. */
export interface ImportingFile {
  readonly path: string;
  readonly text: string;
  readonly ast: TSESTree.Program;
  comments(): readonly Comment[];
}

/** The edits of the import lines of a file, for all needs that are left. */
export function importEdits(file: ImportingFile, needs: readonly ImportNeed[]): readonly Edit[] {
  const { path, text, ast } = file;
  if (needs.length === 0) return [];
  const bindings = importBindings(ast);
  const freed = new Set(needs.flatMap((need) => need.freed.map(([start]) => start)));
  const kept = new Set(needs.flatMap(({ local }) => (local.includes('.') ? [local.slice(0, local.indexOf('.'))] : [])));
  const gone = bindings.filter((binding) => !kept.has(binding.local) && isGone(ast, binding, freed));
  const style = styleOf(
    path,
    text,
    ast,
    needs.some(({ isModule }) => isModule === true),
  );
  const added = newNames(needs, bindings, gone);
  return new ImportEdits(text, new Tokens(text, file.comments()), ast, style, bindings).edits(gone, added);
}

/** Used before, and now nowhere. */
function isGone(ast: TSESTree.Program, { local, node }: ImportBinding, freed: ReadonlySet<number>): boolean {
  const own = spanOf(node.type === 'VariableDeclarator' ? node.id : node);
  const uses = occurrences(ast, local).filter((use) => {
    const [start, end] = spanOf(use);
    return start < own[0] || end > own[1];
  });
  return uses.length > 0 && uses.every((use) => freed.has(spanOf(use)[0]));
}

function newNames(
  needs: readonly ImportNeed[],
  bindings: readonly ImportBinding[],
  gone: readonly ImportBinding[],
): readonly NewName[] {
  const names = new Map<string, NewName>();
  for (const { twin, local, from } of needs) {
    const isThere = bindings.some((binding) => binding.local === local && !gone.includes(binding));
    if (from === undefined || local.includes('.') || isThere) continue;
    const imported = twin.kind === 'helper' ? twin.name : twin.api.slice(twin.api.lastIndexOf('.') + 1);
    names.set(local, { from, local, imported });
  }
  return [...names.values()];
}

/** Works declaration by declaration: names go where others of the module are, or on a line of their own. */
class ImportEdits {
  readonly #text: string;
  readonly #tokens: Tokens;
  readonly #ast: TSESTree.Program;
  readonly #style: ImportStyle;
  readonly #bindings: readonly ImportBinding[];
  readonly #edits: Edit[] = [];
  readonly #removed = new Set<Node>();

  constructor(
    text: string,
    tokens: Tokens,
    ast: TSESTree.Program,
    style: ImportStyle,
    bindings: readonly ImportBinding[],
  ) {
    this.#text = text;
    this.#tokens = tokens;
    this.#ast = ast;
    this.#style = style;
    this.#bindings = bindings;
  }

  edits(gone: readonly ImportBinding[], added: readonly NewName[]): readonly Edit[] {
    const declarations = [...new Set(this.#bindings.map(({ from }) => from))].map((from) => {
      const own = this.#bindings.filter((binding) => binding.from === from);
      const won = this.#takes(own) ? added.filter((name) => name.from === own[0]?.specifier) : [];
      return { from, won, lost: gone.filter((binding) => binding.from === from) };
    });
    const placed = new Set<NewName>();
    for (const declaration of declarations) {
      declaration.won = declaration.won.filter((name) => !placed.has(name));
      for (const name of declaration.won) placed.add(name);
    }
    const left = added.filter((name) => !placed.has(name));
    let emptied: Node | undefined;
    for (const { from, won, lost } of declarations) {
      if (lost.length === 0 && won.length === 0) continue;
      if (lost.length === countNames(from) && won.length === 0) {
        const whole = this.#remove(from, emptied === undefined && left.length > 0);
        emptied ??= whole;
      } else {
        this.#change(from, lost, won);
      }
    }
    this.#addLines(left, emptied);
    return this.#edits;
  }

  /** Whether names can be added to a declaration: one with braces, of values. */
  #takes([first]: readonly ImportBinding[]): boolean {
    if (!first || first.isType) return false;
    const { from } = first;
    if (from.type === 'ImportDeclaration') {
      return from.specifiers.some(({ type }) => type === 'ImportSpecifier') && from.importKind !== 'type';
    }
    return from.id.type === 'ObjectPattern' && from.init?.type === 'CallExpression';
  }

  #change(from: ImportBinding['from'], lost: readonly ImportBinding[], won: readonly NewName[]): void {
    const style = from.type === 'ImportDeclaration' ? 'import' : 'require';
    const texts = won.map((name) => nameText(name, style));
    const nodes = lost.map(({ node }) => node);
    const replaced = nodes
      .filter(({ type }) => type === 'ImportSpecifier' || type === 'Property')
      .slice(0, texts.length);
    for (const [index, node] of replaced.entries()) {
      this.#edits.push({ span: spanOf(node), text: texts[index] ?? '' });
    }
    const others = nodes.filter((node) => !replaced.includes(node));
    const list: ListEdit = { text: this.#text, tokens: this.#tokens, from };
    this.#edits.push(...without(list, others));
    const more = texts.slice(replaced.length);
    if (more.length > 0) this.#edits.push(...appended(list, more, others));
  }

  /** A statement of which nothing is left: its line goes too, unless another takes its place. */
  #remove(from: ImportBinding['from'], isReplaced: boolean): Node | undefined {
    const statement = this.#ast.body.find(
      (one) => one === from || (one.type === 'VariableDeclaration' && one.declarations.some((own) => own === from)),
    );
    if (!statement) return undefined;
    if (statement.type === 'VariableDeclaration' && statement.declarations.length > 1) {
      this.#edits.push(...without({ text: this.#text, tokens: this.#tokens, from: statement }, [from]));
      return undefined;
    }
    if (isReplaced) return statement;
    const [start, end] = spanOf(statement);
    const rest = /^[ \t]*\r?\n/.exec(this.#text.slice(end))?.[0] ?? '';
    this.#edits.push({ span: [start, end + rest.length], text: '' });
    this.#removed.add(statement);
    return undefined;
  }

  #addLines(added: readonly NewName[], instead: Node | undefined): void {
    if (added.length === 0) return;
    const own = instead ? added.filter(({ from }) => !from.startsWith('.')) : [];
    const taken = own.length > 0 ? own : instead ? added : [];
    if (instead) this.#edits.push({ span: spanOf(instead), text: this.#lines(taken) });
    const rest = this.#lines(added.filter((name) => !taken.includes(name)));
    if (rest === '') return;
    this.#edits.push(placeFor(this.#text, this.#tokens, this.#ast, rest, this.#removed, this.#style));
  }

  /** A line for each module: Node's own first, files of the program last. */
  #lines(added: readonly NewName[]): string {
    const modules = [...new Set(added.map(({ from }) => from))].sort((a, b) => rank(a) - rank(b));
    const namesOf = (module: string): readonly NewName[] => added.filter(({ from }) => from === module);
    return modules.map((module) => lineOf(module, namesOf(module), this.#style)).join(this.#style.eol);
  }
}

function rank(specifier: string): number {
  return isBuiltin(specifier) ? 0 : specifier.startsWith('.') ? 2 : 1;
}

function countNames(from: ImportBinding['from']): number {
  if (from.type === 'ImportDeclaration') return from.specifiers.length;
  return from.id.type === 'ObjectPattern' ? from.id.properties.length : 1;
}

function nameText({ imported, local }: NewName, style: 'import' | 'require'): string {
  if (imported === local) return local;
  return style === 'import' ? `${imported} as ${local}` : `${imported}: ${local}`;
}
