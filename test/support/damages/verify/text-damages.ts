import type { Loose } from './damaged-archive.ts';
import { type Damage, differs, missing } from './expect-damages.ts';
import {
  changeMessage,
  changeTexts,
  dropMessage,
  isPlain,
  isReply,
  isRoot,
  partsIn,
  twoOf,
} from './message-choice.ts';

const first = <Item>(items: unknown): Item => (items as Item[])[0] as Item;

/** What can be done to who says what. */
export const TEXT_DAMAGES: readonly Damage[] = [
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
      const place = archive.find(
        (message) => isPlain(message) && String(message['text']).length > 9,
      );
      changeMessage(place.message, (text) => text.slice(0, 3));
      return [differs('text', place)];
    },
  ],
  [
    'has a text cut where search looks, and whole blocks',
    (archive) => {
      const place = archive.find(
        (message) => isPlain(message) && String(message['text']).length > 9,
      );
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
        ({ text, blocks }) =>
          /:\w+:/.test(String(text)) && JSON.stringify(blocks).includes('"emoji"'),
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
