/** Files that a `.perfmigignore` leaves out. What `.gitignore` names is linted where somebody has it linted. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isIgnored, withIgnoreFiles, type IgnoreRules } from '../project/ignore-rules.ts';
import { isInside } from '../project/paths.ts';
import { upToGitRoot } from '../project/root.ts';
import type { FilePlace } from './file-place.ts';

const NAME = '.perfmigignore';

/** What holds inside a folder. */
interface FolderRules {
  readonly rules: IgnoreRules;
  /** The folder itself is left out, or one around it is. */
  readonly isLeftOut: boolean;
}

/** Reads each folder's file once; one that changes is read when the linter starts again. */
export class IgnoredFiles {
  readonly #folders = new Map<string, FolderRules>();

  /** Whether a file or a folder it lies in is left out. */
  has({ root, path }: FilePlace): boolean {
    const file = join(root, path);
    const { rules, isLeftOut } = this.#inside(dirname(file), upToGitRoot(root)[0] ?? root);
    return isLeftOut || (rules.length > 0 && isIgnored(rules, file, 'file'));
  }

  #inside(folder: string, top: string): FolderRules {
    const known = this.#folders.get(folder);
    if (known) return known;
    const isTop = folder === top || !isInside(top, folder) || dirname(folder) === folder;
    const around = isTop ? { rules: [], isLeftOut: false } : this.#inside(dirname(folder), top);
    const isLeftOut = around.isLeftOut || (around.rules.length > 0 && isIgnored(around.rules, folder, 'folder'));
    const names = existsSync(join(folder, NAME)) ? [NAME] : [];
    const found = { rules: withIgnoreFiles(around.rules, folder, { root: top, failures: [], names }), isLeftOut };
    this.#folders.set(folder, found);
    return found;
  }
}
