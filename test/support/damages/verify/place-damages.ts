import { type Damage, differs, missing, unexpected } from './expect-damages.ts';
import { dropMessage, isPlain, isReply, isRoot, plainMessages } from './message-choice.ts';

const list = <Item>(items: unknown): Item[] => items as Item[];

/** What can be done to where a message stands. */
export const PLACE_DAMAGES: readonly Damage[] = [
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
  [
    'has the messages of a day in another order',
    (archive) => {
      const { day, entry } = archive.find((_message, place) => place.day.length > 2);
      archive.put(entry, JSON.stringify(day.toReversed()));
      return [{ kind: 'differs', thing: 'entry', field: 'content', name: entry }];
    },
  ],
  [
    'has a message that shows nothing beside a message',
    (archive) => {
      const place = archive.find(isPlain);
      const { blocks: _blocks, ...message } = place.message;
      const empty = { ...message, ts: message.ts.replace(/000$/, '001'), text: ' ' };
      place.day.push(empty);
      return [unexpected({ ...place, message: empty })];
    },
  ],
];
