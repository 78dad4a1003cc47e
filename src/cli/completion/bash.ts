/** A completion script for bash, 3.2 (that of macOS) included. */
import type { Completable, CompletableCommand, Values } from './completable.ts';

/** Where a script sets no words, bash completes files: that is what `-o default` is for. */
export function bashScript({ name, commands }: Completable): string {
  const names = commands.map((command) => command.name);
  return `# bash completion for ${name}; made by '${name} completion bash'
_${name}() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" command="" words="" i
  # An equals sign is a word of its own here.
  if [[ $current == "=" ]]; then current=""; elif [[ $previous == "=" ]]; then previous="\${COMP_WORDS[COMP_CWORD-2]}"; fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    if [[ \${COMP_WORDS[i]} != -* ]]; then command="\${COMP_WORDS[i]}"; break; fi
  done
  COMPREPLY=()
  case "$command $previous" in
${commands.flatMap(valueCases).join('\n')}
  esac
  if [[ -z $words ]]; then
    case "$command" in
    "") words="${[...names, '--help', '--version'].join(' ')}" ;;
${commands.map(commandCase).join('\n')}
    esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _${name} ${name}
`;
}

function valueCases({ name, options }: CompletableCommand): readonly string[] {
  return options.flatMap((option) =>
    option.values === undefined ? [] : [`  "${name} ${option.name}") ${setWords(option.values)} ;;`],
  );
}

function setWords(values: Values): string {
  return values.kind === 'words' ? `words="${values.words.join(' ')}"` : 'return';
}

/** Options once a dash is typed, else arguments; files where there are no words to choose from. */
function commandCase({ name, options, values }: CompletableCommand): string {
  const own = options.map((option) => option.name).join(' ');
  const other =
    values?.kind === 'words' ? `words="${values.words.join(' ')}"` : values === undefined ? `words="${own}"` : 'return';
  return `    ${name}) if [[ $current == -* ]]; then words="${own}"; else ${other}; fi ;;`;
}
