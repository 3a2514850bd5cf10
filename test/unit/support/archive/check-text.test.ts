import { describe } from 'vitest';
import {
  botReply,
  type Damage,
  expectComplaints,
  formatted,
  richText,
  topic,
} from '../../../support/archive/damaged-archive.ts';

const TEXTS: readonly Damage[] = [
  ['a text has a raw &', (a) => (topic(a)['text'] = 'R&D'), /text: raw & in "R&D"/],
  ['a text has a raw <', (a) => (topic(a)['text'] = 'a < b'), /text: raw </],
  ['a text has a raw >', (a) => (topic(a)['text'] = 'a > b'), /text: raw >/],
  ['a text has HTML', (a) => (topic(a)['text'] = '<b>x</b>'), /text: raw </],
  [
    'an attachment has a raw &',
    (a) => (botReply(a)['attachments'] = [{ text: '&' }]),
    /\[0\].text: raw &/,
  ],
  [
    'an attachment field has a raw <',
    (a) => (botReply(a)['attachments'] = [{ fields: [{ value: '<' }] }]),
    /fields\[0\].value: raw </,
  ],
  [
    'an attachment has an unknown field',
    (a) => (botReply(a)['attachments'] = [{ titel: 'x' }]),
    /"titel"/,
  ],
  ['a link has a raw &', (a) => (topic(a)['text'] = '<https://x.org/?a&b>'), /raw & in "<https/],
  [
    'a text mentions nobody known',
    (a) => (topic(a)['text'] = '<@U0000000XXX>'),
    /<@U0000000XXX> is not in/,
  ],
  [
    'a text names no known channel',
    (a) => (topic(a)['text'] = '<#C0000000XXX>'),
    /<#C0000000XXX> is not in/,
  ],
  ['a text holds NUL', (a) => (topic(a)['text'] = 'a\0'), /NUL or half/],
  ['a text holds half a character', (a) => (topic(a)['text'] = 'a\ud83d'), /NUL or half/],
  [
    'a block is of an unknown type',
    (a) => (formatted(a)['blocks'] = [{ type: 'richtext' }]),
    /blocks\/0 value of tag "type"/,
  ],
  [
    'a rich text has an unknown field',
    (a) =>
      richText(a, { type: 'rich_text_section', elements: [{ type: 'text', txt: 'x', text: 'x' }] }),
    /"txt"/,
  ],
  [
    'a style is unknown',
    (a) =>
      richText(a, {
        type: 'rich_text_section',
        elements: [{ type: 'text', text: 'x', style: { blod: true } }],
      }),
    /"blod"/,
  ],
  [
    'a list lies in a list',
    (a) =>
      richText(a, {
        type: 'rich_text_list',
        style: 'bullet',
        elements: [{ type: 'rich_text_list', style: 'bullet', elements: [] }],
      }),
    /elements\/0/,
  ],
  [
    'code holds an emoji',
    (a) =>
      richText(a, { type: 'rich_text_preformatted', elements: [{ type: 'emoji', name: 'x' }] }),
    /elements\/0/,
  ],
  [
    'a block mentions nobody known',
    (a) =>
      richText(a, {
        type: 'rich_text_section',
        elements: [{ type: 'user', user_id: 'U0000000XXX' }],
      }),
    /block mentions U0000000XXX/,
  ],
  [
    'a block names no known channel',
    (a) =>
      richText(a, {
        type: 'rich_text_section',
        elements: [{ type: 'channel', channel_id: 'C0000000XXX' }],
      }),
    /block names C0000000XXX/,
  ],
  [
    'a table cell is of an unknown type',
    (a) => (formatted(a)['blocks'] = [{ type: 'table', rows: [[{ type: 'text', text: 'x' }]] }]),
    /rows\/0\/0/,
  ],
];

describe('texts and blocks', () => expectComplaints(TEXTS));
