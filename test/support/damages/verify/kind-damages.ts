import type { DamagedArchive, Loose, PlacedMessage } from './damaged-archive.ts';
import { type Damage, differs, type Expected, placeOf } from './expect-damages.ts';
import { has, isPlain, isReply, isRoot, partsIn } from './message-choice.ts';

type IsMeant = (message: Loose, place: PlacedMessage) => boolean;

const list = <Item = Loose>(items: unknown): Item[] => items as Item[];
const first = <Item = Loose>(items: unknown): Item => list<Item>(items)[0] as Item;

/** A message that is changed in one field, which is what must be reported. */
const changed =
  (field: string, isMeant: IsMeant, change: (message: Loose, place: PlacedMessage) => void) =>
  (archive: DamagedArchive): Expected[] => {
    const place = archive.find(isMeant);
    change(place.message, place);
    return [differs(field, place)];
  };

const isOf =
  (subtype: string): IsMeant =>
  (message) =>
    message['subtype'] === subtype;
const hasBotProfile: IsMeant = (message) => message['bot_profile'] !== undefined;
const isTombstone = isOf('tombstone');

/** The second message of a long post outside threads. */
const isFurtherPart: IsMeant = (message, { day }) =>
  !isReply(message) &&
  /\d{3}001$/.test(message.ts) &&
  partsIn(day, message).some(({ ts }) => ts.endsWith('000'));

/** Of a further part the post's first message is reported. */
const changedPart =
  (field: string, change: (message: Loose) => void) =>
  (archive: DamagedArchive): Expected[] => {
    const place = archive.find(isFurtherPart);
    change(place.message);
    const at = { ...placeOf(place), ts: place.message.ts.replace(/\d{3}$/, '000') };
    return [{ kind: 'differs', thing: 'message', field, at }];
  };

