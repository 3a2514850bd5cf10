import fc from 'fast-check';

/** Words without any markup, English and Japanese. */
export const plainWord = fc.constantFrom(
  'build',
  'ready',
  'R&D',
  'a<b',
  'x>y',
  '5%',
  '資料',
  '会議',
  'です。',
  '「引用」',
  '（注）',
  'ファイル名',
  '😀',
  '𠮷野家',
  "it's",
  '"so"',
);

const FRAGMENTS = [
  ...[
    '*',
    '**',
    '***',
    '_',
    '__',
    '~~',
    '~',
    '`',
    '``',
    '```',
    '\n',
    '\n\n',
    '\n\n\n',
    ' ',
    '  ',
    '    ',
  ],
  ...[
    '# ',
    '## ',
    '> ',
    '>',
    '- ',
    '* ',
    '+ ',
    '1. ',
    '9. ',
    '- [ ] ',
    '- [x] ',
    '---',
    '===',
    '|',
    '|---|',
  ],
  ...[
    '[',
    ']',
    '(',
    ')',
    '![',
    '](',
    '[a]: http://b.c\n',
    '[a]',
    'http://',
    'https://e.co/a',
    'www.',
    'e.co/',
  ],
  ...[
    '<',
    '>',
    '&',
    '&amp;',
    '<b>',
    '</b>',
    '<!--',
    '-->',
    '<!channel>',
    '<@U012>',
    '<#C012|x>',
    '<3',
    '\\',
  ],
  ...[
    '@alice',
    '@bob.smith.',
    '@all',
    '@here',
    '@devs',
    '@nobody',
    '~dev',
    '~x',
    ':smile:',
    ':nope:',
    ':)',
    ':-',
    ':',
  ],
  ...[
    'a',
    'word',
    'info@e.co',
    '重要',
    'です',
    '：',
    '。',
    'を',
    '😀',
    '\ud83d',
    '\ude00',
    '\0',
    '\r\n',
    '\t',
    '\u00a0',
  ],
  ...[
    '$',
    '$x$',
    '"',
    "'",
    '=',
    '{',
    '}',
    '.',
    ',',
    '0',
    'x-d',
    ':’(',
    'tel:0',
    'http:',
    '0. ',
    '- \t',
    '```js\n',
    '\n```\n',
    '| a | b |\n|---|:-:|\n',
  ],
];

/** Fragments of markup, thrown together. */
export const markupFragments = fc.array(
  fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...FRAGMENTS) }, fc.string({ maxLength: 4 })),
  {
    maxLength: 60,
  },
);

/** Markup thrown together, which is where parsers break. */
export const markupSoup = markupFragments.map((fragments) => fragments.join(''));

/** Anything that a post may hold. */
export const anyText = fc.oneof(
  { weight: 6, arbitrary: markupSoup },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 200 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 200 }) },
);

/** A fragment or soup repeated to any length up to several messages. */
export const longText = fc
  .tuple(markupSoup, fc.integer({ min: 1, max: 30_000 }))
  .map(([soup, length]) =>
    soup.repeat(Math.ceil(length / Math.max(1, soup.length))).slice(0, length),
  );
