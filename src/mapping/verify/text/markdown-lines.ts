/* The lines of a text or of a quote or list item inside it, as the block rules of Mattermost's Markdown see them. */

/** A line: its source, the columns of white space before its content, and its content. */
export interface Line {
  readonly source: string;
  readonly indent: number;
  readonly content: string;
}

export interface Lines {
  readonly all: readonly Line[];
  /** True when a line feed follows the last line. */
  readonly isFed: boolean;
}

const TAB_COLUMNS = 4;

/** Splits a text; a line feed at its end begins no line. */
export function linesOf(text: string): Lines {
  const sources = text.split('\n');
  const isFed = sources.at(-1) === '';
  if (isFed) sources.pop();
  return { all: sources.map(lineOf), isFed };
}

function lineOf(source: string): Line {
  let columns = 0;
  let at = 0;
  for (; at < source.length; at += 1) {
    const character = source.charCodeAt(at);
    if (character === 0x20) columns += 1;
    else if (character === 0x09) columns += TAB_COLUMNS - (columns % TAB_COLUMNS);
    else break;
  }
  return { source, indent: columns, content: at === 0 ? source : source.slice(at) };
}

/** Removes up to `columns` columns of white space; of a tab that is cut, spaces remain. */
export function outdented(source: string, columns: number): string {
  let column = 0;
  let at = 0;
  while (column < columns && at < source.length) {
    const character = source.charCodeAt(at);
    if (character === 0x20) column += 1;
    else if (character === 0x09) column += TAB_COLUMNS - (column % TAB_COLUMNS);
    else break;
    at += 1;
  }
  return ' '.repeat(Math.max(0, column - columns)) + source.slice(at);
}

/** Index of the first line from `from` on that has content; the number of lines for none. */
export function nextFilled({ all }: Lines, from: number): number {
  let at = from;
  while (at < all.length && all[at]?.content === '') at += 1;
  return at;
}
