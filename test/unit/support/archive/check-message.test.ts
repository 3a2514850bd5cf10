import { describe } from 'vitest';
import {
  botReply,
  type Damage,
  expectComplaints,
  file,
  formatted,
  root,
  tombstone,
  topic,
  upload,
} from '../../../support/archive/damaged-archive.ts';
import {
  ANN,
  BOT_USER,
  GENERAL,
  type TinyArchive,
  tsAt,
} from '../../../support/archive/tiny-archive.ts';

const MESSAGES: readonly Damage[] = [
  ['a message has an unknown field', (a) => (root(a)['recations'] = []), /"recations"/],
  [
    'a message is of another type',
    (a) => (root(a)['type'] = 'msg'),
    /type must be equal to constant/,
  ],
  [
    'a subtype is unknown',
    (a) => (topic(a)['subtype'] = 'channel_header'),
    /subtype must be equal to one/,
  ],
  ['a message lacks its text', (a) => delete topic(a)['text'], /a message without text/],
  ['a message lacks its user', (a) => delete topic(a)['user'], /message of a user without user/],
  ['a user is unknown', (a) => (topic(a)['user'] = 'U0000000XXX'), /user U0000000XXX is not in/],
  ['a user leaves the list', (a) => a.users.splice(2, 1), new RegExp(`user ${BOT_USER} is not in`)],
  [
    'a bot message lacks its name',
    (a) => delete botReply(a)['username'],
    /bot_message without username/,
  ],
  ['a bot message lacks its bot', (a) => delete botReply(a)['bot_id'], /neither user nor bot_id/],
  ['a bot id has not the shape', (a) => (botReply(a)['bot_id'] = 'bot'), /bot_id bot is not/],
  [
    'a topic change lacks the topic',
    (a) => delete topic(a)['topic'],
    /channel_topic without topic/,
  ],
  ['a tombstone is not hidden', (a) => delete tombstone(a)['hidden'], /tombstone without hidden/],
  [
    'an edit is by somebody unknown',
    (a) => (root(a)['edited'] = { user: 'U0000000XXX', ts: tsAt(15) }),
    /edited by somebody/,
  ],
  ['an edit has no time', (a) => (root(a)['edited'] = { user: ANN }), /edited without ts/],
  [
    'a reaction counts wrong',
    (a) => (root(a)['reactions'] = [{ name: 'a', users: [ANN], count: 2 }]),
    /count is not/,
  ],
  [
    'a reaction is of somebody unknown',
    (a) => (root(a)['reactions'] = [{ name: 'a', users: ['U0000000XXX'], count: 1 }]),
    /reaction a: U0000000XXX/,
  ],
  [
    'a reaction names one user twice',
    (a) => (root(a)['reactions'] = [{ name: 'a', users: [ANN, ANN], count: 2 }]),
    /a user stands twice/,
  ],
  [
    'a reaction stands twice',
    (a) => (root(a)['reactions'] = [1, 2].map(() => ({ name: 'a', users: [ANN], count: 1 }))),
    /a reaction stands twice/,
  ],
  [
    'a reaction has nobody',
    (a) => (root(a)['reactions'] = [{ name: 'a', users: [], count: 0 }]),
    /nobody reacted/,
  ],
  [
    'a reaction lacks its name',
    (a) => (root(a)['reactions'] = [{ users: [ANN], count: 1 }]),
    /without name/,
  ],
  ['a file lacks its size', (a) => delete file(a)['size'], /a file without size/],
  ['a file has no address', (a) => delete file(a)['url_private'], /a file without url_private/],
  [
    'a file has a MIME type with parameters',
    (a) => (file(a)['mimetype'] = 'text/plain; charset=utf-8'),
    /a MIME type with parameters/,
  ],
  [
    'an edit is before its message',
    (a) => (root(a)['edited'] = { user: ANN, ts: `${Number.parseInt(tsAt(0), 10) - 60}.000000` }),
    /is before its message/,
  ],
  [
    'an edit has a fraction',
    (a) => (root(a)['edited'] = { user: ANN, ts: tsAt(90) }),
    /has a fraction/,
  ],
  [
    'an emoji has its skin tone in its name',
    (a) => putEmoji(a, { name: '+1::skin-tone-2' }),
    /its skin tone in its name/,
  ],
  [
    'an emoji has a skin tone that its code points lack',
    (a) => putEmoji(a, { name: '+1', unicode: '1f44d', skin_tone: 2 }),
    /not in its code points/,
  ],
  [
    'an emoji has capital code points',
    (a) => putEmoji(a, { name: '+1', unicode: '1F44D' }),
    /has the code points 1F44D/,
  ],
  [
    'a link to a public channel has no name',
    (a) => (root(a)['text'] = `<#${GENERAL}>`),
    /should name the channel general/,
  ],
  [
    'a link tells the name of a private channel',
    (a) => (root(a)['text'] = '<#C0000000SEC|secret>'),
    /should name the channel without a name/,
  ],
  ['a file has an unknown field', (a) => (file(a)['mime'] = 'x'), /"mime"/],
  ['a file has an unknown mode', (a) => (file(a)['mode'] = 'upload'), /mode must be equal to one/],
  ['a file id has not the shape', (a) => (file(a)['id'] = 'f1'), /not Slack's shape of an id/],
  [
    'a file is of somebody unknown',
    (a) => (file(a)['user'] = 'U0000000XXX'),
    /unknown user U0000000XXX/,
  ],
  ['a file stands twice', (a) => (upload(a)['files'] = [file(a), file(a)]), /a file stands twice/],
  [
    'a file id is used for two files',
    (a) =>
      Object.assign(formatted(a), { ...upload(a), ts: tsAt(0), files: [{ ...file(a), size: 13 }] }),
    /is another file's too/,
  ],
  ['a file comes without upload', (a) => delete upload(a)['upload'], /with files without upload/],
  [
    'an edit has no time of Slack',
    (a) => (root(a)['edited'] = { user: ANN, ts: '2024-01-02' }),
    /edited.ts is no ts/,
  ],
  ['a file is smaller than nothing', (a) => (file(a)['size'] = -1), /a negative size/],
  [
    'a deleted file has no id',
    (a) => (upload(a)['files'] = [{ mode: 'tombstone' }]),
    /a deleted file without id/,
  ],
];

/** Puts an emoji into the blocks of a message. */
function putEmoji(tiny: TinyArchive, emoji: object): void {
  const section = { type: 'rich_text_section', elements: [{ type: 'emoji', ...emoji }] };
  formatted(tiny)['blocks'] = [{ type: 'rich_text', elements: [section] }];
}

describe('messages', () => expectComplaints(MESSAGES));
