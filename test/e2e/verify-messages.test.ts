import { afterAll, beforeAll, describe } from 'vitest';
import { loadWorkspace } from '../../fixtures/load.ts';
import { createDatabase, type TestDatabase } from '../support/databases.ts';
import { type ArchiveWorld, makeArchiveWorld } from '../support/verify/archive-world.ts';
import type { Loose } from '../support/verify/damaged-archive.ts';
import {
  type Damage,
  differs,
  expectDamages,
  missing,
  placeOf,
  unexpected,
} from '../support/verify/expect-damages.ts';
import {
  changeMessage,
  changeTexts,
  dropMessage,
  has,
  isPlain,
  isReply,
  isRoot,
  plainMessages,
  twoOf,
} from '../support/verify/message-choice.ts';

const first = <Item>(items: unknown): Item => (items as Item[])[0] as Item;
const list = <Item>(items: unknown): Item[] => items as Item[];

/** The messages after a post's first one, which stand in the same millisecond. */
const partsIn = (day: readonly Loose[], { ts, user }: Loose): readonly Loose[] =>
  day.filter(
    (other) => other.ts !== ts && other.ts.slice(0, -3) === ts.slice(0, -3) && other['user'] === user,
  );

const TEXTS: readonly Damage[] = [
  [
    'has lost a day',
    (archive) => {
      const place = archive.find(
        (message, { day, channel }) =>
          isPlain(message) &&
          day.length > 1 &&
          day.every((each) => !isRoot(each) && !isReply(each) && channel !== ''),
      );
      archive.remove(place.entry);
      return place.day.map((message) => missing({ ...place, message }));
    },
  ],
  [
    'has lost a message',
    (archive) => {
      const place = archive.find(isPlain);
      dropMessage(place);
      return [missing(place)];
    },
  ],
  [
    'has two authors swapped',
    (archive) => {
      const [a, b] = twoOf(archive, (one, other) => one['user'] !== other['user']);
      [a.message['user'], b.message['user']] = [b.message['user'], a.message['user']];
      return [differs('author', a), differs('author', b)];
    },
  ],
  [
    'calls a webhook otherwise',
    (archive) => {
      const place = archive.find((message) => message['subtype'] === 'bot_message');
      place.message['username'] = 'somebody else';
      return [differs('author', place)];
    },
  ],
  [
    'has a text cut',
    (archive) => {
      const place = archive.find((message) => isPlain(message) && String(message['text']).length > 9);
      changeMessage(place.message, (text) => text.slice(0, 3));
      return [differs('text', place)];
    },
  ],
  [
    'has a text cut where search looks, and whole blocks',
    (archive) => {
      const place = archive.find((message) => isPlain(message) && String(message['text']).length > 9);
      place.message['text'] = String(place.message['text']).slice(0, 3);
      return [differs('text', place)];
    },
  ],
  [
    'has one letter more in its blocks',
    (archive) => {
      const place = archive.find(isPlain);
      changeTexts(place.message['blocks'], (text) => `${text}x`);
      return [differs('text', place)];
    },
  ],
  [
    'has two texts swapped',
    (archive) => {
      const [a, b] = twoOf(archive, (one, other) => one['text'] !== other['text']);
      for (const key of ['text', 'blocks']) {
        [a.message[key], b.message[key]] = [b.message[key], a.message[key]];
      }
      return [differs('text', a), differs('text', b)];
    },
  ],
  [
    'has another emoji in a text',
    (archive) => {
      const place = archive.find(
        ({ text, blocks }) => /:\w+:/.test(String(text)) && JSON.stringify(blocks).includes('"emoji"'),
      );
      const blocks = JSON.stringify(place.message['blocks']);
      place.message['blocks'] = JSON.parse(
        blocks.replace(/("type":"emoji","name":")[^"]+/, '$1rocket'),
      );
      return [differs('text', place)];
    },
  ],
  [
    'mentions somebody else',
    (archive) => {
      const place = archive.find(({ text }) => /<@U\w+>/.test(String(text)) && text !== '');
      changeMessage(place.message, (text) => text.replace(/<@U\w+>/, '<@UNOBODY0000>'));
      return [differs('text', place)];
    },
  ],
  [
    'has lost a part of a long post',
    (archive) => {
      const whole = archive.find(
        (message, { day }) =>
          String(message['text']).length > 1000 && partsIn(day, message).length > 0,
      );
      const [part] = partsIn(whole.day, whole.message);
      if (part === undefined) throw new Error('the fixtures hold no long post');
      dropMessage({ ...whole, message: part });
      return [differs('text', whole)];
    },
  ],
  [
    'says other things in an attachment',
    (archive) => {
      const place = archive.find(
        ({ attachments }) => typeof first<Loose>(attachments ?? [])?.['text'] === 'string',
      );
      first<Loose>(place.message['attachments'])['text'] = 'nothing of the kind';
      return [differs('attachments', place)];
    },
  ],
];

