/** Asks Microsoft's SARIF Multitool for an opinion, with the rules GitHub's code scanning goes by. */
import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const require = createRequire(import.meta.url);
/** The path of the program, which lies beside the official schema. */
const PROGRAM = require('@microsoft/sarif-multitool') as string;

/** The official JSON Schema of SARIF 2.1.0. */
export const SARIF_SCHEMA = JSON.parse(readFileSync(join(dirname(PROGRAM), 'sarif-2.1.0.json'), 'utf8')) as object;

/** What it says of a log: lines of errors and warnings. It exits with 0 whatever it says, so its words are read. */
export async function multitoolWords(log: string): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'perfmig-sarif-'));
  const file = join(folder, 'log.sarif');
  try {
    writeFileSync(file, log);
    // Its own install script does this, which is not run everywhere.
    chmodSync(PROGRAM, 0o755);
    const options = ['--rule-kind', 'Sarif;Ghas', '--level', 'Error;Warning', '--output', join(folder, 'out.sarif')];
    const env = { ...process.env, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1' };
    const { stdout } = await promisify(execFile)(PROGRAM, ['validate', file, ...options], { env });
    if (!stdout.includes('1 files scanned')) throw new Error(`the SARIF Multitool did not scan: ${stdout}`);
    return stdout.split('\n').filter((line) => / (?:error|warning) \w+:/.test(line));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
