/** A stub of a test that has to follow what it stands for. */
import type { ApiPath, Edit, FunctionNode, Node } from '../../../contracts.ts';
import type { ModelFile } from '../../model/model-file.ts';

/** What changes in a test for one stub. */
export interface Stub {
  readonly in: ModelFile;
  /** The call or member that makes it: sites whose stubs are one are one unit. */
  readonly node: Node;
  readonly edits: readonly Edit[];
  /** Functions that run in place of the real one; they become async. */
  readonly functions: readonly FunctionNode[];
  /** The synchronous API it replaced; undefined where it stands for a function of the program. */
  readonly api?: ApiPath;
  /** The whole module is another: what is imported from elsewhere, as from `fs/promises`, is not. */
  readonly ofModule?: true;
}

/** What is to be done for a stub, as it is found out. */
export class StubChanges {
  readonly edits: Edit[] = [];
  readonly functions: FunctionNode[] = [];
  /** The property of a module's substitute that the stub is the value of. */
  holder: Node | undefined;
  /** What was looked at: a variable that holds a stub leads back to it. */
  readonly seen: Set<Node> = new Set();
}
