import { expect } from 'vitest';
import type { Loose } from './damaged-archive.ts';
import { type Damage, type Expected, missing } from './expect-damages.ts';
import { has } from './message-choice.ts';

const channelDiffers = (field: string): Expected => ({ kind: 'differs', thing: 'channel', field });
const hasMembers = ({ members }: Loose): boolean => Array.isArray(members) && members.length > 1;

/** What can be done to the lists of channels. */
export const CHANNEL_DAMAGES: readonly Damage[] = [
  [
    'lacks a channel',
    (archive) => {
      const [channel] = archive.list('channels');
      const lost = archive.messages().filter((place) => place.channel === channel?.['id']);
      archive.list('channels').shift();
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
      return [{ kind: 'unexpected', thing: 'channel' }];
    },
  ],
  [
    'shows a private channel to everybody',
    (archive) => {
      const entry = archive.list('groups').shift();
      if (entry === undefined) throw new Error('there is no private channel');
      archive.list('channels').push(entry);
      return [channelDiffers('visibility')];
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
];
