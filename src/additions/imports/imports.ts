/** The import lines of a file of which only the text is at hand. */
import type { Edit } from '../../contracts.ts';
import { parse } from '../../syntax/parse.ts';
import type { ImportNeed } from '../import-need.ts';
import { importEdits } from './import-edits.ts';

/** The edits of a file's import lines, from the original text and all needs that are left. */
export function finishImports(path: string, text: string, needs: readonly ImportNeed[]): readonly Edit[] {
  const parsed = parse(path, text);
  return parsed.kind === 'error' ? [] : importEdits({ path, text, ...parsed }, needs);
}
