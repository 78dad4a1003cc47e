/** Follows exported names to the files that import them. */
import type { TSESTree } from '@typescript-eslint/types';
import { keyName } from '../../syntax/node.ts';
import { entryFiles, isScript } from '../model/entry-files.ts';
import { WHOLE } from '../model/exports.ts';
import type { ModelFile } from '../model/model-file.ts';
import type { Importer } from '../model/program.ts';
import type { Analysis } from './analysis.ts';
import type { Certainty } from './uses.ts';
import type { ValueWalk } from './walk.ts';

/** Exports of one program. */
export class ExportFlow {
  readonly #analysis: Analysis;
  #entryFiles: ReadonlySet<string> | undefined;

  constructor(analysis: Analysis) {
    this.#analysis = analysis;
  }

  /** Goes on wherever `name` of the file is imported. */
  follow(walk: ValueWalk, at: ModelFile, name: string, certainty: Certainty): void {
    const { program } = this.#analysis.resolver;
    if (this.#analysis.publicApi.isPublic(at.path, name)) {
      const message = `exported from the package${name === WHOLE ? '' : ` as \`${name}\``}`;
      walk.out.refuse(walk.fn.in, walk.fn.node, 'barrier/public-api', message, certainty);
    }
    const importers = program.importersOf(at.path);
    let byMember = false;
    for (const importer of importers) {
      byMember = this.#import(walk, importer, at, name, importer.isGuess ? 'possible' : certainty) || byMember;
    }
    // The file itself may call `exports.name()`.
    const isOwnMember = !at.exports.isModule && name !== WHOLE;
    if (byMember || isOwnMember) walk.property(at, name, { kind: 'module', in: at }, walk.fn.node, certainty);
    this.checkLoaded(walk, at, name, certainty);
  }

  /** Of something exported that has the function: if nobody is seen to load the file, somebody else does. */
  checkLoaded({ out, fn }: ValueWalk, at: ModelFile, name: string, certainty: Certainty): void {
    if (this.#analysis.program.importersOf(at.path).length > 0) return;
    if (at.kind === 'test') {
      out.taken.set(fn.node, { ...fn, certainty, taker: 'test' });
      return;
    }
    // A file of `export *` alone that nobody loads is where a build begins.
    const isBarrel = at.exports.names.size === 0;
    if (isBarrel || this.#entries().has(at.path)) return;
    const { blindLoads } = this.#analysis.program;
    const blind = blindLoads.find(({ from }) => from.kind !== 'test' && from.kind !== 'build');
    if (blind) {
      const message = 'a module loaded here by a computed name may be the one that exports it';
      out.refuse(blind.from, blind.load.node, 'barrier/unresolved-call', message, 'possible');
    } else if (!isScript(this.#analysis.resolver, at)) {
      const shown = name === WHOLE ? '' : ` as \`${name}\``;
      const message = `exported${shown} from a file that nobody in the program loads: whoever does may call it`;
      out.refuse(fn.in, fn.node, 'barrier/escapes', message, certainty);
    }
  }

  #entries(): ReadonlySet<string> {
    return (this.#entryFiles ??= entryFiles(this.#analysis.program));
  }

  /** Whether members of the module as a whole may be read. */
  #import(walk: ValueWalk, { from, load }: Importer, at: ModelFile, name: string, certainty: Certainty): boolean {
    const { node } = load;
    switch (node.type) {
      case 'ImportDeclaration':
        return this.#declaration(walk, from, node, at, name, certainty);
      case 'ExportNamedDeclaration':
        for (const { local, exported } of node.specifiers) {
          const imported = keyName(local, false) ?? 'default';
          if (isName(imported, name, at)) walk.exported(from, keyName(exported, false) ?? '*', certainty);
        }
        return false;
      case 'ExportAllDeclaration':
        if (node.exported) return true;
        if (name !== 'default' && name !== WHOLE) walk.exported(from, name, certainty);
        return false;
      case 'TSImportEqualsDeclaration': {
        if (name !== WHOLE) return true;
        const variable = from.file.variableOf(node.id);
        if (variable) walk.variable(from, variable, certainty);
        return false;
      }
      default:
        if (name !== WHOLE) return true;
        if (node.type === 'ImportExpression') {
          walk.out.refuse(from, node, 'barrier/unresolved-call', 'loaded with `import()`', 'possible');
        } else walk.value(from, node, certainty);
        return false;
    }
  }

  #declaration(
    walk: ValueWalk,
    from: ModelFile,
    node: TSESTree.ImportDeclaration,
    at: ModelFile,
    name: string,
    certainty: Certainty,
  ): boolean {
    let byMember = false;
    for (const specifier of node.specifiers) {
      const imported = specifier.type === 'ImportSpecifier' ? (keyName(specifier.imported, false) ?? '*') : 'default';
      const isWhole = specifier.type === 'ImportNamespaceSpecifier';
      if (isWhole ? name === WHOLE : isName(imported, name, at)) {
        const variable = from.file.variableOf(specifier.local);
        if (variable) walk.variable(from, variable, certainty);
      } else if (isWhole || (imported === 'default' && !at.exports.isModule)) byMember = true;
    }
    return byMember;
  }
}

/** The default of a CommonJS module is all it exports. */
function isName(imported: string, name: string, at: ModelFile): boolean {
  return imported === name || (imported === 'default' && name === WHOLE && !at.exports.isModule);
}
