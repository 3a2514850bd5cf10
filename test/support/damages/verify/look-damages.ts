import { type Damage, differs } from './expect-damages.ts';
import { type Element, elementsIn, saying } from './message-choice.ts';

/* What can be done to how a message looks, with all of its letters in place. */

/** Changes of the blocks alone, of a message whose text holds `says`, in the first element that is as asked. */
const RESTYLINGS: readonly (readonly [
  what: string,
  says: string,
  isMeant: (element: Element) => boolean,
  change: (element: Element) => void,
])[] = [
  ['bold that is plain', 'unit tests', styled('bold'), (run) => delete run['style']],
  ['italic that is bold', 'feature freeze', styled('italic'), style('bold')],
  [
    'struck text that stands',
    '経費精算の締め切りは',
    styled('strike'),
    (run) => delete run['style'],
  ],
  ['code that is text', '単価が', styled('code'), (run) => delete run['style']],
  ['text that is struck', 'Thanks!', typed('text'), style('strike')],
  ['text that is bold', 'Lunch today', typed('text'), style('bold')],
  ['text that is code', 'Lunch today', typed('text'), style('code')],
  [
    'a mark more',
    'unit tests',
    styled('bold'),
    (run) => Object.assign(run, { style: { bold: true, italic: true } }),
  ],
  ['a heading that is plain', '新年度のお知らせ', styled('bold'), (run) => delete run['style']],
  [
    'a quote that is text',
    'デプロイしましたか',
    typed('rich_text_quote'),
    type('rich_text_section'),
  ],
  ['text that is a quote', 'Lunch today', typed('rich_text_section'), type('rich_text_quote')],
  [
    'code that is a paragraph',
    'const answer',
    typed('rich_text_preformatted'),
    type('rich_text_section'),
  ],
  [
    'code in another language',
    'const answer',
    typed('rich_text_preformatted'),
    set({ language: 'go' }),
  ],
  [
    'code that stands in a quote',
    'const answer',
    typed('rich_text_preformatted'),
    set({ border: 1 }),
  ],
  ['bullets for numbers', 'two and a half', typed('rich_text_list'), set({ style: 'bullet' })],
  ['other numbers', 'two and a half', typed('rich_text_list'), set({ offset: 4 })],
  ['numbers for bullets', 'feature freeze', typed('rich_text_list'), set({ style: 'ordered' })],
  ['another depth', 'feature freeze', typed('rich_text_list'), set({ indent: 1 })],
  [
    'a nested list at the top',
    'two and a half',
    (list) => list['indent'] === 1,
    set({ indent: 0 }),
  ],
  [
    'items in another order',
    '契約書',
    typed('rich_text_list'),
    (list) => listIn(list, 'elements').reverse(),
  ],
  ['an item less', '契約書', typed('rich_text_list'), (list) => listIn(list, 'elements').pop()],
  ['rows in another order', '顧客', typed('table'), (table) => listIn(table, 'rows').reverse()],
  [
    'columns in another order',
    '顧客',
    typed('table'),
    (table) => {
      for (const row of listIn(table, 'rows')) (row as unknown[]).reverse();
    },
  ],
  ['a row less', '顧客', typed('table'), (table) => listIn(table, 'rows').pop()],
  [
    'another alignment',
    '顧客',
    typed('table'),
    set({ column_settings: [{ align: 'right' }, { align: 'center' }] }),
  ],
  [
    'the same label over another host',
    'こちら',
    typed('link'),
    set({ url: 'https://intra.example.jp/kintai' }),
  ],
  [
    'the same label over another path',
    'こちら',
    typed('link'),
    set({ url: 'https://intra.example.co.jp/' }),
  ],
  [
    'another scheme',
    'new-year?room',
    typed('link'),
    set({ url: 'http://meet.example.co.jp/new-year?room=3&lang=ja' }),
  ],
  ['another label', 'こちら', typed('link'), set({ text: 'あちら' })],
  [
    'another e-mail address',
    'mail@example.com',
    (run) => String(run['url']).startsWith('mailto:'),
    set({ url: 'mailto:mail@example.org' }),
  ],
  ['a link that is text', 'こちら', typed('link'), type('text')],
  [
    'text that is a link',
    'Lunch today',
    typed('text'),
    set({ type: 'link', url: 'https://evil.example.com' }),
  ],
  ['a mention of somebody else', '承知しました', typed('user'), set({ user_id: 'UNOBODY0000' })],
  ['a mention as text', '承知しました', typed('user'), set({ type: 'text', text: '@tanaka' })],
  ['another channel', 'SUP-1234', typed('channel'), set({ channel_id: 'CNOWHERE000' })],
  ['another group that is notified', '新年会議', typed('broadcast'), set({ range: 'here' })],
  ['another emoji', 'Morning', typed('emoji'), set({ name: 'cloud' })],
  ['an emoji that is text', 'Morning', typed('emoji'), set({ type: 'text', text: ':sunny:' })],
];

