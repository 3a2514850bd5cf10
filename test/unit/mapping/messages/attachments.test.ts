import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mapAttachments } from '../../../../src/mapping/messages/attachments.ts';
import type { Json, JsonObject } from '../../../../src/model/model.ts';
import type { ExportAttachment } from '../../../../src/slack/export-format.ts';

const converted = (markdown: string): string => `<${markdown}>`;

const TEXTS = {
  toMrkdwn: converted,
  toPlain: (markdown: string) => markdown.trim().replace(/\s+/g, ' '),
};

const mapped = (attachments: Json) => mapAttachments({ attachments }, TEXTS);

/** The one attachment that comes of the fields, with a title so that there is something to see. */
function only(fields: JsonObject): ExportAttachment {
  const { attachments } = mapped([{ title: 'T', ...fields }]);
  const [first] = attachments;
  if (first === undefined || attachments.length !== 1) throw new Error('not one attachment');
  return first;
}

const codes = (attachments: Json): string[] => mapped(attachments).losses.map(({ code }) => code);

const EVERY_FIELD = {
  id: 0,
  fallback: 'PR & more',
  color: '#36a64f',
  pretext: 'new **PR**',
  author_name: 'octo <cat>',
  author_link: 'https://example.com/octo',
  author_icon: 'https://example.com/octo.png',
  title: 'Fix **it**',
  title_link: 'https://example.com/pr/1',
  text: 'body with _md_',
  fields: [
    { title: 'Env', value: '本番', short: true },
    { title: 'Count', value: 3, short: 'true' },
  ],
  image_url: 'https://example.com/i.png',
  thumb_url: 'https://example.com/t.png',
  footer: 'foot & co',
  footer_icon: 'https://example.com/f.png',
  ts: 1_700_000_000,
} satisfies JsonObject;

const WHITELIST = [...Object.keys(EVERY_FIELD), 'mrkdwn_in'];

