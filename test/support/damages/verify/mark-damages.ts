import type { Loose } from './damaged-archive.ts';
import { type Damage, differs, placeOf, unexpected } from './expect-damages.ts';
import { has, isPlain } from './message-choice.ts';

const first = <Item>(items: unknown): Item => (items as Item[])[0] as Item;

/** What can be done to what hangs on a message. */
export const MARK_DAMAGES: readonly Damage[] = [
  [
    'has a message with two texts, of which a reader may take the first',
    (archive) => {
      const place = archive.find((message, { day }) => isPlain(message) && day[0] === message);
      const day = JSON.stringify(place.day).replace('"text":', '"text":"evil","text":');
      archive.put(place.entry, day);
      return [{ ...differs('format', place), name: 'names' }];
    },
  ],
  [
    'has a person with two profiles',
    (archive) => {
      const users = JSON.stringify(archive.list('users'));
      archive.put('users.json', users.replace('"profile":', '"profile":{},"profile":'));
      return [{ kind: 'differs', thing: 'entry', field: 'content', name: 'users.json' }];
    },
  ],
  [
    'has lost a reaction',
    (archive) => {
      const place = archive.find(has('reactions'));
      delete place.message['reactions'];
      return [differs('reactions', place)];
    },
  ],
  [
    'has a reaction that nobody gave',
    (archive) => {
      const place = archive.find(isPlain);
      place.message['reactions'] = [{ name: 'eyes', users: [place.message['user']], count: 1 }];
      return [differs('reactions', place)];
    },
  ],
  [
    'has another reaction',
    (archive) => {
      const place = archive.find(has('reactions'));
      first<Loose>(place.message['reactions'])['name'] = 'eyes';
      return [differs('reactions', place)];
    },
  ],
  [
    'has a reaction of somebody else',
    (archive) => {
      const place = archive.find(has('reactions'));
      first<Loose>(place.message['reactions'])['users'] = ['UNOBODY0000'];
      return [differs('reactions', place)];
    },
  ],
  [
    'has another time',
    (archive) => {
      const place = archive.find(isPlain);
      const before = placeOf(place);
      place.message.ts = place.message.ts.replace(/\d{6}$/, '999999');
      return [{ kind: 'missing', thing: 'message', at: before }, unexpected(place)];
    },
  ],
  [
    'has lost the mark of an edit',
    (archive) => {
      const place = archive.find(has('edited'));
      delete place.message['edited'];
      return [differs('edited', place)];
    },
  ],
  [
    'has the mark of an edit that nobody made',
    (archive) => {
      const place = archive.find(isPlain);
      place.message['edited'] = { user: place.message['user'], ts: '1600000000.000000' };
      return [differs('edited', place)];
    },
  ],
  [
    'has lost a pin',
    (archive) => {
      const place = archive.find(has('pinned_to'));
      delete place.message['pinned_to'];
      return [differs('pinned', place)];
    },
  ],
  [
    'pins what nobody pinned',
    (archive) => {
      const place = archive.find(isPlain);
      place.message['pinned_to'] = [place.channel];
      return [differs('pinned', place)];
    },
  ],
  [
    'shows a deleted root again',
    (archive) => {
      const place = archive.find((message) => message['subtype'] === 'tombstone');
      place.message['subtype'] = undefined;
      return [differs('deleted', place)];
    },
  ],
];
