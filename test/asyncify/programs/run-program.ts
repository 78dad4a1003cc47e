/** Runs a program in a folder of its own. */
import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Files, ProgramCase } from './program-case.ts';

const MODULES = join(import.meta.dirname, '../../../node_modules');
const TEST_GLOBALS = pathToFileURL(join(import.meta.dirname, 'test-globals.mjs')).href;
const LONGEST_MS = 20_000;

/** What can be seen of a run. */
export interface Outcome {
  readonly code: number | string | null;
  readonly output: string;
}

/** Writes the files into a new folder and returns its path; packages come from this repository where the files bring none. */
export function placeProgram(files: Files): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'perfmig-program-')));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const modules = join(root, 'node_modules');
  if (!existsSync(modules)) symlinkSync(MODULES, modules);
  else symlinkSync(join(MODULES, '@perfmig'), join(modules, '@perfmig'));
  return root;
}

/** The files of a folder, without packages and the tool's own notes. */
export function filesIn(root: string): Files {
  const names = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .filter((name) => !/^(?:node_modules|\.perfmig)(?:\/|$)/.test(name));
  return Object.fromEntries(names.sort().map((name) => [name, readFileSync(join(root, name), 'utf8')]));
}

/** Runs the files as a program; an unhandled rejection ends it. */
export async function runProgram(
  { entry, stdin, before, usesTestGlobals }: ProgramCase,
  files: Files,
): Promise<Outcome> {
  const packages = Object.fromEntries(Object.entries(before).filter(([path]) => path.startsWith('node_modules/')));
  const root = placeProgram({ ...packages, ...files });
  try {
    const loader = /\.[cm]?tsx?$/.test(entry) ? [join(MODULES, 'jiti/lib/jiti-cli.mjs')] : [];
    const globals = usesTestGlobals ? ['--import', TEST_GLOBALS] : [];
    const { code, output } = await outcomeOf(
      ['--unhandled-rejections=strict', ...globals, ...loader, entry],
      root,
      stdin,
    );
    return { code, output: output.replaceAll(root, '.').replaceAll(/duration_ms[^\n]*/g, 'duration') };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function outcomeOf(args: readonly string[], cwd: string, stdin: string): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    // In production frameworks answer an error without its stack.
    const env = {
      PATH: process.env['PATH'],
      HOME: cwd,
      NODE_ENV: 'production',
      JITI_FS_CACHE: 'false',
      JITI_JSX: 'true',
    };
    const child = spawn(process.execPath, args, { cwd, env, timeout: LONGEST_MS, stdio: ['pipe', 'pipe', 'ignore'] });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.on('error', reject);
    child.on('close', (code, signal) => {
      resolve({ code: code ?? signal, output });
    });
    child.stdin.on('error', () => undefined).end(stdin);
  });
}
