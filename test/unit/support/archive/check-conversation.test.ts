import { describe } from 'vitest';
import {
  botReply,
  type Damage,
  day,
  expectComplaints,
  FIRST_DAY,
  reply,
  root,
  topic,
} from '../../../support/archive/damaged-archive.ts';
import { ANN, BOB, GENERAL, tsAt } from '../../../support/archive/tiny-archive.ts';

const DAYS: readonly Damage[] = [
  [
    'a folder has no conversation',
    (a) => (a.days['lost/2024-01-02.json'] = []),
    /lost belongs to no/,
  ],
  ['a conversation leaves its list', (a) => a.groups.pop(), /folder secret belongs to no/],
  ['a day file is named otherwise', (a) => (a.days['general/day.json'] = []), /not named as a day/],
  ['a day is empty', (a) => (a.days['general/2024-01-09.json'] = []), /day without messages/],
  [
    'a day is no list',
    (a) => (a.others['general/2024-01-09.json'] = { x: 1 }),
    /no list of messages/,
  ],
  ['a day is not sorted', (a) => day(a, FIRST_DAY).reverse(), /comes after/],
  [
    'a message is on the wrong day',
    (a) => (botReply(a).ts = tsAt(86_399)),
    /1704239999.000100 belongs into 2024-01-02.json/,
  ],
  ['a ts has milliseconds only', (a) => (topic(a).ts = '1704153630.001'), /not seconds, dot, six/],
  ['a ts comes twice', (a) => (topic(a).ts = tsAt(20)), /ts 1704153620.000100 stands twice/],
  ['a ts is missing', (a) => Reflect.deleteProperty(topic(a), 'ts'), /a message without ts/],
];

const THREADS: readonly Damage[] = [
  ['a root is lost', (a) => day(a, FIRST_DAY).shift(), /is no message of the conversation/],
  ['a reply is lost', (a) => day(a, FIRST_DAY).splice(1, 1), /reply_count is 2, not 1/],
  ['a reply is deeper', (a) => (botReply(a)['thread_ts'] = tsAt(20)), /is itself a reply/],
  ['a reply is before its root', (a) => (reply(a).ts = tsAt(9)), /is not later than its root/],
  ['reply_count is wrong', (a) => (root(a)['reply_count'] = 3), /reply_count is 3, not 2/],
  [
    'reply_users_count is wrong',
    (a) => (root(a)['reply_users_count'] = 1),
    /users_count is 1, not 2/,
  ],
  [
    'reply_users lacks one',
    (a) => (root(a)['reply_users'] = [BOB]),
    /reply_users is U0000000BOB, not/,
  ],
  ['reply_users has another', (a) => (root(a)['reply_users'] = [BOB, ANN]), /reply_users is/],
  ['latest_reply is an older one', (a) => (root(a)['latest_reply'] = tsAt(20)), /latest_reply is/],
  ['replies lacks one', (a) => (root(a)['replies'] as unknown[]).pop(), /replies are/],
  [
    'replies names another user',
    (a) => Object.assign(root(a)['replies'] as unknown[], { 0: { user: ANN, ts: tsAt(20) } }),
    /replies are/,
  ],
  ['replies are not sorted', (a) => (root(a)['replies'] as unknown[]).reverse(), /replies are/],
  [
    'a root lacks a field',
    (a) => delete root(a)['latest_reply'],
    /thread root without latest_reply/,
  ],
  [
    'a root lacks its thread_ts',
    (a) => delete root(a)['thread_ts'],
    /thread root without thread_ts/,
  ],
  [
    'a root has no field of a root',
    (a) =>
      Object.assign(day(a, FIRST_DAY), {
        0: { type: 'message', user: ANN, text: 'x', ts: tsAt(10), pinned_to: [GENERAL] },
      }),
    /has replies and no field of a root/,
  ],
  [
    'a thread has no reply',
    (a) => Object.assign(topic(a), { thread_ts: tsAt(30), reply_count: 0 }),
    /without a reply/,
  ],
  [
    'a reply lacks parent_user_id',
    (a) => delete reply(a)['parent_user_id'],
    /a reply without parent/,
  ],
  [
    'parent_user_id is another',
    (a) => (reply(a)['parent_user_id'] = BOB),
    /is not the root's U0000000ANN/,
  ],
];

describe('day files', () => expectComplaints(DAYS));
describe('threads', () => expectComplaints(THREADS));