describe('mapping attachments', () => {
  it('keeps every field that Slack shows and converts those that hold Markdown', () => {
    expect(mapped([EVERY_FIELD])).toEqual({
      attachments: [
        {
          ...EVERY_FIELD,
          id: 1,
          fallback: 'PR &amp; more',
          pretext: '<new **PR**>',
          author_name: 'octo &lt;cat&gt;',
          text: '<body with _md_>',
          fields: [
            { title: 'Env', value: '<本番>', short: true },
            { title: 'Count', value: '<3>', short: true },
          ],
          footer: 'foot &amp; co',
          mrkdwn_in: ['pretext', 'text', 'fields'],
        },
      ],
      losses: [],
    });
  });

  it('leaves out what Mattermost stores as empty', () => {
    const empty = { pretext: '', text: 'v1.2.3', fields: null, ts: null, footer: '', color: '' };
    expect(mapped([{ id: 0, title: '', thumb_url: '', ...empty }]).attachments).toEqual([
      { id: 1, fallback: 'v1.2.3', text: '<v1.2.3>', mrkdwn_in: ['text'] },
    ]);
  });

  it.each([
    ['good', 'good'],
    ['Danger', 'danger'],
    ['#36A64F', '#36a64f'],
    ['36a64f', '#36a64f'],
    ['#abc', '#aabbcc'],
    ['red', undefined],
    ['#12345', undefined],
    [7, undefined],
  ])('shows the colour %j as %j', (color, expected) => {
    expect(only({ color }).color).toBe(expected);
  });

  it.each([
    [1_700_000_000, 1_700_000_000],
    ['1700000000', '1700000000'],
    ['1700000000.5', '1700000000.5'],
    [1e300, undefined],
    [-1, undefined],
    ['yesterday', undefined],
    [{}, undefined],
  ])('keeps the time %j as %j', (ts, expected) => {
    expect(only({ ts }).ts).toBe(expected);
  });

  it.each([
    ['text', '<text>'],
    [1.5, '<1.5>'],
    [false, '<false>'],
    [['a', { b: null }], '<["a",{"b":null}]>'],
    [null, ''],
  ])("shows a field's value %j as %j", (value, expected) => {
    expect(only({ fields: [{ title: 'F', value }] }).fields).toEqual([
      { title: 'F', value: expected, short: false },
    ]);
  });

  it('leaves out fields without title and value', () => {
    expect(only({ fields: [{ title: '', value: null }, null, 'x', []] }).fields).toBeUndefined();
  });

  it.each([
    ['title_link', 'https://a.jp/x?a=1&b=2', true],
    ['title_link', 'mailto:a@example.com', true],
    ['title_link', '/jira/browse/X-1', false],
    ['title_link', 'javascript:alert(1)', false],
    ['title_link', 'https://', false],
    ['title_link', `https://a.jp/${'x'.repeat(3_000)}`, false],
    ['title_link', 'https://a.jp/ <!channel>', false],
    ['image_url', 'HTTP://a.jp/i.png', true],
    ['image_url', 'mailto:a@example.com', false],
    ['thumb_url', 'data:image/png;base64,AAAA', false],
    ['image_url', '/api/v4/files/x', false],
  ] as const)('%s: %s is kept: %s', (key, url, isKept) => {
    expect(only({ [key]: url })[key]).toBe(isKept ? url : undefined);
    expect(codes([{ title: 'T', [key]: url }])).toEqual(
      isKept ? [] : ['attachment_address_dropped'],
    );
  });

  it('never repeats a dropped address, which may hold a token', () => {
    const { losses } = mapped([{ title: 'T', title_link: '/hooks/secret-token' }]);
    expect(JSON.stringify(losses)).not.toContain('secret-token');
  });

  it('drops buttons and menus with all they hold and counts them', () => {
    const integration = { url: 'http://10.0.0.1/hook', context: { token: 'secret' } };
    const result = mapped([{ text: 'Deploy?', actions: [{ name: 'Yes', integration }, {}] }]);
    expect(result.losses).toEqual([{ code: 'attachment_actions_dropped', old: '2' }]);
    expect(JSON.stringify(result)).not.toMatch(/secret|10\.0\.0\.1|Yes/);
  });

  it('leaves out an attachment in which nothing is to be seen, yet counts its buttons', () => {
    const result = mapped([{ color: 'good', ts: 1, actions: [{}] }, { text: 'seen' }]);
    expect(result.attachments.map(({ id, text }) => [id, text])).toEqual([[1, '<seen>']]);
    expect(result.losses.map(({ code }) => code)).toEqual(['attachment_actions_dropped']);
  });

  it('keeps an attachment that has a fallback alone', () => {
    expect(mapped([{ fallback: 'Build <3> failed' }]).attachments).toEqual([
      { id: 1, fallback: 'Build &lt;3&gt; failed' },
    ]);
  });

  it('makes a fallback of the first text, on one line and no longer than a notification', () => {
    expect(only({ title: '', text: 'a\n b' }).fallback).toBe('a b');
    const long = only({ title: '', pretext: '𠮷'.repeat(500) }).fallback ?? '';
    expect([...long]).toHaveLength(200);
    expect(long.endsWith('𠮷…')).toBe(true);
    expect(mapped([{ image_url: 'https://a.jp/i.png' }]).attachments[0]?.fallback).toBe(
      'Attachment',
    );
  });

  it("keeps Slack's hundred attachments and counts the rest", () => {
    const many = Array.from({ length: 103 }, (_, index) => ({ text: String(index) }));
    const { attachments, losses } = mapped(many);
    expect(attachments).toHaveLength(100);
    expect(attachments.at(-1)).toMatchObject({ id: 100, text: '<99>' });
    expect(losses).toEqual([{ code: 'attachments_over_limit', old: '3' }]);
  });

  it.each([undefined, null, 'text', 7, {}, { 0: { text: 'x' } }, [null, 1, 'x', [], [[]]]])(
    'takes %j for no attachments',
    (attachments) => {
      const props: JsonObject = attachments === undefined ? {} : { attachments };
      const { attachments: shown, losses } = mapAttachments(props, TEXTS);
      const isNothing = ['null', '{}', undefined].includes(JSON.stringify(attachments));
      const dropped = { code: 'attachment_value_dropped', old: 'attachments' };
      expect({ shown, losses }).toEqual({ shown: [], losses: isNothing ? [] : [dropped] });
    },
  );

  it.each([
    ['title', 'title'],
    ['text', 'text'],
    ['pretext', 'pretext'],
    ['author_name', 'author_name'],
    ['fallback', 'fallback'],
  ])('reads no text from a list or an object in place of the %s, with a loss', (key, old) => {
    for (const secret of [{ token: 'secret' }, ['secret']]) {
      const made = mapped([{ [key]: secret, footer: 'seen' }]);
      expect(made.attachments).toEqual([{ id: 1, fallback: 'seen', footer: 'seen' }]);
      expect(made.losses).toEqual([{ code: 'attachment_value_dropped', old }]);
    }
  });

  it('reads no title of a field from an object, with one loss', () => {
    const made = mapped([
      {
        fields: [
          { title: { a: 1 }, value: 'v' },
          { title: [2], value: 'w' },
        ],
      },
    ]);
    expect(made.attachments[0]?.fields?.map(({ title }) => title)).toEqual(['', '']);
    expect(made.losses).toEqual([{ code: 'attachment_value_dropped', old: 'fields' }]);
  });

  it('survives a value nested deeper than the stack', () => {
    const deep = JSON.parse('['.repeat(100_000) + ']'.repeat(100_000)) as Json;
    expect(only({ fields: [{ title: 'F', value: deep }], text: deep }).fields).toEqual([
      { title: 'F', value: '<…>', short: false },
    ]);
  });

  it('shows each value that it is given or names what it dropped, whatever its kind', () => {
    const kinds: fc.Arbitrary<(leaf: string) => Json> = fc.constantFrom(
      (leaf: string) => leaf,
      (leaf: string) => [leaf],
      (leaf: string) => ({ value: leaf }),
      (leaf: string) => ({ text: { deeper: [null, leaf] } }),
      (leaf: string) => JSON.stringify([{ text: leaf }]),
      (leaf: string) => [[leaf]],
      (leaf: string) => Number(leaf),
      () => true,
    );
    const place = fc.constantFrom(
      ...['text', 'pretext', 'title', 'author_name', 'footer', 'fallback', 'fields', 'image_url'],
      ...['thumb_url', 'ts'],
    );
    fc.assert(
      fc.property(place, kinds, fc.boolean(), fc.nat(), (key, kind, isField, number) => {
        const leaf = String(10_000_000_000 + number);
        const value = kind(leaf);
        const source = isField ? { fields: [{ title: value, value: 'b' }] } : { [key]: value };
        for (const attachments of [[source], source, JSON.stringify([source]), [leaf, [source]]]) {
          const { attachments: shown, losses } = mapped(attachments);
          const isShown = JSON.stringify(shown).includes(value === true ? 'true' : leaf);
          expect({ attachments, isTold: isShown || losses.length > 0 }).toEqual({
            attachments,
            isTold: true,
          });
        }
      }),
    );
  });

  it('never throws and never lets a key through that it does not know', () => {
    const key = fc.oneof(fc.constantFrom(...WHITELIST, 'actions', 'callback_id'), fc.string());
    const field = fc.dictionary(fc.constantFrom('title', 'value', 'short', 'x'), fc.jsonValue());
    const attachment = fc.dictionary(key, fc.oneof(fc.jsonValue(), fc.array(field), fc.webUrl()));
    const props = fc.oneof(fc.jsonValue(), fc.array(fc.oneof(attachment, fc.jsonValue())));
    fc.assert(
      fc.property(props, (value) => {
        for (const made of mapped(value as Json).attachments) {
          expect(WHITELIST).toEqual(expect.arrayContaining(Object.keys(made)));
          for (const shown of made.fields ?? []) {
            expect(Object.keys(shown)).toEqual(['title', 'value', 'short']);
          }
        }
      }),
    );
  });
});
