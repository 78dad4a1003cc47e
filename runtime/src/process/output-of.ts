/** From how a child ended to what it printed, or to an error. */
import type { SpawnSyncReturns } from 'node:child_process';

/** What a child that ended well printed; where it didn't, what `execSync` throws is thrown. */
export function outputOf<Output extends string | Buffer>(
  result: SpawnSyncReturns<Output>,
  command: string,
  showsErrors: boolean,
): Output {
  // A child that never started, or whose errors go elsewhere, has none here.
  const errors = (result.stderr as Output | null) || '';
  if (showsErrors && errors.length > 0) process.stderr.write(errors);
  if (result.error) throw Object.assign(result.error, result);
  if (result.status === 0) return result.stdout;
  const shown = errors.length > 0 ? `\n${errors.toString()}` : '';
  throw Object.assign(new Error(`Command failed: ${command}${shown}`), result);
}
