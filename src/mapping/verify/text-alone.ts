/** Text of a message that the app sent without blocks, because Slack refused them (FORMATS.md, Messages by API). */
export interface TextAlone {
  /** What the post says. */
  readonly text: string;
  /** The line with the original time and those of the reactions below it, which other messages have in grey. */
  readonly below: readonly string[];
}

/** A text of Mattermost has no such line: its `<` are escaped. */
const TIME_LINE = /^<!date\^\d+\^[^<>]*>$/;

/** Reads the text of a message without blocks. */
export function readTextAlone(text: string): TextAlone {
  const lines = text.split('\n');
  const time = lines.findLastIndex((line) => TIME_LINE.test(line));
  if (time === -1) return { text, below: [] };
  const end = lines.indexOf('', time);
  return {
    text: lines.slice(0, time).join('\n'),
    below: lines.slice(time, end === -1 ? undefined : end),
  };
}
