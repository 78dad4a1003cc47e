/** The commands and what they share. */
import { Command } from 'commander';
import { toolInfo } from '../project/tool.ts';
import { addAnalyze } from './analyze.ts';
import { addBaseline } from './baseline.ts';
import { addCi } from './ci.ts';
import { addCompletion } from './completion.ts';
import { addApply } from './apply.ts';
import { addExplain } from './explain.ts';
import { addInit } from './init.ts';
import { addList } from './list.ts';
import { addPlan } from './plan.ts';
import { addReport } from './report.ts';
import { addUndo } from './undo.ts';

/** What a command gets beside its options. */
export interface CommandContext {
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  readonly setExitCode: (code: number) => void;
}

/** The whole command line. Errors are thrown as CommanderError, without a word on stderr. */
export function buildProgram(signal: AbortSignal, setExitCode: (code: number) => void): Command {
  const { name, version } = toolInfo();
  const program = new Command(name)
    .description('find and migrate what blocks the event loop of a Node.js codebase')
    .version(version, '-v, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print the help of a command')
    .exitOverride()
    .configureOutput({ outputError: () => undefined });
  const context: CommandContext = { signal, setExitCode };
  addAnalyze(program, context);
  addBaseline(program, context);
  addCi(program, context);
  addPlan(program, context);
  addApply(program, context);
  addUndo(program, context);
  addReport(program, context);
  addList(program);
  addExplain(program);
  addInit(program);
  addCompletion(program);
  return program;
}
