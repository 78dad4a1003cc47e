/** Calls at the top level of a module, which no function awaits. */
import type { Node } from '../../contracts.ts';
import type { Analysis } from '../flow/analysis.ts';
import type { ModelFile } from '../model/model-file.ts';

/** `awaits` where the top level may await, `ignores` where nothing waits for the call and nothing needs to. */
export type TopLevel = 'awaits' | 'ignores' | 'refused';

/** What can be done about a call at the top level. */
export function topLevelOf(analysis: Analysis, at: ModelFile, node: Node): TopLevel {
  if (allowsTopLevelAwait(analysis, at)) return 'awaits';
  return isLastStatement(node) && !isLoadedByOthers(analysis, at) ? 'ignores' : 'refused';
}

/** An ES module by name, package or syntax that nobody loads with `require`. */
export function allowsTopLevelAwait(analysis: Analysis, at: ModelFile): boolean {
  if (!isEsModule(analysis, at)) return false;
  return analysis.program.importersOf(at.path).every(({ load }) => load.node.type !== 'CallExpression');
}

/** How Node, or the build, reads the file. */
export function isEsModule({ program }: Analysis, at: ModelFile): boolean {
  const extension = /\.([cm]?)[jt]sx?$/.exec(at.path)?.[1];
  if (extension === 'm') return true;
  if (extension === 'c') return false;
  const folders = program.config.packages.filter(({ folder }) => folder === '.' || at.path.startsWith(`${folder}/`));
  const nearest = folders.sort((a, b) => b.folder.length - a.folder.length)[0];
  return nearest?.type === 'module';
}

/** A call whose value nobody uses, at the very end of a script. */
function isLastStatement(node: Node): boolean {
  const statement = node.parent;
  if (statement?.type !== 'ExpressionStatement' || statement.parent.type !== 'Program') return false;
  const running = statement.parent.body.filter(({ type }) => type !== 'FunctionDeclaration');
  return running.at(-1) === statement;
}

function isLoadedByOthers({ program }: Analysis, at: ModelFile): boolean {
  return program.importersOf(at.path).length > 0;
}
