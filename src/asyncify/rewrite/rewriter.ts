/** All that `rewrite/` gives, as the analysis asks for it. */
import type { Rewriter } from '../decisions.ts';
import { canAwaitAt } from './can-await.ts';
import { rewriteFile } from './file.ts';
import { functionObstacle } from './function-obstacle.ts';
import { iterationOf } from './iteration.ts';
import { twinOf } from './twin-of.ts';

export const rewriter: Rewriter = { twinOf, canAwaitAt, functionObstacle, iterationOf, rewriteFile };
