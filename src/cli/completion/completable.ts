/** What of the command line can be completed, read off the commands themselves. */
import type { Command, Option } from 'commander';
import { ALL } from '../../catalog/codemods-all.ts';
import { codemods } from '../../catalog/codemods.ts';
import { rules } from '../../catalog/rules.ts';
import { migrationReporters } from '../../reporters/migration/index.ts';
import { reporters } from '../../reporters/index.ts';
import { codePages } from '../code-pages.ts';
import { topics } from '../topics.ts';

/** What may stand somewhere: one of some words, a file, anything at all. */
export type Values =
  { readonly kind: 'words'; readonly words: readonly string[] } | { readonly kind: 'files' } | { readonly kind: 'any' };

export interface CompletableOption {
  /** With its dashes. */
  readonly name: string;
  readonly description: string;
  /** What follows it; undefined for a switch. */
  readonly values: Values | undefined;
  readonly repeats: boolean;
}

export interface CompletableCommand {
  readonly name: string;
  readonly description: string;
  readonly options: readonly CompletableOption[];
  /** What its arguments are; undefined where it has none. */
  readonly values: Values | undefined;
}

export interface Completable {
  readonly name: string;
  readonly commands: readonly CompletableCommand[];
}

/** @param shells the shells `completion` knows */
export function completable(program: Command, shells: readonly string[]): Completable {
  const commands = program.commands.map((command) => describeCommand(command, shells));
  const help = { description: 'print the help of a command', options: [] };
  const names = commands.map(({ name }) => name);
  return { name: program.name(), commands: [...commands, { name: 'help', ...help, values: words(names) }] };
}

function describeCommand(command: Command, shells: readonly string[]): CompletableCommand {
  const options = command.options.filter(({ hidden }) => !hidden).map((option) => describeOption(option, command));
  const help = { name: '--help', description: 'print the help of this command', values: undefined, repeats: false };
  return {
    name: command.name(),
    description: command.description(),
    options: [...options, help],
    values: argumentsOf(command, shells),
  };
}

function describeOption(option: Option, command: Command): CompletableOption {
  const name = option.long ?? option.flags;
  const takesValue = option.required || option.optional;
  const repeats = option.description.includes('may be repeated');
  return { name, description: option.description, values: takesValue ? valuesOf(name, command) : undefined, repeats };
}

function valuesOf(option: string, command: Command): Values {
  if (option === '--rule') return words(rules.map(({ id }) => id));
  if (option === '--codemod') return words([...codemods.map(({ id }) => id), ALL]);
  if (option === '--allow-hazard') return words([...codePages().keys()].filter((code) => code.startsWith('hazard/')));
  if (option === '--format') return words(formatsOf(command.name()));
  const known = command.options.find(({ long }) => long === option)?.argChoices;
  if (known) return words(known);
  const argument = command.options.find(({ long }) => long === option)?.flags ?? '';
  return /[<[](?:file|path|folder|dir)/.test(argument) ? { kind: 'files' } : { kind: 'any' };
}

function formatsOf(command: string): readonly string[] {
  if (command === 'analyze' || command === 'report' || command === 'ci') return Object.keys(reporters);
  return command === 'plan' || command === 'apply' ? Object.keys(migrationReporters) : ['pretty', 'json'];
}

function argumentsOf(command: Command, shells: readonly string[]): Values | undefined {
  if (command.registeredArguments.length === 0) return undefined;
  if (command.name() === 'explain') return words(explained());
  return command.name() === 'completion' ? words(shells) : { kind: 'files' };
}

/** Everything that has a page. */
function explained(): readonly string[] {
  return [...rules.map(({ id }) => id), ...codemods.map(({ id }) => id), ...topics.keys(), ...codePages().keys()];
}

function words(list: readonly string[]): Values {
  return { kind: 'words', words: list };
}
