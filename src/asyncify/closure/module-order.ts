/** What an `await` at the top level of an ES module changes for others: modules that are imported beside it no longer wait for it. */
import { builtinModules } from 'node:module';
import type { Node } from '../../contracts.ts';
import { isFunction, spanOf, unwrap } from '../../syntax/node.ts';
import type { Obstacle } from '../decisions.ts';
import type { Analysis } from '../flow/analysis.ts';
import type { Load } from '../model/exports.ts';
import type { ModelFile } from '../model/model-file.ts';

const BUILTINS: ReadonlySet<string> = new Set(builtinModules);
const DECLARATIONS = /^(?:Import|Export|ImportSpecifier|ExportNamed|ExportAll)/;

/** Why the module may not wait at `node`; undefined where nobody would notice. */
export function moduleObstacle(analysis: Analysis, at: ModelFile, node: Node): Obstacle | undefined {
  const waiting = waitingWith(analysis, at);
  if (waiting.some((one) => analysis.publicApi.isEntry(one.path))) {
    const message = 'who loads the package with `require` gets an error where a module of it waits';
    return { code: 'barrier/public-api', message, node };
  }
  for (const one of waiting) {
    const effect = effectIn(one, one === at ? spanOf(node)[0] : 0);
    if (!effect || !hasLaterSibling(analysis, waiting, one)) continue;
    const where = one === at ? 'what is done here' : `what ${one.path} does`;
    return { code: 'hazard/order', message: `a module imported after this one would run before ${where}`, node };
  }
  return undefined;
}

/** The module and all that import it, which wait with it. */
function waitingWith({ program }: Analysis, first: ModelFile): readonly ModelFile[] {
  const found = new Set([first]);
  for (const at of found) {
    for (const { from, load } of program.importersOf(at.path)) if (isStatic(load)) found.add(from);
  }
  return [...found];
}

/** `import` and `export … from`; a type is no import. */
function isStatic({ node }: Load): boolean {
  return DECLARATIONS.test(node.type) && !('importKind' in node && node.importKind === 'type');
}

/** Whether something is imported after the module, or after one that imports it, which does not wait with it. */
function hasLaterSibling({ program }: Analysis, waiting: readonly ModelFile[], first: ModelFile): boolean {
  const delayed = new Set([first]);
  for (const at of delayed) {
    for (const { from, load } of program.importersOf(at.path)) {
      if (!isStatic(load)) continue;
      delayed.add(from);
      const start = spanOf(load.node)[0];
      const later = from.loads.filter((one) => isStatic(one) && spanOf(one.node)[0] > start);
      if (later.some((one) => runsEarlier(program.targetsOf(from, one), one, waiting))) return true;
    }
  }
  return false;
}

function runsEarlier(targets: readonly ModelFile[], { specifier = '' }: Load, waiting: readonly ModelFile[]): boolean {
  if (targets.length > 0) return targets.some((target) => !waiting.includes(target));
  return !specifier.startsWith('node:') && !BUILTINS.has(specifier);
}

/** The first statement at or behind the offset that may change what others see. */
function effectIn(at: ModelFile, offset: number): Node | undefined {
  return at.file.ast.body.find((statement) => spanOf(statement)[1] > offset && hasEffect(at, statement));
}

/** Blocks and the like may hold anything; what is done to a variable of the module stays in it. */
function hasEffect(at: ModelFile, statement: Node): boolean {
  if (statement.type === 'ExpressionStatement') {
    return typeof statement.directive !== 'string' && !isOwn(at, statement.expression);
  }
  const isPlain = statement.type === 'VariableDeclaration' || statement.type === 'EmptyStatement';
  return !isPlain && !isFunction(statement) && !/Declaration$|^TS/.test(statement.type);
}

/** `app.use(…)`, `counts.total = 0` where the module itself made `app` and `counts`. */
function isOwn(at: ModelFile, node: Node): boolean {
  const inner = unwrap(node);
  switch (inner.type) {
    case 'CallExpression':
      return unwrap(inner.callee).type === 'MemberExpression' && isOwn(at, inner.callee);
    case 'AssignmentExpression':
      return isOwn(at, inner.left);
    case 'MemberExpression':
      return isOwn(at, inner.object);
    case 'Identifier': {
      const kind = at.file.variableOf(inner)?.kind;
      return kind === 'const' || kind === 'let' || kind === 'var' || kind === 'class';
    }
    default:
      return false;
  }
}
