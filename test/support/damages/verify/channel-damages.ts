import { expect } from 'vitest';
import type { DamagedArchive, Loose, PlacedMessage } from './damaged-archive.ts';
import { type Damage, differs, type Expected, missing, unexpected } from './expect-damages.ts';
import { dropMessage, has, isPlain } from './message-choice.ts';

const channelDiffers = (field: string): Expected => ({ kind: 'differs', thing: 'channel', field });
const hasMembers = ({ members }: Loose): boolean => Array.isArray(members) && members.length > 1;

const LISTED_TWICE: Expected = { kind: 'unexpected', thing: 'channel', field: 'listed' };
const isAny = (): boolean => true;

/** The first such entry of a list with other values. */
const changed =
  (
    list: string,
    field: string,
    isMeant: (entry: Loose) => boolean,
    change: Readonly<Record<string, unknown>>,
  ): Damage[1] =>
  (archive) => {
    Object.assign(archive.listed(list, isMeant), change);
    return [channelDiffers(field)];
  };

/** What can be done to the lists of channels. */
export const CHANNEL_DAMAGES: readonly Damage[] = [
  [
    'lacks a channel',
    (archive) => {
      const [channel] = archive.list('channels');
      const lost = archive.messages().filter((place) => place.channel === channel?.['id']);
      archive.list('channels').shift();
      archive.remove(`${channel?.['name']}/`);
      for (const entry of new Set(lost.map(({ entry: name }) => name))) archive.remove(entry);
      const firsts = lost.filter(({ message }) => /000$/.test(message.ts));
      expect(firsts).toHaveLength(lost.length);
      return [{ kind: 'missing', thing: 'channel' }, ...lost.map(missing)];
    },
  ],
  [
    'has a channel that nobody made',
    (archive) => {
      archive
        .list('channels')
        .push({ ...archive.listed('channels'), id: 'CNOBODY0000', name: 'new' });
      archive.put('new/', '');
      return [{ kind: 'unexpected', thing: 'channel' }];
    },
  ],
  [
    'shows a private channel to everybody',
    (archive) => {
      const entry = archive.list('groups').shift();
      if (entry === undefined) throw new Error('there is no private channel');
      archive.list('channels').push(entry);
      return [channelDiffers('public')];
    },
  ],
  [
    'has lost a member',
    (archive) => {
      const entry = archive.listed('channels', hasMembers);
      (entry['members'] as string[]).pop();
      return [channelDiffers('members')];
    },
  ],
  [
    'has a member too many in a direct message',
    (archive) => {
      const entry = archive.listed('dms');
      (entry['members'] as string[]).push('UNOBODY0000');
      return [channelDiffers('members')];
    },
  ],
  [
    'has another topic',
    (archive) => {
      archive.listed('channels')['topic'] = { value: 'something else', creator: '', last_set: 0 };
      return [channelDiffers('topic')];
    },
  ],
  [
    'has lost a purpose',
    (archive) => {
      const entry = archive.listed('channels', ({ purpose }) => (purpose as Loose)['value'] !== '');
      (entry['purpose'] as Loose)['value'] = '';
      return [channelDiffers('purpose')];
    },
  ],
  [
    'archives a channel that is open',
    (archive) => {
      archive.listed('channels', (entry) => entry['is_archived'] === false)['is_archived'] = true;
      return [channelDiffers('archived')];
    },
  ],
  [
    'calls a channel otherwise',
    (archive) => {
      const entry = archive.listed('channels');
      archive.rename(String(entry['name']), 'another-name');
      entry['name'] = 'another-name';
      return [channelDiffers('name')];
    },
  ],
  [
    'has lost a pin in the list of a channel',
    (archive) => {
      delete archive.listed('channels', has('pins'))['pins'];
      return [channelDiffers('pins')];
    },
  ],
  [
    'has a folder that is no channel',
    (archive) => {
      archive.put('nowhere/2020-01-01.json', '[]');
      return [{ kind: 'unexpected', thing: 'entry', name: 'nowhere/2020-01-01.json' }];
    },
  ],
  ...(['groups', 'mpims', 'dms'] as const).map(
    (list): Damage => [
      `lists a conversation of ${list} among the public ones too`,
      (archive) => {
        archive.list('channels').push({ ...archive.listed(list) });
        return [channelDiffers('public'), LISTED_TWICE];
      },
    ],
  ),
  ...(['mpims', 'dms'] as const).map(
    (list): Damage => [
      `lists a conversation of ${list} among the public ones`,
      (archive) => {
        const entry = archive.list(list).shift();
        if (entry === undefined) throw new Error(`there is nothing in ${list}`);
        archive.list('channels').push(entry);
        return [channelDiffers('public')];
      },
    ],
  ),
  [
    'lists a public channel among the private ones too',
    (archive) => {
      archive.list('groups').push({ ...archive.listed('channels') });
      return [channelDiffers('visibility'), LISTED_TWICE];
    },
  ],
  [
    'lists a channel twice',
    (archive) => {
      archive.list('channels').push({ ...archive.listed('channels') });
      return [LISTED_TWICE];
    },
  ],
  ...(['groups', 'mpims', 'dms'] as const).map(
    (list): Damage => [
      `has a stray entry in ${list}`,
      (archive) => {
        archive.list(list).push({ ...archive.listed(list), id: 'CNOBODY0000', name: 'new' });
        archive.put(list === 'dms' ? 'CNOBODY0000/' : 'new/', '');
        return [{ kind: 'unexpected', thing: 'channel' }];
      },
    ],
  ),
  [
    'has a second general channel',
    changed('channels', 'general', (entry) => entry['is_general'] === false, {
      is_general: true,
    }),
  ],
  [
    'has no general channel',
    changed('channels', 'general', (entry) => entry['is_general'] === true, {
      is_general: false,
    }),
  ],
  ['has another creator', changed('channels', 'creator', isAny, { creator: 'UNOBODY0000' })],
  ['has no creator', changed('groups', 'creator', isAny, { creator: '' })],
  ['has another time of creation', changed('channels', 'created', isAny, { created: 1 })],
  ['has another time of a direct message', changed('dms', 'created', isAny, { created: 1 })],
  [
    'opens a channel that is archived',
    changed('channels', 'archived', (entry) => entry['is_archived'] === true, {
      is_archived: false,
    }),
  ],
  [
    'names a member twice',
    (archive) => {
      const entry = archive.listed('channels', hasMembers);
      const members = entry['members'] as string[];
      members.push(members[0] ?? '');
      return [channelDiffers('members')];
    },
  ],
  [
    'has lost a person of a direct message',
    (archive) => {
      (archive.listed('dms', hasMembers)['members'] as string[]).pop();
      return [channelDiffers('members')];
    },
  ],
  [
    'has a stranger in a private channel',
    (archive) => {
      (archive.listed('groups')['members'] as string[]).push('UNOBODY0000');
      return [channelDiffers('members')];
    },
  ],
  [
    'names a pin twice',
    (archive) => {
      const pins = archive.listed('channels', has('pins'))['pins'] as Record<string, unknown>[];
      pins.push({ ...pins[0] });
      return [channelDiffers('pins')];
    },
  ],
  [
    'has a pin of no message',
    (archive) => {
      const pins = archive.listed('channels', has('pins'))['pins'] as Record<string, unknown>[];
      pins.push({ ...pins[0], id: '1600000000.000000' });
      return [channelDiffers('pins')];
    },
  ],
  ...(['groups', 'mpims', 'dms'] as const).flatMap((list): readonly Damage[] => [
    [
      `has a message of ${list} in a public channel`,
      (archive) => {
        const from = archive.find((message, place) => isPlain(message) && place.list === list);
        const to = archive.find((message, place) => isPlain(message) && place.list === 'channels');
        dropMessage(from);
        putInto(archive, from, to);
        return [missing(from), unexpected(from), differs('public', from)].map(elsewhere);
      },
    ],
    [
      `has a copy of a message of ${list} in a public channel`,
      (archive) => {
        const from = archive.find((message, place) => isPlain(message) && place.list === list);
        const to = archive.find((message, place) => isPlain(message) && place.list === 'channels');
        putInto(archive, from, to);
        return [unexpected(from), differs('public', from)].map(elsewhere);
      },
    ],
  ]),
];

/** Puts a message into the folder of another, into the file of its day. */
function putInto(archive: DamagedArchive, from: PlacedMessage, to: PlacedMessage): void {
  const name = `${to.entry.split('/')[0]}/${from.entry.split('/')[1]}`;
  const day = archive.messages().find(({ entry }) => entry === name)?.day;
  if (day === undefined) archive.put(name, JSON.stringify([from.message]));
  else day.push(from.message);
}

/** What is found in the other channel has no post there. */
const elsewhere = ({ at, ...expected }: Expected): Expected => ({
  ...expected,
  ...(at === undefined ? {} : { at: { ...at, isElsewhere: expected.kind !== 'missing' } }),
});