const BLOCKS: readonly (readonly [what: string, block: unknown])[] = [
  ['an image', { type: 'image', image_url: 'https://evil.example.com/a.png', alt_text: 'a' }],
  ['a divider', { type: 'divider' }],
  ['a section', { type: 'section', text: { type: 'mrkdwn', text: 'more' } }],
  [
    'a second text',
    {
      type: 'rich_text',
      elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'more' }] }],
    },
  ],
];

/** By field, what an attachment says instead. */
const ATTACHMENT_FIELDS: readonly (readonly [what: string, change: Element])[] = [
  ['another pretext', { pretext: 'Deploy *813*' }],
  ['another title', { title: 'web 2.0.0-rc2' }],
  ['another address of the title', { title_link: 'https://ci.example.jp/812' }],
  ['another author', { author_name: 'CD' }],
  ['another address of the author', { author_link: 'http://ci.example.co.jp' }],
  ['another colour', { color: '#a30200' }],
  ['no colour', { color: undefined }],
  ['another footer', { footer: 'CI' }],
  ['another time', { ts: 1_681_963_201 }],
  ['another mark', { text: 'All *42* checks passed &amp; &lt;deployed&gt;' }],
  ['another number', { text: 'All _4.2_ checks passed &amp; &lt;deployed&gt;' }],
  ['an image that nobody posted', { image_url: 'https://evil.example.com/a.png' }],
  ['a small image that nobody posted', { thumb_url: 'https://evil.example.com/a.png' }],
  ['no fields', { fields: undefined }],
  [
    'fields in another order',
    {
      fields: [
        { title: 'Count', value: '3', short: true },
        { title: 'Environment', value: 'staging', short: true },
      ],
    },
  ],
  [
    'another value of a field',
    {
      fields: [
        { title: 'Environment', value: 'production', short: true },
        { title: 'Count', value: '3', short: true },
      ],
    },
  ],
];

/** What can be done to the look of a message, and to its attachments. */
export const LOOK_DAMAGES: readonly Damage[] = [
  ...RESTYLINGS.map(
    ([what, says, isMeant, change]): Damage => [
      `has ${what}`,
      (archive) => {
        const place = saying(archive, says);
        const element = elementsIn(place.message['blocks']).find(isMeant);
        if (element === undefined) throw new Error(`the message has no such element: ${what}`);
        change(element);
        return [differs('text', place)];
      },
    ],
  ),
  ...BLOCKS.map(
    ([what, block]): Damage => [
      `has ${what} that nobody posted`,
      (archive) => {
        const place = saying(archive, 'Lunch today');
        listIn(place.message, 'blocks').push(block);
        return [differs('text', place)];
      },
    ],
  ),
  [
    'says the same in a section with an image beside it',
    (archive) => {
      const place = saying(archive, 'Lunch today');
      const { text } = place.message;
      const image = { type: 'image', image_url: 'https://evil.example.com/a.png', alt_text: 'a' };
      const section = { type: 'section', text: { type: 'mrkdwn', text }, accessory: image };
      place.message['blocks'] = [section];
      return [differs('text', place)];
    },
  ],
  ...ATTACHMENT_FIELDS.map(
    ([what, change]): Damage => [
      `has an attachment with ${what}`,
      (archive) => {
        const place = archive.find(({ attachments }) => Array.isArray(attachments));
        const [attachment] = listIn(place.message, 'attachments');
        Object.assign(attachment as Element, change);
        return [differs('attachments', place)];
      },
    ],
  ),
];

const listIn = (element: Element, key: string): unknown[] => element[key] as unknown[];

function styled(name: string): (element: Element) => boolean {
  return ({ style: given }) => Object.keys(Object(given)).includes(name);
}
function typed(name: string): (element: Element) => boolean {
  return (element) => element['type'] === name;
}
function type(name: string): (element: Element) => void {
  return set({ type: name });
}
function style(name: string): (element: Element) => void {
  return set({ style: { [name]: true } });
}
function set(fields: Element): (element: Element) => void {
  return (element) => void Object.assign(element, fields);
}
