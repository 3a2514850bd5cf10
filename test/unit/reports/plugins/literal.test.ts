import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { describe, expect, it } from 'vitest';
import { blocks, literal, literalLines, quoted } from '../../../../src/reports/plugins/literal.ts';

const reader = new MarkdownIt({ html: true, linkify: false });

/** Kinds of everything that a reader makes of Markdown. */
function kindsOf(markdown: string): ReadonlySet<string> {
  const tokens = reader.parse(markdown, {});
  return new Set(
    [...tokens, ...tokens.flatMap(({ children }) => children ?? [])].map(({ type }) => type),
  );
}

/** Pieces of which markup is made, and of lines that end in ways of their own. */
const PIECES = [
  ...['#', '##', '-', '+', '*', '_', '~~', '`', '```', '>', '|', '---', '===', ':-:', '1.', '2)'],
  ...['[a]: https://e.example', '[x]', '(https://e.example)', '![', ']', '<b>', '<!--', '&lt;'],
  ...[
    '\n',
    '\r',
    '\r\n',
    '\u2028',
    '\u0085',
    '\v',
    '\t',
    '    ',
    ' ',
    '\\',
    '本文',
    'a',
    '\0',
    '\u202e',
  ],
];
const piece = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...PIECES) },
  { weight: 1, arbitrary: fc.string({ maxLength: 4 }) },
);
/** Lines that begin with a piece of markup, ended in one way or another. */
const hostile = fc
  .array(fc.tuple(fc.array(piece, { maxLength: 3 }), fc.constantFrom('\n', '\r\n', '\u2028')), {
    maxLength: 6,
  })
  .map((lines) => lines.map(([pieces, end]) => pieces.join('') + end).join(''));

const PLAIN = new Set(['paragraph_open', 'paragraph_close', 'inline', 'text', 'text_special']);
const BREAKS = new Set(['hardbreak', 'softbreak']);
const added = (text: string, known: ReadonlySet<string>): readonly string[] =>
  [...kindsOf(text)].filter((kind) => !known.has(kind) && !PLAIN.has(kind));

describe('texts of people in Markdown', () => {
  it('are nothing but text in paragraphs, whatever they hold', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(added(blocks(literalLines(text)).join('\n'), BREAKS)).toEqual([]);
      }),
    );
  });

  it('are nothing but text in a heading, an item and a quotation, and do not end them', () => {
    const page = (text: string): string =>
      blocks(`# ${literal(text)}`, [`- [x] ${literal(text)}`], quoted(literalLines(text))).join(
        '\n',
      );
    const known = new Set([...kindsOf(page('text')), ...BREAKS]);
    fc.assert(
      fc.property(hostile, (text) => {
        expect(added(page(text), known)).toEqual([]);
        const tops = reader
          .parse(page(text), {})
          .filter(({ level, nesting }) => level === 0 && nesting === 1);
        expect(tops.length).toBeLessThanOrEqual(3);
      }),
    );
  });

  it('keep every character that can be seen', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const seen = (value: string): string =>
          value.replace(/[\s\p{Cc}\u00a0\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu, '');
        const unescaped = literalLines(text)
          .join('\n')
          .replace(/\\([!-/:-@[-`{-~])/g, '$1');
        expect(seen(unescaped)).toBe(seen(text));
      }),
    );
  });

  it.each([
    ['===', '\\===', 'underlines the line above as a heading'],
    [':-:', '\\:-:', 'makes the line above the head of a table'],
    [': text', '\\: text', 'defines the line above'],
    ['- text', '\\- text', 'is an item'],
    ['+ text', '\\+ text', 'is an item'],
    ['1. text', '1\\. text', 'is an item'],
    ['12) text', '12\\) text', 'is an item'],
  ])('have a line that begins as %s written as %s, because it %s', (line, escaped) => {
    expect(literal(line)).toBe(escaped);
    expect(literalLines(`above\n  ${line}\nbelow`)).toEqual([
      'above  ',
      `\u00a0\u00a0${escaped}  `,
      'below',
    ]);
    expect(literal(`a ${line}`)).toBe(`a ${line}`);
  });
});
