/** One parsed file behind the interface rules see. */
import type { TSESTree } from '@typescript-eslint/types';
import type { ApiPath, FunctionNode, Node, NodeOfType, NodeType, SourceFile, Span, Variable } from '../contracts.ts';
import type { Comment } from './comment.ts';
import { functionOf, spanOf } from './node.ts';
import { Origins, type ImportAliases } from './origin.ts';
import { ScopeIndex } from './scope.ts';

const NO_ALIASES: ImportAliases = new Map();

/** What `createSourceFile` gives beyond the contract, for the program's own facts. */
export interface ParsedFile extends SourceFile {
  /** The name a member expression reads, constants folded. */
  memberName(node: TSESTree.MemberExpression): string | undefined;
  /** In the order of the text. */
  comments(): readonly Comment[];
  /** A name declared or imported at the top level. */
  moduleVariable(name: string): Variable | undefined;
}

/** What a tree doesn't tell. */
export interface FileExtras {
  /** What the project's own modules hand on from outside it, by `specifier#name`; known only once the program is linked. */
  readonly aliases?: ImportAliases | undefined;
  /** In the order of the text. Default: none. */
  readonly comments?: () => readonly Comment[];
}

class ParsedSource implements ParsedFile {
  readonly path: string;
  readonly text: string;
  readonly ast: TSESTree.Program;
  readonly #scopes: ScopeIndex;
  readonly #origins: Origins;
  readonly #comments: FileExtras['comments'];

  constructor(path: string, text: string, ast: TSESTree.Program, { aliases = NO_ALIASES, comments }: FileExtras) {
    this.path = path;
    this.text = text;
    this.ast = ast;
    this.#scopes = new ScopeIndex(ast);
    this.#origins = new Origins(this.#scopes, aliases);
    this.#comments = comments;
  }

  nodes<Type extends NodeType>(type: Type): readonly NodeOfType<Type>[] {
    return this.#scopes.nodes(type) as readonly NodeOfType<Type>[];
  }

  textOf(node: Node): string {
    return this.text.slice(...spanOf(node));
  }

  spanOf(node: Node): Span {
    return spanOf(node);
  }

  variableOf(identifier: TSESTree.Identifier | TSESTree.JSXIdentifier): Variable | undefined {
    return this.#scopes.variableOf(identifier);
  }

  apiOf(node: Node): ApiPath | undefined {
    return this.#origins.of(node);
  }

  calleeOf(call: TSESTree.CallExpression | TSESTree.NewExpression): ApiPath | undefined {
    return this.#origins.ofCallee(call);
  }

  functionOf(node: Node): FunctionNode | undefined {
    return functionOf(node);
  }

  memberName(node: TSESTree.MemberExpression): string | undefined {
    return this.#origins.memberName(node);
  }

  comments(): readonly Comment[] {
    return this.#comments?.() ?? [];
  }

  moduleVariable(name: string): Variable | undefined {
    return this.#scopes.moduleVariable(name);
  }
}

/** Indexes a tree. */
export function createSourceFile(
  path: string,
  text: string,
  ast: TSESTree.Program,
  extras: FileExtras = {},
): ParsedFile {
  return new ParsedSource(path, text, ast, extras);
}