const MARKS: readonly Damage[] = [
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

const PLACES: readonly Damage[] = [
  [
    'breaks a thread',
    (archive) => {
      const place = archive.find(isReply);
      delete place.message['thread_ts'];
      return [differs('thread', place)];
    },
  ],
  [
    'has a reply in another thread',
    (archive) => {
      const place = archive.find(isReply);
      const other = archive.find(
        (message) => isRoot(message) && message.ts !== place.message['thread_ts'],
      );
      place.message['thread_ts'] = other.message.ts;
      return [differs('thread', place)];
    },
  ],
  [
    'has a root under another root',
    (archive) => {
      const place = archive.find(isPlain);
      place.message['thread_ts'] = archive.find(isRoot).message.ts;
      return [differs('thread', place)];
    },
  ],
  [
    'has a root that does not name a reply',
    (archive) => {
      const place = archive.find(isRoot);
      list(place.message['replies']).pop();
      place.message['reply_count'] = list(place.message['replies']).length;
      return [differs('replies', place)];
    },
  ],
  [
    'repeats a message',
    (archive) => {
      const place = archive.find(isPlain);
      place.day.push({ ...place.message });
      return [unexpected(place)];
    },
  ],
  [
    'holds a message that nobody wrote',
    (archive) => {
      const place = archive.find(isPlain);
      const message = { ...place.message, ts: place.message.ts.replace(/\d{6}$/, '123456') };
      place.day.push(message);
      return [unexpected({ ...place, message })];
    },
  ],
  [
    'has a message in another channel',
    (archive) => {
      const [from, ...others] = plainMessages(archive);
      const to = others.find(({ channel }) => channel !== from?.channel);
      if (from === undefined || to === undefined) throw new Error('there is one channel only');
      dropMessage(from);
      const name = `${to.entry.split('/')[0]}/${from.entry.split('/')[1]}`;
      if (archive.names().includes(name)) to.day.push(from.message);
      else archive.put(name, JSON.stringify([from.message]));
      return [missing(from), unexpected(from)];
    },
  ],
  [
    'has a message in the file of another day',
    (archive) => {
      const place = archive.find(isPlain);
      dropMessage(place);
      const name = `${place.entry.split('/')[0]}/1999-01-01.json`;
      archive.put(name, JSON.stringify([place.message]));
      return [differs('day', place)];
    },
  ],
];

describe('mm2slack verify --zip', () => {
  let database: TestDatabase;
  let world: ArchiveWorld;
  beforeAll(async () => {
    database = await createDatabase('mysql', 'verify_messages');
    await loadWorkspace('mysql', '8.1', database.run);
    world = await makeArchiveWorld(database);
  });
  afterAll(async () => {
    await world.stop();
    await database.drop();
  });

  expectDamages(() => world, [...TEXTS, ...MARKS, ...PLACES]);
});
