import type { Command, Option } from 'commander';
import { EXAMPLES } from '../src/commands/examples.ts';
import { help } from '../src/texts/en/help.ts';
import { flagsOfAll, isNeeded, programIn, usageOf } from './commands-reference.ts';

/**
 * man/mm2slack.1 in the macros of man(7), made from the program as docs/commands.md is. It has no date and no version:
 * a release would make it stale.
 */
export function manPage(): string {
  const { commands, options } = programIn('en');
  const shared = flagsOfAll(commands);
  return [
    '.\\" Made from the program by npm run generate:commands.',
    '.TH MM2SLACK 1 "" mm2slack "User Commands"',
    ...['.SH NAME', `mm2slack \\- ${escaped(lowerFirst(help.program))}`],
    ...['.SH SYNOPSIS', '.B mm2slack', '.RI [ options ]', '.I command', '.RI [ flags ]'],
    ...['.SH DESCRIPTION', DESCRIPTION.map(escaped).join('\n.PP\n'), '.SS First steps'],
    ...Object.entries(help.guide.steps).flatMap(([step, does]) => item(`mm2slack ${step}`, does)),
    ...['.SH OPTIONS', ...options.flatMap(flag)],
    ...['.SH FLAGS OF MOST COMMANDS', escaped(SHARED), ...shared.flatMap(flag)],
    ...['.SH COMMANDS', ...commands.flatMap((command) => section(command, shared))],
    ...['.SH EXIT STATUS', ...Object.entries(help.exitCodes).flatMap(([k, v]) => item(k, v))],
    ...['.SH ENVIRONMENT', ...ENVIRONMENT.flatMap(([name, what]) => item(name, what))],
    ...['.SH FILES', ...FILES.flatMap(([name, what]) => item(name, what))],
    '',
  ].join('\n');
}

const DESCRIPTION = [
  'Reads a Mattermost server (its database and file store, or a bulk export), and either builds the ZIP that Slack imports, or posts the history through the API of Slack; then it reads the result back and compares it with the source. Mattermost is only read.',
  'A flag wins over the environment, the environment over mm2slack.yaml, and that over a default.',
];

const SHARED =
  'A command without one of them refuses it; what a flag means in one command alone is listed there.';

const ENVIRONMENT = [
  ['MM2SLACK_SOURCE_PASSWORD', 'the password of the database'],
  ['SLACK_TOKEN', 'the token of the app in the workspace'],
  ['MM2SLACK_LINK_KEY', 'the key that signs the links of serve-files'],
  ['LC_ALL, LC_MESSAGES, LANG', 'the language of output and reports'],
  ['NO_COLOR', 'no colours on a terminal'],
] as const;

const FILES = [
  ['mm2slack.yaml', 'settings; mm2slack init writes it'],
  ['mm2slack-work/', 'the work directory: plan, lists, ledger, reports and logs'],
] as const;

function section(command: Command, shared: readonly Option[]): readonly string[] {
  const known = new Map(shared.map(({ flags, description }) => [flags, description]));
  const own = command.options.filter(({ flags, description }) => known.get(flags) !== description);
  const examples = EXAMPLES[command.name()] ?? [];
  return [
    `.SS mm2slack ${escaped(usageOf(command))}`,
    escaped(command.description()),
    ...own.flatMap(flag),
    ...(examples.length === 0 ? [] : ['.PP', '.nf', ...examples.map(escaped), '.fi']),
  ];
}

function flag(option: Option): readonly string[] {
  const choices = option.argChoices?.join(', ');
  const values = choices === undefined ? '' : `: ${choices}`;
  return item(
    option.flags,
    `${option.description}${values}${isNeeded(option) ? '. Required.' : ''}`,
  );
}

const item = (term: string, text: string): readonly string[] => [
  '.TP',
  `.B ${escaped(term)}`,
  escaped(text),
];

/** As troff prints it: a hyphen that can be copied, and no line that begins with a control character. */
function escaped(text: string): string {
  const plain = text.replaceAll('\\', '\\e').replaceAll('-', '\\-').replaceAll('"', '\\(dq');
  return /^[.']/.test(plain) ? `\\&${plain}` : plain;
}

const lowerFirst = (text: string): string =>
  `${text.slice(0, 1).toLowerCase()}${text.slice(1).replace(/\.$/, '')}`;
