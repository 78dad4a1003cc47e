/** A completion script for zsh. */
import type { Completable, CompletableCommand, CompletableOption, Values } from './completable.ts';

export function zshScript({ name, commands }: Completable): string {
  return `#compdef ${name}
# zsh completion for ${name}; made by '${name} completion zsh'
_${name}() {
  local -a commands
  commands=(
${commands.map((command) => `    ${quoted(`${command.name}:${command.description}`)}`).join('\n')}
  )
  if ((CURRENT == 2)); then
    _describe -t commands command commands
    _arguments '--help[print help]' '--version[print the version]'
    return
  fi
  local command=$words[2]
  shift words
  ((CURRENT--))
  case $command in
${commands.map(commandCase).join('\n')}
  esac
}
if [[ $funcstack[1] == _${name} ]]; then _${name} "$@"; else compdef _${name} ${name}; fi
`;
}

function commandCase({ name, options, values }: CompletableCommand): string {
  const specs = [...options.map(optionSpec), ...(values === undefined ? [] : [quoted(`*:argument:${action(values)}`)])];
  return `    ${name})\n      _arguments -s \\\n${specs.map((spec) => `        ${spec}`).join(' \\\n')}\n      ;;`;
}

function optionSpec({ name, description, values, repeats }: CompletableOption): string {
  const text = description.replace(/[[\]\\]/g, '\\$&');
  const value = values === undefined ? '' : `:${name.replace(/^-+/, '')}:${action(values)}`;
  return quoted(`${repeats ? '*' : ''}${name}[${text}]${value}`);
}

function action(values: Values): string {
  return values.kind === 'words' ? `(${values.words.join(' ')})` : values.kind === 'files' ? '_files' : ' ';
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
