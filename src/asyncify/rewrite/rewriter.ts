/** All that `rewrite/` gives, as the analysis asks for it. */
import type { Node, SourceFile } from '../../contracts.ts';
import type { Obstacle, Rewriter } from '../decisions.ts';
import { canAwaitAt } from './can-await.ts';
import { rewriteFile } from './file.ts';
import { functionObstacle } from './function-obstacle.ts';
import { expectationAt } from '../tests/expectation.ts';
import { iterationOf } from './iteration.ts';
import { twinOf } from './twin-of.ts';

export const rewriter: Rewriter = { twinOf, canAwaitAt, functionObstacle, iterationOf: takerObstacle, rewriteFile };

/** Why a call that used a function's result at once can't wait for it. */
function takerObstacle(file: SourceFile, call: Node): Obstacle | undefined {
  return expectationAt(file, call) ? undefined : iterationOf(file, call);
}
