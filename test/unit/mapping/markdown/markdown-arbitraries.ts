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

/** Characters that may begin markup, each of which is plain text elsewhere, and what looks like it. */
const BORDER_PIECES = [
  ...String.raw`\*_~${'`'}[]()<>|@$&#=+-.!:;/{}"'0x`,
  ...['\0', '\r', '\t', '\u00a0', '\u3000', '\ufeff', '\n', '\n\n', ' ', '    ', '\n    ', '\n- '],
  ...[
    '10:30',
    ':日',
    '：',
    ':1:',
    ':1a:',
    ':a:',
    ';)',
    ':3',
    ':)',
    ': ',
    ':\n',
    'x-d',
    'X-D',
    '<3',
  ],
  ...['tel:0', 'mailto:a', 'http:1', 'ahttp:1', 'HTTPS:日', 'ftp:', 'a:b', 'www', 'www.', 'WWW.a'],
  ...['a.co/', 'a.b/', 'ä.日本/', '.toolong/', 'a@b.co', '&amp;', '&#39;', '&x', 'R&D', 'a & b'],
  ...[
    '1.',
    '1. ',
    '\n1. ',
    '\n12.\u3000',
    '#',
    '\n#',
    '\n# ',
    '>',
    '\n>',
    '\n--',
    '---',
    '\n===',
    '|-|',
  ],
  ...[
    'שלום',
    '\u202eمرحبا\u202c',
    '😀',
    '👍🏽',
    '𠮷',
    '\ud83d',
    '\ude00',
    'ſ',
    'K',
    '\u2028',
    '⟦',
    '⟧',
  ],
  ...['word', '資料', 'です。', 'ſhttp:', 'a'.repeat(500)],
  // Addresses of which the cut before Japanese leaves less than an address.
  ...[
    'Q:を',
    'Ctrl+C:を',
    'a:日',
    ':を入力',
    'https:を',
    'https://を',
    'tel:を',
    'www.を',
    'a.bを.co/x',
  ],
  ...['\n-=', '\n=-', '\n-=-=-=', '\n -=- ', '-=-', '=-'],
  ...['.𠮷𠮷/', '東京.𠮷𠮷𠮷/', '.𠮷𠮷𠮷𠮷/a', '.𠮷𠮷𠮷𠮷𠮷/', '.日本𠮷/'],
  // Every punctuation of ASCII next to Japanese.
  ...Array.from('!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~').flatMap((mark) => [`日${mark}`, `${mark}を`]),
];

/** Short texts of which many are plain by one character. */
export const borderText = fc
  .array(
    fc.oneof(
      { weight: 2, arbitrary: fc.constantFrom('word', '資料', ' ', 'です。', 'a', '1') },
      { weight: 1, arbitrary: fc.constantFrom(...BORDER_PIECES) },
    ),
    { minLength: 1, maxLength: 7 },
  )
  .map((pieces) => pieces.join(''));

/** Beginnings of addresses with what cuts them short, between words. */
export const cutAddress = fc
  .tuple(
    fc.constantFrom('', 'a ', '日', '**b** ', '('),
    fc.constantFrom(
      'Q:',
      'ab:',
      'https:',
      'http:/',
      'https://',
      'mailto:',
      'tel:',
      'www.',
      'www2.',
      'a.b',
    ),
    fc.constantFrom('', '_', '/', '.', "'", 'x', 'x.co/'),
    fc.constantFrom('を', 'のを', 'を入力', 'を.co/x', 'の', '.', '_.', ' を'),
    fc.constantFrom('', ' **now**', '、です。'),
  )
  .map((pieces) => pieces.join(''));

/** A plain text up to and beyond the length that one message surely holds. */
export const longPlainText = fc
  .tuple(fc.constantFrom('word ', '資料、', 'R&D ', 'a\n'), fc.integer({ min: 7_300, max: 7_700 }))
  .map(([piece, length]) => `${piece.repeat(length).slice(0, length - 1)}a`);
