import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderPlain } from '../../../../../src/mapping/markdown/render-plain.ts';
import { renderWhole } from '../../../../../src/mapping/markdown/render-text.ts';
import { mapAttachments } from '../../../../../src/mapping/messages/attachments.ts';
import {
  linesOfAttachments,
  sourceAttachments,
} from '../../../../../src/mapping/verify/text/source-attachments.ts';
import { targetAttachments } from '../../../../../src/mapping/verify/text/target-attachments.ts';
import type { Json, JsonObject } from '../../../../../src/model/model.ts';
import { markupSoup } from '../../markdown/markdown-arbitraries.ts';
import { textContext } from '../../markdown/text-context.ts';
import { NAMES, textsWith } from './both-sides.ts';

const context = textContext();
const texts = textsWith(context);

const expected = (attachments: Json): string =>
  linesOfAttachments(sourceAttachments(attachments, texts), texts);

const written = (attachments: Json): readonly unknown[] =>
  mapAttachments(
    { attachments },
    {
      toMrkdwn: (markdown) => renderWhole(markdown, context).text,
      toPlain: (markdown) => renderPlain(markdown, context),
    },
  ).attachments;

const asText = (value: unknown): string => JSON.stringify(value);

const read = (attachments: readonly unknown[]): string =>
  targetAttachments(attachments, NAMES, 'archive');

const WHOLE = {
  fallback: 'Build 7 failed',
  color: '#F00',
  pretext: 'see **this** & that',
  author_name: 'CI <bot>',
  author_link: 'https://ci.example.com/',
  author_icon: 'https://ci.example.com/icon.png',
  title: 'Build -1.5',
  title_link: 'https://ci.example.com/7',
  text: '`a != b`\n- one\n- two',
  fields: [
    { title: 'Cost', value: '€ 1.5', short: true },
    { title: 'Branch', value: '*main*', short: false },
  ],
  image_url: 'https://ci.example.com/7.png',
  thumb_url: 'https://ci.example.com/7t.png',
  footer: 'CI',
  footer_icon: 'https://ci.example.com/f.png',
  ts: 1_680_485_400,
} satisfies JsonObject;

describe('the attachments of a post', () => {
  it('are the same on both sides', () => {
    expect(read(written([WHOLE]))).toBe(expected([WHOLE]));
    expect(expected([WHOLE]).split('\n').length).toBeGreaterThan(15);
  });

  it.each([
    ['a pretext that is a list', { pretext: ['a', 'b'], text: 'seen' }],
    ['a title that is an object', { title: { a: 1 }, text: 'seen' }],
    ['a text that is a list', { text: [1, 2], footer: 'seen' }],
    ['nothing but a fallback', { fallback: ' only me \n' }],
    ['nothing to be seen', { color: 'good' }],
    ['a value of a field that is an object', { fields: [{ title: 'a', value: { b: ['**c**'] } }] }],
    ['a title of a field that is a list', { fields: [{ title: ['a'], value: 'b' }] }],
    ['fields that are none', { fields: [null, 1, 'a', {}], text: 'seen' }],
    [
      'an address of 5,000 characters',
      { title: 'a', title_link: `https://e.com/${'a'.repeat(5_000)}` },
    ],
    ['a link of 5,000 characters', { text: `[a](https://e.com/${'a'.repeat(5_000)})` }],
    ['a relative address', { title: 'a', title_link: '/plugins/x', image_url: 'a.png' }],
    ['a colour by name', { text: 'a', color: 'Danger' }],
    ['a colour that Slack does not take', { text: 'a', color: 'red' }],
    [
      'a text of several messages',
      { text: `${'word '.repeat(9_000)}\n\n> ${'quoted '.repeat(3_000)}` },
    ],
    ['a text of white space alone', { text: '# \t' }],
    ['blank lines and a quote', { text: '> a\n>\n> b\n\n\nc  \nd' }],
    ['a number', { text: 1.5, title: -5, pretext: false }],
    ['a time as text', { text: 'a', ts: '1680485400.123000' }],
  ])('are the same on both sides with %s', (_what, attachment) => {
    expect(read(written([attachment]))).toBe(expected([attachment]));
  });

  it('are the same on both sides, whatever an integration wrote', () => {
    const value = fc.oneof(
      { weight: 4, arbitrary: markupSoup },
      fc.constantFrom('good', '#abc', 'https://e.com/a', 'mailto:a@e.com', '/a', '', ' '),
      fc.jsonValue({ maxDepth: 2 }),
    );
    const key = fc.constantFrom(...Object.keys(WHOLE), 'actions', 'callback_id', 'x');
    const field = fc.dictionary(fc.constantFrom('title', 'value', 'short'), value);
    const fields = fc.oneof(fc.array(field, { maxLength: 3 }), field);
    const attachment = fc.dictionary(key, fc.oneof(value, fields, fields.map(asText)));
    const list = fc.array(fc.oneof(attachment, fc.jsonValue()), { maxLength: 4 });
    const lists = fc.oneof(
      { weight: 6, arbitrary: list },
      attachment,
      list.map(asText),
      fc.jsonValue(),
    );
    fc.assert(
      fc.property(lists, (all) => {
        const attachments = JSON.parse(JSON.stringify(all));
        expect(read(written(attachments))).toBe(expected(attachments));
      }),
      { numRuns: 1_500 },
    );
  });

  it('are at most as many as Slack takes', () => {
    const many = Array.from({ length: 130 }, (_, at) => ({ text: `no. ${at}` }));
    expect(read(written(many))).toBe(expected(many));
  });
});

