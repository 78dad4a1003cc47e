/** The gate of our own edges: no use of a function made async is left that nobody waits for. */
import type { CodemodOptions, Plan, PlannedFile, ProjectFiles, SourceFile, Types } from '../../contracts.ts';
import { HINTS } from '../../asyncify/hints.ts';
import { isVendored } from '../../additions/vendored-files.ts';
import { recheck, type Leftover, type ProgramInput } from '../../asyncify/recheck/recheck.ts';
import { isSourceName } from '../../project/source-names.ts';
import type { Originals } from '../plan/derive.ts';
import { readTree } from '../read-tree.ts';
import type { Fault, Gate } from './gate.ts';

/** What the gate has to know of the run. */
export interface UnawaitedOptions {
  readonly project: ProjectFiles;
  readonly options: CodemodOptions;
  readonly originals: Originals;
  /** What was told while the plan was made. */
  readonly types?: Types;
  readonly signal?: AbortSignal;
}

/** Makes the gate; files whose text is the same are parsed once. */
export function unawaitedGate({ project, options, originals, types, signal }: UnawaitedOptions): Gate {
  const trees = new Trees();
  return (plan) => {
    if (!plan.files.some(promisesMore)) return [];
    const texts = new Map(plan.files.map(({ path, after }) => [path, after] as const));
    const input = (program: readonly string[], read: Originals): ProgramInput => ({
      project: { ...project, program },
      ...{ options, read, parse: (path) => trees.get(path, read(path)) },
      ...(types && { types }),
      ...(signal && { signal }),
    });
    const created = plan.files.filter(
      ({ path, before }) => before === undefined && isSourceName(nameOf(path)) && !isVendored(path),
    );
    const before = input(project.program, originals);
    const after = input(
      [...project.program, ...created.map(({ path }) => path)].sort(),
      (path) => texts.get(path) ?? originals(path),
    );
    return recheck(plan.files, before, after).map((left) => faultOf(left, plan));
  };
}

/** Codemods that have nothing to do with promises need no such check. */
function promisesMore({ path, before = '', after }: PlannedFile): boolean {
  if (isVendored(path)) return false;
  const count = (text: string): number => text.split(/\b(?:async|await|promises|promisify)\b/).length;
  return count(after) > count(before);
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Charged to the units that change the file of the call, or that of what it calls. */
function faultOf({ path, line, message, callee }: Leftover, { files }: Plan): Fault {
  const units = files.filter((file) => file.path === path || file.path === callee).flatMap((file) => file.units);
  return {
    units: [...new Set(units)],
    reason: {
      code: 'gate/unawaited',
      message: `in the new text of ${path}, line ${line}: ${message}`,
      hint: HINTS['gate/unawaited'],
    },
  };
}

/** The last tree of each file's texts, before and after. */
class Trees {
  readonly #known = new Map<string, Map<string, SourceFile | undefined>>();

  get(path: string, text: string | undefined): SourceFile | undefined {
    if (text === undefined) return undefined;
    let ofPath = this.#known.get(path);
    if (!ofPath) this.#known.set(path, (ofPath = new Map<string, SourceFile | undefined>()));
    if (ofPath.has(text)) return ofPath.get(text);
    const tree = readTree(path, text);
    const file = tree.kind === 'file' ? tree.file : undefined;
    ofPath.set(text, file);
    return file;
  }
}
