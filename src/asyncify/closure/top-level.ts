/** Calls at the top level of a module, which no function awaits. */
import { isModulePath } from '../../additions/project-shape.ts';
import type { Node } from '../../contracts.ts';
import { ancestors, isWithin } from '../../syntax/node.ts';
import type { Obstacle } from '../decisions.ts';
import type { Analysis } from '../flow/analysis.ts';
import type { ModelFile } from '../model/model-file.ts';
import { moduleObstacle } from './module-order.ts';

/** `main` where the body may move into an async one, `awaits` where the top level may await, `ignores` where nothing waits for the call and nothing needs to. */
export type TopLevel = 'awaits' | 'ignores' | 'main' | 'refused' | Obstacle;

/** What can be done about a call at the top level; a site needs an `await`, even the last one. */
export function topLevelOf(analysis: Analysis, at: ModelFile, node: Node, isSite = false): TopLevel {
  if (allowsTopLevelAwait(analysis, at)) return moduleObstacle(analysis, at, node) ?? 'awaits';
  if (!isSite && isLastStatement(node) && (!isLoadedByOthers(analysis, at) || isGuarded(at, node))) return 'ignores';
  if (isEsModule(analysis, at)) return 'refused';
  const main = analysis.scriptMain(at);
  return main === 'script' ? 'main' : main === 'no' ? 'refused' : main;
}

/** An ES module by name, package or syntax that nobody loads with `require`. */
export function allowsTopLevelAwait(analysis: Analysis, at: ModelFile): boolean {
  if (!isEsModule(analysis, at)) return false;
  return analysis.program.importersOf(at.path).every(({ load }) => load.node.type !== 'CallExpression');
}

/** How Node, or the build, reads the file. */
export function isEsModule({ program }: Analysis, at: ModelFile): boolean {
  return isModulePath(program.shape, at.path);
}

/** A call whose value nobody uses, at the very end of a script, or of an `if` that stands there. */
function isLastStatement(node: Node): boolean {
  return node.parent?.type === 'ExpressionStatement' && isLast(node.parent);
}

function isLast(statement: Node): boolean {
  const { parent } = statement;
  switch (parent?.type) {
    case 'Program':
      return parent.body.filter(({ type }) => type !== 'FunctionDeclaration').at(-1) === statement;
    case 'BlockStatement':
      return parent.body.at(-1) === statement && parent.parent.type === 'IfStatement' && isLast(parent.parent);
    case 'IfStatement':
      return isLast(parent);
    default:
      return false;
  }
}

/** Below `if (require.main === module)`, who loads the module doesn't come by. */
function isGuarded(at: ModelFile, node: Node): boolean {
  return [...ancestors(node)].some(
    (one) =>
      one.type === 'IfStatement' &&
      isWithin(node, one.consequent) &&
      /^(?:require\.main === module|module === require\.main)$/.test(at.file.textOf(one.test)),
  );
}

function isLoadedByOthers({ program }: Analysis, at: ModelFile): boolean {
  return program.importersOf(at.path).length > 0;
}