/** What can be done to the kind and the time of a message. */
export const KIND_DAMAGES: readonly Damage[] = [
  ...[1, 8, 998].map(
    (micros): Damage => [
      `has a message ${micros} microseconds late`,
      (archive) => {
        const place = archive.find(isPlain);
        const was = place.message.ts;
        place.message.ts = was.replace(/\d{3}$/, String(micros).padStart(3, '0'));
        return [
          {
            ...differs('ts', place),
            at: { ...placeOf(place), was },
          },
        ];
      },
    ],
  ),
  [
    'takes a plain message for an action',
    changed('subtype', isPlain, (message) => Object.assign(message, { subtype: 'me_message' })),
  ],
  [
    'takes a plain message for one that came without a person',
    changed('subtype', isPlain, (message) => Object.assign(message, { subtype: 'file_comment' })),
  ],
  [
    'takes an action for a plain message',
    changed('subtype', isOf('me_message'), (message) => delete message['subtype']),
  ],
  [
    'takes a joining for a plain message',
    changed('subtype', isOf('channel_join'), (message) => delete message['subtype']),
  ],
  [
    'takes a joining for a leaving',
    changed('subtype', isOf('channel_join'), (message) =>
      Object.assign(message, { subtype: 'channel_leave' }),
    ),
  ],
  [
    'takes a change of topic for one of purpose',
    changed('subtype', isOf('channel_topic'), (message) =>
      Object.assign(message, { subtype: 'channel_purpose' }),
    ),
  ],
  [
    'does not name the bot of a message beside its profile',
    changed('author', hasBotProfile, (message) => delete message['bot_id']),
  ],
  [
    'names another bot in the profile of a message',
    changed('author', hasBotProfile, (message) => {
      first([message['bot_profile']])['id'] = 'B0000000000';
    }),
  ],
  [
    'has the message of a person under a bot',
    changed(
      'author',
      (message, place) => isPlain(message) && !hasBotProfile(message, place),
      (message) => Object.assign(message, { bot_id: 'B0000000000' }),
    ),
  ],
  [
    'has an entry of a day that is no message',
    (archive) => {
      const place = archive.find(isPlain);
      place.message['type'] = 'event';
      return [{ ...differs('format', place), name: 'type' }];
    },
  ],
  [
    'hides a message',
    changed('hidden', isPlain, (message) => Object.assign(message, { hidden: true })),
  ],
  [
    'shows the place of a deleted root',
    changed('hidden', isTombstone, (message) => delete message['hidden']),
  ],
  [
    'shows the text of a deleted root',
    changed('text', isTombstone, (message) => Object.assign(message, { text: 'It was this.' })),
  ],
  [
    'shows a block of a deleted root',
    changed('text', isTombstone, (message) =>
      Object.assign(message, { blocks: [{ type: 'rich_text', elements: [] }] }),
    ),
  ],
  [
    'shows a file of a deleted root',
    (archive) => {
      const place = archive.find(isTombstone);
      place.message['files'] = [{ id: 'F0000000000000', name: 'x' }];
      return [differs('text', place)];
    },
  ],
  [
    'shows a reaction to a deleted root',
    changed('text', isTombstone, (message) =>
      Object.assign(message, { reactions: [{ name: 'eyes', users: ['U1'], count: 1 }] }),
    ),
  ],
  [
    'names the author of a deleted root',
    changed('author', isTombstone, (message) => Object.assign(message, { user: 'UNOBODY0000' })),
  ],
  [
    'has an edit by somebody else',
    changed('edited-by', has('edited'), ({ edited }) =>
      Object.assign(edited as Loose, { user: 'UNOBODY0000' }),
    ),
  ],
  [
    'has an edit by nobody',
    changed('edited-by', has('edited'), ({ edited }) => delete (edited as Loose)['user']),
  ],
  [
    'has an edit a second later',
    changed('edited', has('edited'), ({ edited }) => {
      const mark = edited as Loose;
      mark.ts = `${Number.parseInt(mark.ts, 10) + 1}.000000`;
    }),
  ],
  [
    'has an edit in the middle of a second',
    changed('edited', has('edited'), ({ edited }) => {
      const mark = edited as Loose;
      mark.ts = mark.ts.replace('.000000', '.000001');
    }),
  ],
  [
    'marks a part of a long post as edited',
    changedPart('edited', (message) =>
      Object.assign(message, { edited: { user: message['user'], ts: '1600000000.000000' } }),
    ),
  ],
  [
    'has a part of a long post in a thread',
    changedPart('thread', (message) => Object.assign(message, { thread_ts: '1600000000.000000' })),
  ],
  [
    'hides a part of a long post',
    changedPart('hidden', (message) => Object.assign(message, { hidden: true })),
  ],
  [
    'counts a reaction too high',
    changed('reactions', has('reactions'), ({ reactions }) => {
      const reaction = first(reactions);
      reaction['count'] = Number(reaction['count']) + 1;
    }),
  ],
  [
    'counts nobody for a reaction',
    changed('reactions', has('reactions'), ({ reactions }) =>
      Object.assign(first(reactions), { count: 0 }),
    ),
  ],
  [
    'names somebody twice in a reaction',
    changed('reactions', has('reactions'), ({ reactions }) => {
      const reaction = first(reactions);
      const users = list<string>(reaction['users']);
      users.push(users[0] ?? '');
      reaction['count'] = users.length;
    }),
  ],
  [
    'lists a reaction twice',
    changed('reactions', has('reactions'), ({ reactions }) => {
      const all = list(reactions);
      all.push({ ...first(all), users: ['UNOBODY0000'] });
    }),
  ],
  [
    'lacks one of the people of a reaction and counts them right',
    changed(
      'reactions',
      ({ reactions }) => list(reactions ?? []).some(({ users }) => list(users).length > 1),
      ({ reactions }) => {
        const reaction = list(reactions).find(({ users }) => list(users).length > 1);
        if (reaction === undefined) throw new Error('nobody reacted');
        list(reaction['users']).pop();
        reaction['count'] = list(reaction['users']).length;
      },
    ),
  ],
  [
    'pins a message in another channel',
    changed('pinned', has('pinned_to'), (message) =>
      Object.assign(message, { pinned_to: ['CNOBODY0000'] }),
    ),
  ],
  [
    'pins a message in another channel as well',
    changed('pinned', has('pinned_to'), ({ pinned_to: places }) =>
      list<string>(places).push('CNOBODY0000'),
    ),
  ],
  [
    'names another author of a thread',
    changed('parent', isReply, (message) =>
      Object.assign(message, { parent_user_id: 'UNOBODY0000' }),
    ),
  ],
  [
    'names no author of a thread',
    changed('parent', isReply, (message) => delete message['parent_user_id']),
  ],
  [
    'names the author of a thread where there is none',
    changed('parent', isPlain, (message) =>
      Object.assign(message, { parent_user_id: message['user'] }),
    ),
  ],
  [
    'has a thread without replies',
    changed('replies', isPlain, (message) => Object.assign(message, { thread_ts: message.ts })),
  ],
  [
    'has a root outside its thread',
    changed('replies', isRoot, (message) => delete message['thread_ts']),
  ],
  [
    'counts one reply too many',
    changed('replies', isRoot, (message) => {
      message['reply_count'] = Number(message['reply_count']) + 1;
    }),
  ],
  [
    'has another latest reply',
    changed('replies', isRoot, (message) =>
      Object.assign(message, { latest_reply: '1600000000.000000' }),
    ),
  ],
  [
    'names another author of a reply in its root',
    changed('replies', isRoot, ({ replies }) =>
      Object.assign(first(replies), { user: 'UNOBODY0000' }),
    ),
  ],
  [
    'names somebody who did not reply',
    changed('replies', isRoot, ({ reply_users: users }) => list<string>(users).push('UNOBODY0000')),
  ],
  [
    'counts the people who replied wrongly',
    changed('replies', isRoot, (message) => {
      message['reply_users_count'] = Number(message['reply_users_count']) + 1;
    }),
  ],
  [
    'lists a reply twice',
    changed('replies', isRoot, (message) => {
      const replies = list(message['replies']);
      replies.push({ ...first(replies) });
      message['reply_count'] = replies.length;
    }),
  ],
];
