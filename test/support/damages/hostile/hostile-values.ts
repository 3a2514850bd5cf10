import fc from 'fast-check';

/*
 * Values that a column can hold when something went wrong: in the server, in a plugin, in an import by hand.
 */

const deep = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`;
const deepObject = (depth: number): string => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;

const parsed = (json: string): unknown => JSON.parse(json);

/** Texts that drive a terminal, a spreadsheet, a page, a path or a parser. */
export const HOSTILE_WORDS: readonly string[] = [
  '',
  ' ',
  '\n',
  '\0',
  'a\0b',
  '\ud800',
  'a\udc00b',
  '\u202eevil\u202c\u2066\u200f',
  '\u001b[31mred\u001b[0m\u001b]0;title\u0007\u009b2J',
  '=1+1',
  '+1',
  '-1',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  '../../../etc/passwd',
  '/etc/passwd',
  '..\\..\\win.ini',
  'C:\\x',
  '__proto__',
  'constructor',
  'toString',
  "'; DROP TABLE Posts; --",
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '<!channel> <@U123> <http://a|b>',
  '&amp;&lt;',
  'e\u0301\u0301\u0301',
  '👩\u200d👩\u200d👧',
  'null',
  'NaN',
  '-9223372036854775808',
  '9223372036854775807',
  '1e400',
  '{',
  '[]',
  '{}',
  '[null,1,"a",{"b":[]}]',
  '"text"',
  '{"attachments":{"a":1}}',
  '{"attachments":[null,1,"x",{"text":{"a":1},"fields":"x","actions":[1]}]}',
  '{"__proto__":{"from_webhook":"true"},"constructor":1}',
  '{"from_webhook":"true","override_username":"\\ud800","webhook_display_name":"\\u0000"}',
  '{"attachments":[{"text":"\\ud800 and \\u0000","title":"\\udfff"}]}',
  '{"\\ud800":"\\ud800"}',
  '{"\\\\ud800":"\\\\u0000"}',
  deep(10_000),
  deepObject(10_000),
  `{"attachments":[{"fields":[{"title":"a","value":${deep(10_000)}}]}]}`,
  `{"attachments":${deepObject(10_000)}}`,
];

/** A text of any kind; long ones too. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...HOSTILE_WORDS),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.uint16Array({ maxLength: 20 }).map((units) => String.fromCharCode(...units)),
  fc
    .constantFrom(...HOSTILE_WORDS.filter((word) => word.length < 100), '> ', '- ', '[', '**')
    .map((word) => word.repeat(100)),
);

/** What a driver may give for any column, whatever type ours expects. */
export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: hostileText },
  fc.constantFrom(null, undefined, true, false, 0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY),
  fc.constantFrom(Number.MAX_SAFE_INTEGER, 253_402_300_800_000, 8.64e15, 10n, new Date(Number.NaN)),
  fc.uint8Array({ maxLength: 20 }).map((bytes) => Buffer.from(bytes)),
  fc.jsonValue(),
  // As a driver gives them that parses JSON itself.
  fc.constantFrom(...[deep(10_000), deepObject(10_000), '{"toString":1,"valueOf":1}'].map(parsed)),
);

const PROPS = [
  ...['attachments', 'from_webhook', 'override_username', 'override_icon_url'],
  ...['override_icon_emoji', 'webhook_display_name', 'previewed_post', 'username', 'old_header'],
  ...['new_header', 'old_displayname', 'new_displayname', 'new_purpose', 'addedUserId', 'userId'],
  ...['addedUsername', 'removedUserId', 'postId', 'card', 'use_user_icon', 'from_bot'],
];

/** JSON with the names that integrations use, over whatever. */
export const hostileProps: fc.Arbitrary<string> = fc
  .dictionary(
    fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...PROPS) }, hostileText),
    fc.oneof(
      hostileText,
      fc.jsonValue(),
      fc.array(
        fc.dictionary(
          fc.constantFrom(
            'text',
            'pretext',
            'title',
            'title_link',
            'fields',
            'ts',
            'color',
            'footer',
          ),
          fc.oneof(
            hostileText,
            fc.jsonValue(),
            fc.array(fc.record({ title: hostileText, value: fc.jsonValue() })),
          ),
          { noNullPrototype: true },
        ),
        { maxLength: 3 },
      ),
    ),
    { maxKeys: 6, noNullPrototype: true },
  )
  .map((props) => JSON.stringify(props));
