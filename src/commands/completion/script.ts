import type { CommandWords, FlagWords, ShellWords } from './words.ts';

/** A script for the shell, to be sourced or put where the shell looks for completions. */
export function completionScript(shell: Shell, words: ShellWords): string {
  return `${SCRIPTS[shell](words)}\n`;
}

const SCRIPTS: Readonly<Record<Shell, (words: ShellWords) => string>> = { bash, zsh, fish };

/** Files are completed where a flag takes a text of its own. */
function bash({ commands }: ShellWords): string {
  return [
    '# bash completion for mm2slack: source <(mm2slack completion bash)',
    '_mm2slack() {',
    `  local word="$2" before="$3" command="\${COMP_WORDS[1]}"`,
    '  COMPREPLY=()',
    '  if [ "$COMP_CWORD" -eq 1 ]; then',
    `    COMPREPLY=($(compgen -W "${commands.map(({ name }) => name).join(' ')}" -- "$word"))`,
    '    return',
    '  fi',
    '  case "$command $before" in',
    ...commands.flatMap((command) => command.flags.flatMap((flag) => bashValues(command, flag))),
    '  esac',
    '  case "$command" in',
    ...commands.map(
      ({ name, flags, choices }) =>
        `    ${name}) COMPREPLY=($(compgen -W "${[...choices, ...flags.map(({ flag }) => flag)].join(' ')}" -- "$word")) ;;`,
    ),
    '  esac',
    '}',
    'complete -o default -F _mm2slack mm2slack',
  ].join('\n');
}

function bashValues(
  { name }: CommandWords,
  { flag, choices, takesValue }: FlagWords,
): readonly string[] {
  if (!takesValue) return [];
  const values =
    choices.length === 0 ? 'compgen -f -- "$word"' : `compgen -W "${choices.join(' ')}" -- "$word"`;
  return [`    "${name} ${flag}") COMPREPLY=($(${values})); return ;;`];
}

function zsh({ commands }: ShellWords): string {
  return [
    '#compdef mm2slack',
    '# zsh completion for mm2slack: mm2slack completion zsh > $fpath[1]/_mm2slack',
    '_mm2slack() {',
    '  if (( CURRENT == 2 )); then',
    '    local -a commands',
    `    commands=(${commands.map(({ name, description }) => quoted(`${name}:${description}`)).join(' ')})`,
    "    _describe 'command' commands",
    '    return',
    '  fi',
    '  case "$words[2]" in',
    ...commands.map(
      ({ name, flags, choices }) =>
        `    ${name}) shift words; (( CURRENT-- )); _arguments ${[...flags.map(zshFlag), ...zshChoices(choices)].join(' ')} ;;`,
    ),
    '  esac',
    '}',
    // The first try loads the file and must complete at once; sourced, it only tells zsh of the function.
    'if [ "$funcstack[1]" = _mm2slack ]; then _mm2slack "$@"; else compdef _mm2slack mm2slack; fi',
  ].join('\n');
}

const zshChoices = (choices: readonly string[]): readonly string[] =>
  choices.length === 0 ? [] : [quoted(`1:value:(${choices.join(' ')})`)];

function zshFlag({ flag, description, choices, takesValue }: FlagWords): string {
  const says = description.replace(/[[\]:]/g, ' ');
  if (!takesValue) return quoted(`${flag}[${says}]`);
  const values = choices.length === 0 ? '_files' : `(${choices.join(' ')})`;
  return quoted(`${flag}[${says}]:value:${values}`);
}

function fish({ commands }: ShellWords): string {
  const names = commands.map(({ name }) => name).join(' ');
  return [
    '# fish completion for mm2slack: mm2slack completion fish > ~/.config/fish/completions/mm2slack.fish',
    ...commands.map(
      ({ name, description }) =>
        `complete -c mm2slack -f -n 'not __fish_seen_subcommand_from ${names}' -a ${name} -d ${quoted(description)}`,
    ),
    ...commands.flatMap(({ name, flags }) => flags.map((flag) => fishFlag(name, flag))),
    ...commands.flatMap(({ name, choices }) =>
      choices.length === 0
        ? []
        : [
            `complete -c mm2slack -f -n '__fish_seen_subcommand_from ${name}' -a ${quoted(choices.join(' '))}`,
          ],
    ),
  ].join('\n');
}

function fishFlag(command: string, { flag, description, choices, takesValue }: FlagWords): string {
  const value = takesValue
    ? choices.length === 0
      ? ' -r'
      : ` -x -a ${quoted(choices.join(' '))}`
    : '';
  return `complete -c mm2slack -n '__fish_seen_subcommand_from ${command}' -l ${flag.replace(/^--/, '')} -d ${quoted(description)}${value}`;
}

/** For all three shells: nothing in single quotes means anything. */
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof SHELLS)[number];
