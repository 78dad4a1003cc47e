/** A tree with changes of its own is no place for a codemod: nobody could tell the two apart. */
import { TreeError } from '../../project/errors.ts';
import { treeState } from '../../project/tree-state.ts';

/** Files named in the message. */
const MOST_NAMED = 3;

/**
 * Looks at the repository around `root`; what it returns are warnings.
 * @throws {TreeError} where it has uncommitted changes
 */
export async function checkTree(root: string, allowDirty: boolean): Promise<readonly string[]> {
  const state = await treeState(root);
  if (state.kind === 'no-git') return [`${state.reason}, so \`perfmig undo\` is the one way back`];
  if (state.kind === 'clean' || allowDirty) return [];
  const named = state.paths.slice(0, MOST_NAMED).join(', ');
  const more = state.paths.length > MOST_NAMED ? ` and ${state.paths.length - MOST_NAMED} more` : '';
  throw new TreeError(`uncommitted changes in ${named}${more}: commit or stash them first, or add --allow-dirty`);
}
