/** Command lines: an action runs once in a process, so it is start-up code. Data. */
import type { Framework, Registration } from './framework.ts';

const action: readonly Registration[] = [{ kind: 'handlers', label: 'command' }];
const command: readonly Registration[] = [
  ...action,
  { kind: 'options', label: 'command', keys: ['handler', 'builder', 'run', 'action'] },
];

function program(receiver: string, also: readonly string[], ...methods: readonly string[]): Framework {
  return {
    name: receiver,
    receiver,
    also,
    methods: Object.fromEntries(methods.map((name) => [name, command])),
    chains: 'all',
    runs: 'startup',
  };
}

export const COMMAND_LINES: readonly Framework[] = [
  program(
    'commander.Command.new',
    [
      'commander',
      'commander.new',
      'commander.program',
      'commander.createCommand()',
      'commander.Command.new.Command.new',
      'commander.Command.new.program',
      '@commander-js/extra-typings.Command.new',
      '@commander-js/extra-typings.program',
    ],
    'action',
    'hook',
    'option',
    'argument',
    'requiredOption',
  ),
  program(
    'yargs()',
    ['yargs', 'yargs()()', 'yargs/yargs()', 'yargs.Argv.new'],
    'command',
    'middleware',
    'check',
    'coerce',
    'fail',
  ),
  program('cac()', ['cac.cac()', 'cac.CAC.new'], 'action', 'command'),
  program('sade()', [], 'action'),
  program('@caporal/core.program', ['@caporal/core', 'caporal'], 'action'),
  program('vorpal.new', ['vorpal()'], 'action'),
  {
    name: 'citty',
    receiver: 'citty',
    also: [],
    methods: { defineCommand: [{ kind: 'options', label: 'command', keys: ['run', 'setup', 'cleanup'] }] },
    chains: [],
    runs: 'startup',
  },
];