describe('an attachment of the target that is another one', () => {
  type Change = readonly [what: string, change: Readonly<Record<string, unknown>>];
  const changes: readonly Change[] = [
    ['pretext', { pretext: 'see *this* &amp; than' }],
    ['author_name', { author_name: 'CI &lt;bots&gt;' }],
    ['author_link', { author_link: 'https://ci.example.org/' }],
    ['author_icon', { author_icon: undefined }],
    ['title', { title: 'Build 1.5' }],
    ['title_link', { title_link: 'http://ci.example.com/7' }],
    ['text', { text: '`a == b`\n• one\n• two' }],
    ['order of a list', { text: '`a != b`\n• two\n• one' }],
    ['image_url', { image_url: 'https://ci.example.com/8.png' }],
    ['no image', { image_url: undefined }],
    ['thumb_url', { thumb_url: 'https://ci.example.com/8t.png' }],
    ['footer', { footer: 'ci' }],
    ['footer_icon', { footer_icon: undefined }],
    ['color', { color: '#00ff00' }],
    ['ts', { ts: 1_680_485_401 }],
    ['fallback', { fallback: 'Build 7 passed' }],
    ['mrkdwn_in', { mrkdwn_in: ['text'] }],
    ['fields', { fields: [] }],
    ['blocks of its own', { blocks: [{ type: 'divider' }] }],
    ['an unknown field', { video_html: '<b>' }],
    ['a value that is no text', { title: { text: 'Build -1.5' } }],
  ];

  it.each(changes)('is seen by its %s', (_what, change) => {
    const [attachment] = written([WHOLE]);
    expect(read([{ ...Object(attachment), ...change }])).not.toBe(expected([WHOLE]));
  });

  it.each([
    ['its value', { title: 'Cost', value: '€ 15', short: true }],
    ['its currency', { title: 'Cost', value: '$ 1.5', short: true }],
    ['its title', { title: 'cost', value: '€ 1.5', short: true }],
    ['its width', { title: 'Cost', value: '€ 1.5', short: false }],
  ])('is seen by a field that is another one by %s', (_what, field) => {
    const [attachment] = written([WHOLE]);
    const [, second] = WHOLE.fields;
    const other = { ...Object(attachment), fields: [field, { ...second, value: '_main_' }] };
    const same = { ...other, fields: [{ ...WHOLE.fields[0] }, { ...second, value: '_main_' }] };
    expect(read([same])).toBe(expected([WHOLE]));
    expect(read([other])).not.toBe(expected([WHOLE]));
  });

  it.each([
    ['one more', [WHOLE, { text: 'more' }]],
    ['one less', []],
    ['another order', [{ text: 'more' }, WHOLE]],
  ])('is seen by %s', (_what, attachments) => {
    const source = [WHOLE, { text: 'other' }];
    expect(read(written(attachments))).not.toBe(expected(source));
  });
});
