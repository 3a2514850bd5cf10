import type { Command, Option } from 'commander';
import { NeededOption } from '../src/commands/common-flags.ts';
import { EXAMPLES } from '../src/commands/examples.ts';
import { makeProgram } from '../src/commands/program.ts';
import type { Language } from '../src/texts/language.ts';

/** The program as it is before it runs anything. */
export function programIn(lang: Language): Command {
  const world = {
    signal: new AbortController().signal,
    nowMs: () => 0,
    todayMs: () => 0,
    ask: undefined,
    argv: [],
    nodeVersion: process.versions.node,
    env: {},
    exitWith: () => undefined,
    configure: () => undefined,
  };
  return makeProgram(world, lang);
}

/** docs/commands.md, made from the program itself: every command with its flags. */
export function commandsReference(): string {
  const program = programIn('en');
  const shared = flagsOfAll(program.commands);
  const sections = program.commands.map((command) => commandSection(command, shared));
  return [
    ...['# Commands', ''],
    'Made from the program by `npm run generate:commands`. Precedence: flag, environment, `mm2slack.yaml`, default;',
    '`docs/configuration.md` has the settings and the environment.',
    ...['', '## Flags of most commands', ''],
    'A command without one of them refuses it; what a flag means in one command alone is listed there.',
    ...['', ...flagTable(shared), '', ...sections.flat(), ...EXIT_CODES, ''],
  ].join('\n');
}

/** docs/commands/NAME.md of each command, by its name: what it does, examples, and all of its flags. */
export function commandPages(): ReadonlyMap<string, string> {
  const { commands } = programIn('en');
  return new Map(commands.map((command) => [command.name(), commandPage(command)]));
}

function commandPage(command: Command): string {
  const examples = EXAMPLES[command.name()] ?? [];
  return [
    ...[`# \`mm2slack ${usageOf(command)}\``, ''],
    ...[command.description(), ''],
    ...(examples.length === 0 ? [] : ['```sh', ...examples, '```', '']),
    ...(command.options.length === 0 ? [] : [...flagTable(command.options), '']),
    'Exit codes: [all commands](../commands.md#exit-codes). Settings: [configuration](../configuration.md).',
    ...['', 'Made from the program by `npm run generate:commands`.', ''],
  ].join('\n');
}

const EXIT_CODES = [
  ...['## Exit codes', '', '| code | meaning |', '| --- | --- |'],
  '| 0 | done; recorded losses are no failure |',
  '| 1 | done, but there are unexplained differences (`verify`), a check failed (`doctor`), or there are changes (`plan --detailed-exitcode`) |',
  '| 2 | wrong usage, configuration, source or target: nothing was done |',
  '| 3 | stopped part-way: the same command resumes |',
  '| 70 | a fault of the program |',
  '| 130 | interrupted |',
];

/** The name of a command with its arguments. */
export function usageOf(command: Command): string {
  return `${command.name()} ${command.usage().replace('[options]', '').trim()}`.trim();
}

/** Flags that more than half of the commands have, in their order. */
export function flagsOfAll(commands: readonly Command[]): readonly Option[] {
  const counts = new Map<string, number>();
  const first = new Map<string, Option>();
  for (const option of commands.flatMap((command) => command.options)) {
    counts.set(option.flags, (counts.get(option.flags) ?? 0) + 1);
    if (!first.has(option.flags)) first.set(option.flags, option);
  }
  return [...first.values()].filter(({ flags }) => (counts.get(flags) ?? 0) * 2 > commands.length);
}

function commandSection(command: Command, shared: readonly Option[]): readonly string[] {
  const known = new Map(shared.map(({ flags, description }) => [flags, description]));
  const own = command.options.filter(({ flags, description }) => known.get(flags) !== description);
  const lacks = shared.filter(
    ({ flags }) => !command.options.some((option) => option.flags === flags),
  );
  return [
    ...[`## \`mm2slack ${usageOf(command)}\``, ''],
    ...[`${command.description()} [With examples](commands/${command.name()}.md).`, ''],
    ...(own.length === 0 ? [] : [...flagTable(own), '']),
    ...(lacks.length === 0
      ? []
      : [`Without: ${lacks.map(({ long, flags }) => `\`${long ?? flags}\``).join(', ')}.`, '']),
  ];
}

export const isNeeded = (option: Option): boolean => option instanceof NeededOption;

function flagTable(options: readonly Option[]): readonly string[] {
  const rows = options.map((option) => {
    const choices = option.argChoices?.map((choice) => `\`${choice}\``).join(', ');
    const needed = isNeeded(option) ? '. Required.' : '';
    const words = `${option.description}${choices === undefined ? '' : `: ${choices}`}${needed}`;
    return `| \`${option.flags}\` | ${words.replaceAll('|', '\\|')} |`;
  });
  return ['| flag | meaning |', '| --- | --- |', ...rows];
}
