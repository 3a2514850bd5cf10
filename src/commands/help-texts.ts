import { stripVTControlCharacters } from 'node:util';
import type { Argument, Command, Option } from 'commander';
import { textWidth } from '../mapping/text.ts';
import { fill } from '../reports/figures.ts';
import { wrapLine } from '../reports/wrapped.ts';
import type { help as HELP } from '../texts/en/help.ts';
import { EXAMPLES } from './examples.ts';
import { helpGuide } from './help-guide.ts';

type HelpTexts = typeof HELP;

/** Sentences by the name of a flag or argument. */
type Sentences = Readonly<Record<string, string>>;

/** Puts the sentences of --help onto the program, its commands and their flags, and words the headings. */
export function wordedProgram(program: Command, texts: HelpTexts): Command {
  const shared: Sentences = texts.flags;
  const commands: Readonly<Record<string, { description: string; flags: Sentences }>> =
    texts.commands;
  program.description(texts.program);
  wordFlags(program, shared);
  for (const command of program.commands) {
    const own = commands[command.name()];
    command.description(own?.description ?? '');
    wordFlags(command, { ...shared, ...own?.flags });
  }
  const headings: Sentences = Object.fromEntries(
    HEADINGS.map(([title, key]) => [title, texts.headings[key]]),
  );
  program.helpCommand('help [command]', texts.flags['--help']);
  program.addHelpText('after', `\n${helpGuide(texts).join('\n')}`);
  for (const command of program.commands) {
    const examples = EXAMPLES[command.name()] ?? [];
    const lines = [texts.guide.examples, ...examples.map((line) => `  ${line}`)];
    if (examples.length > 0) command.addHelpText('after', `\n${lines.join('\n')}`);
  }
  const described = (part: Option | Argument): string => describedPart(part, texts.choices);
  for (const each of [program, ...program.commands]) {
    each.configureHelp({
      styleTitle: (title) => headings[title] ?? title,
      optionDescription: described,
      argumentDescription: described,
      displayWidth: (text) => textWidth(stripVTControlCharacters(text)),
      boxWrap: (text, columns) => wrapLine(text, columns).join('\n'),
    });
  }
  return program;
}

/** Describes a flag or an argument, with the values that it may have. */
function describedPart({ description, argChoices }: Option | Argument, sentence: string): string {
  if (argChoices === undefined) return description;
  const choices = argChoices.map((choice) => JSON.stringify(choice)).join(', ');
  return `${description} ${fill(sentence, { choices })}`;
}

/** Commander's own headings. */
const HEADINGS = [
  ['Usage:', 'usage'],
  ['Options:', 'options'],
  ['Commands:', 'commands'],
  ['Arguments:', 'arguments'],
] as const;

function wordFlags(command: Command, sentences: Sentences): void {
  command.helpOption('-h, --help', sentences['--help']);
  for (const option of command.options) option.description = sentenceOf(option, sentences);
  for (const argument of command.registeredArguments) {
    argument.description = sentences[argument.name()] ?? '';
  }
}

const sentenceOf = ({ long, short }: Option, sentences: Sentences): string =>
  sentences[long ?? short ?? ''] ?? '';
