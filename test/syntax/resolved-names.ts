/** What @typescript-eslint/scope-manager and our own index say each name of a tree stands for. */
import { analyze, type Reference, type Scope } from '@typescript-eslint/scope-manager';
import type { TSESTree } from '@typescript-eslint/types';
import { visitorKeys } from '@typescript-eslint/visitor-keys';
import type { Node, Variable } from '../../src/contracts.ts';
import { spanOf } from '../../src/syntax/node.ts';
import { parse } from '../../src/syntax/parse.ts';
import { ScopeIndex } from '../../src/syntax/scope.ts';

/** One place that reads or writes a variable, with the offsets at which either side says it is declared. */
export interface ResolvedName {
  readonly name: string;
  readonly offset: number;
  /** None for a global. */
  readonly expected: readonly number[];
  readonly actual: number | 'global';
  readonly agrees: boolean;
}

/** Resolves every value reference of a file with both; throws where the text can't be parsed. */
export function resolveNames(path: string, text: string): readonly ResolvedName[] {
  const parsed = parse(path, text);
  if (parsed.kind === 'error') throw new Error(`${path}: ${parsed.message}`);
  const parents = prepare(parsed.ast);
  const scopes = new ScopeIndex(parsed.ast);
  return referencesOf(parsed.ast)
    .filter((reference) => !isLeftOut(reference, parents))
    .map((reference) => resolve(reference, scopes));
}

/** Writes the `range` that scope-manager wants, and notes every node's parent, types included. */
function prepare(root: Node): ReadonlyMap<Node, Node> {
  const parents = new Map<Node, Node>();
  const visit = (node: Node): void => {
    node.range = [...spanOf(node)] as [number, number];
    for (const key of visitorKeys[node.type] ?? []) {
      const value = (node as unknown as Record<string, Node | (Node | null)[] | null | undefined>)[key];
      for (const child of Array.isArray(value) ? value : [value]) {
        if (!child) continue;
        parents.set(child, node);
        visit(child);
      }
    }
  };
  visit(root);
  return parents;
}

function referencesOf(ast: TSESTree.Program): readonly Reference[] {
  // In CommonJS the top level is the body of a function, so its names are no globals.
  const manager = analyze(ast, { globalReturn: ast.sourceType !== 'module', sourceType: ast.sourceType });
  return manager.scopes.flatMap((scope: Scope) => scope.references);
}

/** Types whose names stand for values in annotations: `typeof config`, `value is Config`, `{ [KEY]: string }`. */
const ANNOTATIONS: ReadonlySet<string> = new Set([
  'TSMethodSignature',
  'TSPropertySignature',
  'TSTypePredicate',
  'TSTypeQuery',
]);

/** Where we say less than TypeScript does, on purpose. */
function isLeftOut({ identifier, isValueReference, resolved }: Reference, parents: ReadonlyMap<Node, Node>): boolean {
  if (!isValueReference) return true;
  // `export { Shape }` of an interface: types have no variables here.
  if (resolved && resolved.defs.length > 0 && !resolved.isValueVariable) return true;
  // `enum Access { Read = 1, All = Read }`: members are known by their enum alone.
  if (resolved?.defs[0]?.node.type === 'TSEnumMember') return true;
  // Annotations aren't walked.
  for (let at = parents.get(identifier); at; at = parents.get(at)) if (ANNOTATIONS.has(at.type)) return true;
  return false;
}

function resolve({ identifier, resolved }: Reference, scopes: ScopeIndex): ResolvedName {
  const definitions = resolved?.defs ?? [];
  // `declare function warn(): void` alone says that the function is a global.
  const isGlobal = definitions.every(({ node }) => node.type === 'TSDeclareFunction');
  const expected = isGlobal ? [] : definitions.map(({ name }) => spanOf(name)[0]);
  const variable = scopes.variableOf(identifier);
  const actual = variable ? declaredAt(variable) : 'global';
  return {
    name: identifier.name,
    offset: spanOf(identifier)[0],
    expected,
    actual,
    agrees: actual === 'global' ? expected.length === 0 : expected.includes(actual),
  };
}

/** The offset of the identifier that declares a variable. */
function declaredAt({ declaration }: Variable): number {
  if ('local' in declaration) return spanOf(declaration.local)[0];
  return spanOf('id' in declaration && declaration.id ? declaration.id : declaration)[0];
}
