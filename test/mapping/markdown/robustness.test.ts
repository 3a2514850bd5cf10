import { describe, expect, it } from 'vitest';
import { renderText } from '../../../src/mapping/markdown/render-text.ts';
import { textContext } from './text-context.ts';
import { shownText } from './visible-text.ts';

/** Mattermost's longest post. */
const LONGEST_POST = 16_383;
const TIMES_PLAIN = 50;
const RUNS = 9;

const context = textContext({ latex: { block: true, inline: true } });

const filled = (fragment: string): string =>
  fragment.repeat(Math.ceil(LONGEST_POST / fragment.length)).slice(0, LONGEST_POST);

function nested(open: string, close: string): string {
  const depth = Math.floor(LONGEST_POST / (open.length + close.length));
  return open.repeat(depth) + close.repeat(depth);
}

const growing = (fragment: string, end: string): string => {
  let text = '';
  for (let length = 1; text.length < LONGEST_POST; length++) text += fragment.repeat(length) + end;
  return text.slice(0, LONGEST_POST);
};

function milliseconds(text: string): number {
  const start = performance.now();
  renderText(text, context);
  return performance.now() - start;
}

const sortedTimes = (text: string): number[] =>
  Array.from({ length: RUNS }, () => milliseconds(text)).sort((a, b) => a - b);

const PLAIN = filled('This is an ordinary sentence of a long post, これは普通の文章です。\n');

const FRAGMENTS = [
  ...[
    '>',
    '> ',
    '[',
    '](',
    '[a](',
    '![',
    '*',
    '**',
    '**a',
    '*a ',
    '_',
    '_a ',
    '__a',
    '~~',
    '~~a',
    '`',
    '`a',
    '``a`',
  ],
  ...[
    '<',
    '<a ',
    '<!--',
    '<a b="',
    '<http://',
    '<a@',
    '$',
    '$a',
    '\\',
    '- ',
    '- - ',
    '1. ',
    '- a\n',
    '- a\n  ',
  ],
  ...[
    '#',
    '# a\n',
    'a\n==\n',
    'a\n-',
    '---\n',
    '|',
    '|a',
    '|a|\n|-|\n',
    'a|b\n',
    '```\n',
    '```a\n',
    '~~~\n````\n',
  ],
  ...[
    '@',
    '@a.',
    '@all ',
    '~',
    '~a',
    ':',
    ':a',
    ':a:',
    ':)',
    ':smile:',
    'x-d ',
    'http://',
    'http://a(',
    'www.a',
    'a.b/',
  ],
  ...[
    'a@',
    'a@b.',
    'a@b.co ',
    '&',
    '&amp;',
    '(',
    '((',
    ']',
    '\n',
    '\n\n',
    ' ',
    ' \n',
    '\t',
    '    a\n',
    '> - ',
    '>- > ',
  ],
  ...[
    '[a]: http://x\n',
    '[a][',
    '[[a](b)](',
    '**_',
    '*_~~',
    '**[`~~*_',
    '😀',
    '日本_a_',
    '- a\n - b\n  - c\n',
    '>a\n>>b\n',
  ],
];

const CASES: readonly (readonly [string, string])[] = [
  ...FRAGMENTS.map((fragment) => [JSON.stringify(fragment), filled(fragment)] as const),
  ...['[a](', '[a]', '[', '[a][', '![a]'].map(
    (fragment) =>
      [
        `defined ${fragment}`,
        `[a]: http://x.y\n\n${filled(fragment)}`.slice(0, LONGEST_POST),
      ] as const,
  ),
  ['brackets in brackets', nested('[', '](u)')],
  ['bold in bold', nested('**', '**')],
  ['italics in italics', nested('*a', 'b*')],
  ['parentheses', nested('[a](', ')')],
  ['styles in styles', nested('**_', '_**')],
  ['growing runs of backticks', growing('`', 'a ')],
  ['growing fences', growing('`', 'a\n')],
  [
    'unknown emoji, each another',
    Array.from({ length: 3_000 }, (_, at) => `:e${at}:`)
      .join('')
      .slice(0, LONGEST_POST),
  ],
  ['a staircase of lists', growing(' ', '- a\n')],
  ['a staircase of quotes', growing('>', ' a\n')],
];

describe('a post of the greatest length', () => {
  it(`takes at most ${TIMES_PLAIN} times as long as plain text, whatever it holds`, () => {
    for (const text of [PLAIN, ...CASES.map(([, text]) => text)]) milliseconds(text);
    const plain = sortedTimes(PLAIN)[Math.floor(RUNS / 2)] ?? 0;
    const slow = CASES.map(([name, text]) => ({
      name,
      times: (sortedTimes(text)[0] ?? 0) / plain,
    })).filter(({ times }) => times > TIMES_PLAIN);
    expect(slow).toEqual([]);
  });

  it.each([
    ['quotes', '> '.repeat(8_000)],
    ['lists', '- '.repeat(8_000)],
    ['bold', '**'.repeat(8_000)],
    ['brackets', '['.repeat(16_000)],
  ])('keeps the text within %s nested too deep', (_, markers) => {
    expect(shownText(renderText(`${markers}innermost`, context))).toContain('innermost');
  });
});
