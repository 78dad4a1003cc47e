/** Writes a plan, with everything that may go wrong: in the end all of it is there, or nothing. */
import { join } from 'node:path';
import type { Plan, Unit } from '../../contracts.ts';
import { PerfmigError, reasonOf, TreeError } from '../../project/errors.ts';
import { cooperate } from '../cooperate.ts';
import { derivePlan, type Finishers } from '../plan/derive.ts';
import type { OriginalFiles } from '../plan/original.ts';
import { Journal } from './journal.ts';
import { takeLock } from './lock.ts';
import { makeStateFolder } from './state-folder.ts';
import { hashAt, realTarget } from './target.ts';
import { Transaction, type Contents, type TransactionPlace } from './transaction.ts';

/** Judges trees by the user's own command. */
export interface Verifier {
  /** Looks at the tree as it is before anything is written. */
  before(): Promise<void>;
  /** Makes trees of some of the units and keeps those that are no worse; returns all with their outcome. */
  settle(units: readonly Unit[], tryUnits: (units: readonly Unit[]) => Promise<void>): Promise<readonly Unit[]>;
}

export interface Commission extends TransactionPlace {
  readonly codemods: readonly string[];
  readonly plan: Plan;
  readonly originals: OriginalFiles;
  readonly finishers: Finishers;
  readonly verifier?: Verifier;
  readonly signal?: AbortSignal;
}

/**
 * Writes the plan's files and returns its units, `applied` or `rolled-back`.
 * @throws {TreeError} where a file is no longer what the plan was made from, or an earlier apply was interrupted
 * @throws {BusyError} where another perfmig is at work
 * @throws {PerfmigError} where a file can't be written; everything is then as it was
 */
export async function commit(commission: Commission): Promise<readonly Unit[]> {
  const { fs, state, verifier, signal } = commission;
  makeStateFolder(fs, state);
  const lock = await takeLock(fs, state);
  try {
    checkJournal(new Journal(fs, state));
    checkUnchanged(commission);
    await verifier?.before();
    signal?.throwIfAborted();
    return await write(commission);
  } finally {
    lock.release();
  }
}

function checkJournal(journal: Journal): void {
  const open = journal.entries().find(({ status }) => status === 'writing');
  if (!open) return;
  throw new TreeError(
    `the apply of ${open.started} was interrupted; \`perfmig undo\` restores its files, then run this again`,
  );
}

function checkUnchanged({ root, plan, originals }: Commission): void {
  const paths = plan.units.flatMap(({ status, dependsOn = [] }) => (status === 'planned' ? dependsOn : []));
  for (const path of new Set([...paths, ...plan.files.map((file) => file.path)])) {
    const hash = originals.get(path)?.hash ?? null;
    if (hashAt(realTarget(root, path)) === hash) continue;
    throw new TreeError(`${path} was changed while the plan was made, so nothing was written; run it again`);
  }
}

async function write(commission: Commission): Promise<readonly Unit[]> {
  const { plan, originals, codemods, signal } = commission;
  const paths = plan.files.map(({ path }) => path);
  const transaction = begin(commission, () =>
    Transaction.begin(commission, { codemods, units: plan.units }, paths, originals),
  );
  const stop = (): void => void transaction.rollBack();
  signal?.addEventListener('abort', stop);
  try {
    const units = await settle(commission, transaction);
    if (units.some(({ status }) => status === 'applied')) transaction.finish(units);
    else transaction.rollBack();
    return units;
  } catch (error) {
    throw rolledBack(error, transaction, commission.root);
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}

function begin({ state }: Commission, work: () => Transaction): Transaction {
  try {
    return work();
  } catch (error) {
    if (error instanceof PerfmigError) throw error;
    throw new PerfmigError(`can't write the journal in ${state}: ${reasonOf(error)}; nothing was changed`, {
      cause: error,
    });
  }
}

async function settle(commission: Commission, transaction: Transaction): Promise<readonly Unit[]> {
  const { plan, originals, finishers, verifier, signal } = commission;
  const make = async (units: readonly Unit[]): Promise<void> => {
    const contents = contentsOf(plan, derivePlan(units, originals.text, finishers), originals);
    await cooperate(transaction.write(contents), contents.size, { ...(signal && { signal }) });
    signal?.throwIfAborted();
  };
  await make(plan.units);
  const settled = verifier ? await verifier.settle(plan.units, make) : plan.units;
  return settled.map((unit) => (unit.status === 'planned' ? { ...unit, status: 'applied' } : unit));
}

/** What every file of the whole plan holds when only some of its units are made. */
function contentsOf(whole: Plan, part: Plan, originals: OriginalFiles): Contents {
  const after = new Map(part.files.map((file) => [file.path, file.after]));
  return new Map(
    whole.files.map(({ path, before }) => {
      const text = after.get(path) ?? before;
      return [path, text === undefined ? null : originals.bytesFor(path, text)];
    }),
  );
}

/** Puts everything back and says what went wrong. */
function rolledBack(error: unknown, transaction: Transaction, root: string): unknown {
  const reason = error instanceof PerfmigError ? error.message : `can't write: ${reasonOf(error)}`;
  try {
    const { left } = transaction.rollBack();
    if (error instanceof DOMException && error.name === 'AbortError') return error;
    const rest =
      left.length === 0 ? 'nothing was changed' : `all was put back but ${left.join(', ')}, edited meanwhile`;
    return new TreeError(`${reason}; ${rest}`, { cause: error });
  } catch (second) {
    const why = `${reason}; and not all files of ${join(root)} could be put back: ${reasonOf(second)}`;
    return new PerfmigError(`${why}; mend that, then \`perfmig undo\` restores them`, { cause: error });
  }
}
