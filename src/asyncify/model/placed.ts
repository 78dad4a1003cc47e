/** A function in its file. */
import type { FunctionNode } from '../../contracts.ts';
import type { ModelFile } from './model-file.ts';

export interface PlacedFunction {
  readonly in: ModelFile;
  readonly node: FunctionNode;
}
