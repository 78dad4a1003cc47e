/** What `perfmig ci` does: compare, print, tell the build server, and post where that is asked for. */
import { compareCommits, type CiResult } from '../bot/ci.ts';
import { readComparison } from '../bot/post/from-file.ts';
import { codemodOf } from '../catalog/mends.ts';
import { rules } from '../catalog/rules.ts';
import { UsageError } from '../project/errors.ts';
import type { CiJson } from '../reporters/ci-json.ts';
import { useCache } from './cached.ts';
import { checkFolders, parseOutputs } from './outputs.ts';
import { tellBuildServer } from './ci/build-server.ts';
import { ciFormats, printCi } from './ci/formats.ts';
import { post } from './ci/post.ts';
import type { CiFlags } from './ci.ts';
import { configOf } from './configured.ts';
import { OK, OVER_LIMIT } from './exit-codes.ts';
import { trackProgress } from './progress.ts';
import { tell } from './streams.ts';

/**
 * Runs the command.
 * @returns the exit code
 * @throws {UsageError | ConfigError | OutputError}
 */
export async function runCi(paths: readonly string[], flags: CiFlags, signal: AbortSignal): Promise<number> {
  checkUsage(paths, flags);
  if (flags.from !== undefined) return postFile(flags.from, flags);
  const outputs = parseOutputs(flags.format ?? ['markdown'], ciFormats);
  checkFolders(outputs);
  const result = await compared(paths, flags, signal);
  for (const output of outputs) await printCi(output, result, flags);
  tellBuildServer(result.data, process.env);
  await post(result.data, flags, process.env, true);
  return exitCodeFor(result.data);
}

/** The job that found it has judged it; this one only posts. */
async function postFile(path: string, flags: CiFlags): Promise<number> {
  const data = readComparison(path);
  tellBuildServer(data, process.env);
  await post(data, flags, process.env, false);
  return OK;
}

function checkUsage(paths: readonly string[], { from, post: where }: CiFlags): void {
  if (from === undefined) return;
  if (where === undefined) throw new UsageError('--from only posts; say where with --post github or --post gitlab');
  if (paths.length > 0) throw new UsageError('--from posts what the file says; it takes no paths');
}

async function compared(paths: readonly string[], flags: CiFlags, signal: AbortSignal): Promise<CiResult> {
  const progress = trackProgress(process.stderr, signal);
  const cache = useCache(flags);
  const { base, head, failOn, minScore, maxIssues = 0 } = flags;
  const result = await compareCommits({
    ...{ cwd: process.cwd(), paths, rules, knownRules: rules.map(({ id }) => id), codemodOf },
    ...{ base, head, env: process.env, policy: { failOn, minScore, maxIssues } },
    ...{ baseline: flags.baseline, config: configOf(flags), onProgress: progress.update, signal, ...cache.options },
  }).finally(progress.stop);
  cache.report();
  return result;
}

function exitCodeFor({ verdict }: CiJson): number {
  if (!verdict.failed) return OK;
  tell(`${verdict.reason} (--fail-on ${verdict.failOn})`);
  return OVER_LIMIT;
}
