import { nearest } from '../config/complaints.ts';
import { fill } from '../reports/figures.ts';
import { plainText } from '../reports/shown-text.ts';
import type { help as HELP } from '../texts/en/help.ts';

type UsageTexts = typeof HELP.usage;

/** What commander says of a wrong command line (its lib/command.js, option.js, argument.js), by the text for it. */
const PROBLEMS: readonly (readonly [key: keyof UsageTexts, pattern: RegExp])[] = [
  ['unknownOption', /^unknown option '(?<name>.*)'$/],
  ['unknownCommand', /^unknown command '(?<name>.*)'$/],
  ['missingArgument', /^missing required argument '(?<name>.*)'$/],
  ['missingValue', /^option '(?<name>.*)' argument missing$/],
  ['emptyValue', /^option '(?<name>.*)' argument empty$/],
  ['missingOption', /^required option '(?<name>.*)' not specified$/],
  [
    'notAChoice',
    /^option '(?<name>.*?)' argument '(?<value>.*)' is invalid\. Allowed choices are (?<choices>.*)\.$/,
  ],
  [
    'argumentNotAChoice',
    /^command-argument value '(?<value>.*)' is invalid for argument '(?<name>.*?)'\. Allowed choices are (?<choices>.*)\.$/,
  ],
  [
    'tooMany',
    /^too many arguments for '(?<name>.*)'\. Expected (?<expected>\d+) arguments? but got (?<given>\d+)\.$/,
  ],
];

const SUGGESTION = / \(Did you mean (?:one of )?(?<names>.*)\?\)$/;

/**
 * Words a wrong flag or command in one line, as every other complaint; what no text is for stays as commander says it.
 * `program`: what shows the flags that there are, `mm2slack zip`.
 */
export function usageLine(text: string, program: string, texts: UsageTexts): string {
  const said = plainText(text)
    .replace(/^error: /, '')
    .replace(/\s+/g, ' ')
    .trim();
  const names = SUGGESTION.exec(said)?.groups?.['names'];
  const suggestion = names === undefined ? '' : ` ${fill(texts.suggestion, { names })}`;
  const problem = `${problemText(said.replace(SUGGESTION, ''), texts)}${suggestion}`;
  return `mm2slack: ${fill(texts.line, { problem, program })}\n`;
}

function problemText(said: string, texts: UsageTexts): string {
  for (const [key, pattern] of PROBLEMS) {
    const groups = pattern.exec(said)?.groups;
    if (groups === undefined) continue;
    const near = nearChoice(groups);
    const suggestion = near === undefined ? '' : ` ${fill(texts.suggestion, { names: near })}`;
    return fill(texts[key], groups) + suggestion;
  }
  return said;
}

/** The value that was meant where only some are possible. */
function nearChoice({ value, choices }: Readonly<Record<string, string>>): string | undefined {
  if (value === undefined || choices === undefined) return undefined;
  return nearest(value, choices.split(', '));
}
