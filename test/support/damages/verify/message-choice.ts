import { escapeText } from '../../../../src/slack/shapes.ts';
import type { DamagedArchive, Loose, PlacedMessage } from './damaged-archive.ts';

/* Which messages of the fixtures a damage is done to. */

const isFilled = (value: unknown): boolean => Array.isArray(value) && value.length > 0;

/** A message that somebody wrote, outside threads, with nothing on it. */
export const isPlain = (message: Loose): boolean =>
  message['subtype'] === undefined &&
  message['thread_ts'] === undefined &&
  message['edited'] === undefined &&
  !isFilled(message['files']) &&
  !isFilled(message['reactions']) &&
  !isFilled(message['attachments']) &&
  !isFilled(message['pinned_to']) &&
  isFilled(message['blocks']) &&
  /^\p{L}{3}/u.test(String(message['text'])) &&
  message.ts.endsWith('000');

export const isReply = (message: Loose): boolean =>
  message['thread_ts'] !== undefined && message['thread_ts'] !== message.ts;

export const isRoot = (message: Loose): boolean => isFilled(message['replies']);

export const has =
  (key: string) =>
  (message: Loose): boolean =>
    isFilled(message[key]) || (typeof message[key] === 'object' && !Array.isArray(message[key]));

/** Plain messages in the order of the archive. */
export const plainMessages = (archive: DamagedArchive): readonly PlacedMessage[] =>
  archive.messages().filter(({ message }) => isPlain(message));

/** Two plain messages of one channel. */
export function twoOf(
  archive: DamagedArchive,
  isDifferent: (a: Loose, b: Loose) => boolean,
): readonly [PlacedMessage, PlacedMessage] {
  const plain = plainMessages(archive);
  for (const first of plain) {
    const second = plain.find(
      ({ channel, message }) => channel === first.channel && isDifferent(first.message, message),
    );
    if (second !== undefined) return [first, second];
  }
  throw new Error('the fixtures hold no two such messages');
}

/** Changes every text inside a message's blocks. */
export function changeTexts(value: unknown, change: (text: string) => string): void {
  if (typeof value !== 'object' || value === null) return;
  const fields = value as Record<string, unknown>;
  for (const [key, inner] of Object.entries(fields)) {
    if (key === 'text' && typeof inner === 'string') fields[key] = change(inner);
    else changeTexts(inner, change);
  }
}

/** Changes a message's text and its blocks alike. */
export function changeMessage(message: Loose, change: (text: string) => string): void {
  message['text'] = change(String(message['text']));
  changeTexts(message['blocks'], change);
}

/** Takes a message out of its day. */
export function dropMessage({ day, message }: PlacedMessage): void {
  day.splice(day.indexOf(message), 1);
}

/** The other messages of a post, which stand in its millisecond. */
export const partsIn = (day: readonly Loose[], { ts, user }: Loose): readonly Loose[] =>
  day.filter(
    (other) =>
      other.ts !== ts && other.ts.slice(0, -3) === ts.slice(0, -3) && other['user'] === user,
  );

/** The first message whose text holds what is given. */
export function saying(archive: DamagedArchive, says: string): PlacedMessage {
  return archive.find(({ text }) => String(text).includes(escapeText(says)));
}

/** An object inside a message. */
export type Element = Record<string, unknown>;

/** Every object inside a value, the outer ones first. */
export function elementsIn(value: unknown): readonly Element[] {
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.values(value).flatMap((each) => elementsIn(each));
  return Array.isArray(value) ? inner : [value as Element, ...inner];
}
