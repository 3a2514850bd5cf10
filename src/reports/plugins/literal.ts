/*
 * Texts of the source in Markdown, shown as their characters and never as markup: no text of a person can begin a heading,
 * a list, a table or a block of code, give an address another name, mention anybody, or end what it stands in
 * (spec.commonmark.org, Backslash escapes; github.github.com/gfm, Tables).
 */

/** Characters of markup inside of a line. */
const MARKUP = /[\\`*_[\]<>~|&!#]/g;
/** What makes a line something else than a paragraph when it begins with it. */
const LINE_START = /^(?:[-+=:]|(\d{1,9})[.)])/;
/** What ends a line, to Markdown or to some reader of it. */
const LINE_END = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/;
/** Control characters, and those that turn the direction of what follows. */
const UNSEEN = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;

/** The text in one line, for a heading, a list or a sentence; '' for a blank one. */
export function literal(text: string): string {
  const line = text.split(LINE_END).join(' ').replace(/\s+/g, ' ').replace(UNSEEN, '');
  return escaped(line.trim());
}

/** The lines of a text as paragraphs; none for a blank one. */
export function literalLines(text: string): readonly string[] {
  const lines = text.split(LINE_END).map(literalLine);
  const first = lines.findIndex((line) => line !== '');
  if (first === -1) return [];
  const kept = lines.slice(first, lines.findLastIndex((line) => line !== '') + 1);
  // Two blanks at its end break a line.
  return kept.map((line, index) => (line === '' || index === kept.length - 1 ? line : `${line}  `));
}

/** Blanks in front would make code; they stay as blanks that do not. */
function literalLine(line: string): string {
  const text = line.replaceAll('\t', '    ').replace(UNSEEN, '').trimEnd();
  const content = text.trimStart();
  return '\u00a0'.repeat(text.length - content.length) + escaped(content);
}

const escaped = (line: string): string =>
  line
    .replace(MARKUP, (character) => `\\${character}`)
    .replace(LINE_START, (start, digits: string | undefined) =>
      digits === undefined ? `\\${start}` : `${digits}\\${start.slice(digits.length)}`,
    );

/** The lines as a quotation. */
export const quoted = (lines: readonly string[]): readonly string[] =>
  lines.map((line) => (line === '' ? '>' : `> ${line}`));

/** The lines as what belongs to an item of a list. */
export const indented = (lines: readonly string[]): readonly string[] =>
  lines.map((line) => (line === '' ? '' : `  ${line}`));

/** Items of a list as `- name: value`; none for a value that is not there. */
export const factLines = (
  facts: readonly (readonly [name: string, value: string | undefined])[],
): readonly string[] =>
  facts.flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [`- ${name}: ${value}`],
  );

/** Blocks with a blank line between; none for an empty one. */
export const blocks = (
  ...all: readonly (readonly string[] | string | undefined)[]
): readonly string[] =>
  all.flatMap((block) => {
    const lines = block === undefined ? [] : typeof block === 'string' ? [block] : block;
    return lines.length === 0 ? [] : [...lines, ''];
  });
