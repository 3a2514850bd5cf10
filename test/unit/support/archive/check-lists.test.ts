import { describe } from 'vitest';
import {
  type Damage,
  entry,
  expectComplaints,
  first,
  root,
  user,
} from '../../../support/archive/damaged-archive.ts';
import { ANN, BOB, tsAt } from '../../../support/archive/tiny-archive.ts';

const LISTS: readonly Damage[] = [
  [
    'a conversation has no folder of its own',
    (a) => (a.folders = a.folders.slice(1)),
    /the conversation general has no folder of its own/,
  ],
  ['a folder is of no conversation', (a) => a.folders.push('none'), /none belongs to no conver/],
  ['a root list is missing', (a) => delete a.others['canvases.json'], /^canvases.json is missing/],
  ['a file at the root is no list', (a) => (a.others['x.json'] = []), /x.json is no list/],
  ['a user has a field that Slack lacks', (a) => (user(a)['emial'] = 'x'), /additional .*emial/],
  ['a profile has a field that Slack lacks', (a) => (user(a).profile['mail'] = 'x'), /"mail"/],
  ['a field has the wrong type', (a) => (user(a)['deleted'] = 0), /deleted must be boolean/],
  ['a user lacks a field', (a) => delete user(a)['real_name'], /a user without real_name/],
  ['a name is empty', (a) => (user(a)['name'] = ''), /a user without name/],
  ['a bot has no bot_id', (a) => delete user(a, 2).profile['bot_id'], /bot user without profile/],
  ['a bot_id has not the shape', (a) => (user(a, 2).profile['bot_id'] = 'b1'), /bot_id has not/],
  ['a user id has not the shape', (a) => (user(a).id = 'u-1'), /u-1: the id has not Slack's shape/],
  [
    'a team id has not the shape',
    (a) => (user(a)['team_id'] = 'x'),
    /team_id has not Slack's shape/,
  ],
  ['two users have one id', (a) => (user(a, 1).id = ANN), /id U0000000ANN stands twice/],
  ['two users have one name', (a) => (user(a, 1)['name'] = 'ann'), /the name ann stands twice/],
  ['a channel lacks a field', (a) => delete entry(a)['topic'], /channels.json .*no topic.value/],
  ['a channel has an unknown field', (a) => (entry(a)['memebers'] = []), /"memebers"/],
  [
    'a private channel lacks a field',
    (a) => delete first(a.groups)['creator'],
    /groups.*no creator/,
  ],
  [
    'a direct message lacks its members',
    (a) => Reflect.deleteProperty(first(a.dms), 'members'),
    /dms.json .*no members/,
  ],
  [
    'a group message lacks its members',
    (a) => Reflect.deleteProperty(first(a.mpims), 'members'),
    /mpims.json .*no members/,
  ],
  [
    'a member is unknown',
    (a) => entry(a).members.push('U0000000XXX'),
    /U0000000XXX is not in users/,
  ],
  ['a member stands twice', (a) => entry(a).members.push(ANN), /a member stands twice/],
  [
    'a creator is unknown',
    (a) => (entry(a)['creator'] = 'U0000000XXX'),
    /XXX is not in users.json/,
  ],
  ['the general channel is missing', (a) => (entry(a)['is_general'] = false), /0 general channels/],
  ['two channels are general', (a) => (entry(a, 1)['is_general'] = true), /2 general channels/],
  [
    'a private channel is general',
    (a) => (first(a.groups)['is_general'] = true),
    /groups.json has a g/,
  ],
  ['a name has capitals', (a) => (entry(a, 1).name = 'Random'), /Random is not in lower case/],
  ['a name has a space', (a) => (entry(a, 1).name = 'a b'), /name a b is not legal/],
  ['a name has a full stop', (a) => (entry(a, 1).name = 'a.b'), /name a.b is not legal/],
  ['a name is punctuation alone', (a) => (entry(a, 1).name = '-_-'), /name -_- is not legal/],
  ['a name has 81 characters', (a) => (entry(a, 1).name = '雑'.repeat(81)), /more than 80 char/],
  [
    'two conversations have one name',
    (a) => (first(a.groups).name = 'general'),
    /general stands twice/,
  ],
  [
    'a topic has a raw &',
    (a) => (entry(a)['topic'] = { value: 'R&D', creator: ANN, last_set: 1 }),
    /topic: raw &/,
  ],
  [
    'a pin is no message',
    (a) => (entry(a)['pins'] = [{ id: tsAt(99), type: 'C', created: 1, user: BOB, owner: ANN }]),
    /pin .* is no pinned message/,
  ],
  [
    'a pin is by somebody unknown',
    (a) =>
      (entry(a)['pins'] = [
        { id: tsAt(10), type: 'C', created: 1, user: 'U0000000XXX', owner: ANN },
      ]),
    /pin .*XXX is not in users/,
  ],
  [
    'a pinned message is not among the pins',
    (a) => (entry(a)['pins'] = []),
    /missing from the pins/,
  ],
  [
    'a message is pinned elsewhere',
    (a) => (root(a)['pinned_to'] = ['C0000000RND']),
    /another conversation/,
  ],
  [
    'a channel id has not the shape',
    (a) => (entry(a, 1).id = 'c-1'),
    /c-1: the id has not Slack's shape/,
  ],
  [
    'a direct message has the id of a channel',
    (a) => (first(a.dms).id = 'C0000000001'),
    /dms.json C0000000001: the id has not/,
  ],
  [
    'a pin lacks a field',
    (a) => (entry(a)['pins'] = [{ id: tsAt(10), type: 'C', user: BOB, owner: ANN }]),
    /pin .* without created/,
  ],
];

describe('the lists of an archive', () => expectComplaints(LISTS));
