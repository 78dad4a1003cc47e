/** A completion script for fish. */
import type { Completable, CompletableCommand, CompletableOption, Values } from './completable.ts';

export function fishScript({ name, commands }: Completable): string {
  const lines = commands.flatMap((command) => [
    `complete -c ${name} -n __fish_use_subcommand -f -a ${command.name} -d ${quoted(command.description)}`,
    ...argumentLines(name, command),
    ...command.options.map((option) => optionLine(name, command, option)),
  ]);
  return `# fish completion for ${name}; made by '${name} completion fish'\n${lines.join('\n')}\n`;
}

function argumentLines(program: string, { name, values }: CompletableCommand): readonly string[] {
  if (values?.kind === 'files') return [];
  const words = values?.kind === 'words' ? ` -a ${quoted(values.words.join(' '))}` : '';
  return [`complete -c ${program} -n ${seen(name)} -f${words}`];
}

function optionLine(
  program: string,
  command: CompletableCommand,
  { name, description, values }: CompletableOption,
): string {
  const long = name.replace(/^--/, '');
  return `complete -c ${program} -n ${seen(command.name)} -l ${long}${taking(values)} -d ${quoted(description)}`;
}

function taking(values: Values | undefined): string {
  if (values === undefined) return '';
  if (values.kind === 'files') return ' -r -F';
  return values.kind === 'words' ? ` -x -a ${quoted(values.words.join(' '))}` : ' -x';
}

function seen(command: string): string {
  return quoted(`__fish_seen_subcommand_from ${command}`);
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
