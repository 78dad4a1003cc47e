/** The options that plan and apply share. */
import { InvalidArgumentError, Option, type Command } from 'commander';
import { DEFAULT_MAX_FUNCTIONS } from '../engine/migrate/command-arguments.ts';

/** The options as commander gives them. */
export interface MigrateFlags {
  readonly codemod?: readonly string[];
  readonly option?: readonly string[];
  readonly only?: readonly string[];
  readonly target: 'node' | 'runtime';
  readonly vendor?: true;
  readonly publicApi: 'keep' | 'dual' | 'break';
  readonly context: 'serving' | 'all';
  readonly maxFunctions: number;
  readonly allowHazard?: readonly string[];
  readonly explainEdges?: true;
  readonly mark?: true;
  readonly leftovers?: string | true;
  readonly types: boolean;
  readonly format?: readonly string[];
  readonly color?: boolean;
  readonly dryRun?: true;
  readonly allowDirty?: true;
  readonly interactive?: true;
  readonly verify?: string;
}

/** Adds them to a command. */
export function addMigrateOptions(command: Command): Command {
  return command
    .option(
      '--codemod <id>',
      'an id of perfmig list, all for all of them, or the path of a jscodeshift transform; may be repeated',
      collect,
    )
    .option('--option <key=value>', 'hand an option to the jscodeshift transforms; may be repeated', collect)
    .option('--only <unit>', 'only the unit of this id, or with a site at this path:line; may be repeated', collect)
    .addOption(choice('--target <kind>', 'what new code may use', ['node', 'runtime'], 'node'))
    .option('--vendor', 'with --target runtime: copy the parts of the runtime that are used into the project')
    .addOption(choice('--public-api <way>', 'what to do with exported functions', ['keep', 'dual', 'break'], 'keep'))
    .addOption(choice('--context <which>', 'all takes start-up and build code too', ['serving', 'all'], 'serving'))
    .option(
      '--max-functions <n>',
      'leave units that make more functions async for each site',
      wholeNumber,
      DEFAULT_MAX_FUNCTIONS,
    )
    .option('--allow-hazard <code>', 'accept this hazard; may be repeated', collect)
    .option('--explain-edges', 'list every call that is followed, or known to mean something else, with the reason')
    .option('--leftovers [file]', 'list what is left for you to decide, to be ticked off (perfmig-leftovers.md)')
    .option('--mark', 'write a comment at each call that is left for you to decide; take out those that are done')
    .option('--no-types', 'leave out the check for new type errors')
    .option('--format <format>', 'print as pretty (the default), json or markdown, with =path into a file', collect)
    .option('--color', 'use colours, whatever the terminal')
    .option('--no-color', 'use no colours');
}

function choice(flags: string, description: string, choices: readonly string[], standard: string): Option {
  return new Option(flags, description).choices(choices).default(standard);
}

function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

function wholeNumber(value: string): number {
  if (!/^\d{1,9}$/.test(value)) throw new InvalidArgumentError('It must be a whole number, 0 or more.');
  return Number(value);
}
