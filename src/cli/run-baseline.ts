/** What `perfmig baseline` does: analyse, then write, prune or check the file. */
import { relative } from 'node:path';
import { rules } from '../catalog/rules.ts';
import { sizeOf } from '../engine/baseline.ts';
import { baselineText } from '../engine/baseline-file.ts';
import { renewBaseline, type Renewal } from '../engine/renew-baseline.ts';
import { UsageError } from '../project/errors.ts';
import { escapeControl } from '../reporters/escape.ts';
import { count } from '../reporters/words.ts';
import type { BaselineFlags } from './baseline.ts';
import { useCache } from './cached.ts';
import { chooseRules } from './choose-rules.ts';
import { configOf } from './configured.ts';
import { OK, OVER_LIMIT } from './exit-codes.ts';
import { trackProgress } from './progress.ts';
import { tell, writeOut } from './streams.ts';
import { writeFileAtomically } from './write-file.ts';

/**
 * Runs the command.
 * @returns the exit code
 * @throws {UsageError | OutputError}
 */
export async function runBaseline(
  paths: readonly string[],
  flags: BaselineFlags,
  signal: AbortSignal,
): Promise<number> {
  const progress = trackProgress(process.stderr, signal);
  const cache = useCache(flags);
  const renewal = await renewBaseline({
    ...{
      cwd: process.cwd(),
      paths,
      rules: chooseRules(rules, flags.rule ?? []),
      knownRules: rules.map(({ id }) => id),
    },
    ...{ file: flags.baseline, takeIn: flags.prune !== true, onProgress: progress.update, signal },
    config: configOf(flags),
    ...cache.options,
  }).finally(progress.stop);
  cache.report();
  const name = relative(process.cwd(), renewal.file);
  checkUsage(name, renewal, flags);
  const lost = renewal.failures.filter(({ stage }) => stage !== 'skip').length;
  // What can't be read can't be taken in, and would be reported as new once it can.
  if (lost > 0) tell(`${count(lost, 'file')} not fully analysed; perfmig analyze names them`);
  if (flags.check === true) return check(name, renewal);
  writeFileAtomically(renewal.file, baselineText(renewal.entries));
  await writeOut(`${escapeControl(whatWasDone(name, renewal, flags))}\n`);
  return OK;
}

function checkUsage(name: string, { old }: Renewal, { update, prune, check: isCheck }: BaselineFlags): void {
  const asked = [update && '--update', prune && '--prune', isCheck && '--check'].find(
    (flag) => typeof flag === 'string',
  );
  if (old === undefined && (prune === true || isCheck === true)) {
    throw new UsageError(`no such baseline: ${name}; perfmig baseline writes one`);
  }
  if (old !== undefined && asked === undefined) {
    throw new UsageError(
      `${name} is there already: --update takes in new findings too, --prune only drops stale entries`,
    );
  }
}

async function check(name: string, { stale }: Renewal): Promise<number> {
  const lines = stale.map(({ path, finding }) => `stale: ${path}: ${finding}`);
  if (stale.length === 0) lines.push(`${name} has no stale entries`);
  await writeOut(`${lines.map(escapeControl).join('\n')}\n`);
  if (stale.length === 0) return OK;
  tell(`${count(stale.length, 'stale entry', 'stale entries')} in ${name}; perfmig baseline --prune drops them`);
  return OVER_LIMIT;
}

function whatWasDone(name: string, { entries, fresh, stale }: Renewal, { prune }: BaselineFlags): string {
  const holds = `${name}: ${count(sizeOf(entries), 'finding')}`;
  const dropped = `${stale.length.toLocaleString('en-US')} dropped`;
  return prune === true
    ? `${holds} kept, ${dropped}; ${count(fresh, 'new finding')} not taken in`
    : `${holds}, ${fresh.toLocaleString('en-US')} of them new, ${dropped}`;
}
