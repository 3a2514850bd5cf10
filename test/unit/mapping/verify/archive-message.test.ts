import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ArchiveMessage, messageIn } from '../../../../src/mapping/verify/archive-message.ts';

const KEYS = [
  ...['ts', 'subtype', 'user', 'bot_id', 'username', 'text', 'thread_ts', 'blocks', 'attachments'],
  ...['edited', 'pinned_to', 'files', 'reactions', 'replies', 'hidden', 'reply_count'],
];
const TEXTS = ['ts', 'subtype', 'user', 'bot_id', 'username', 'text', 'thread_ts'];
const LISTS = ['blocks', 'attachments', 'pinned_to', 'files', 'reactions', 'replies'];

const anyField = fc.oneof(
  fc.string(),
  fc.jsonValue(),
  fc.array(
    fc.dictionary(fc.constantFrom('id', 'name', 'size', 'ts', 'users', 'mimetype'), fc.jsonValue()),
  ),
);
const readMessage = (element: unknown): ArchiveMessage => {
  const message = messageIn(element, { isOld: false, repeatsNames: false });
  if (message === undefined) throw new Error('no message');
  return message;
};
const anyMessage = fc.dictionary(fc.constantFrom(...KEYS), anyField);

describe('messages of a day file', () => {
  it('have every field in its shape, whatever the file holds, and keep further ones', () => {
    fc.assert(
      fc.property(fc.array(anyMessage, { minLength: 1 }), (day) => {
        for (const given of day) {
          const message = readMessage(JSON.parse(JSON.stringify(given)));
          for (const key of TEXTS) {
            expect(message[key]).toBe(typeof given[key] === 'string' ? given[key] : '');
          }
          for (const key of LISTS) expect(Array.isArray(message[key])).toBe(true);
          for (const { id, name, mimetype } of message.files) {
            expect([id, name, mimetype].every((text) => typeof text === 'string')).toBe(true);
          }
          for (const { users } of message.reactions) {
            expect(users.every((user) => typeof user === 'string')).toBe(true);
          }
          expect(message['hidden']).toEqual(given['hidden']);
          expect(message['reply_count']).toEqual(given['reply_count']);
        }
      }),
    );
  });

  it('have no fields that another field lends them', () => {
    const message = readMessage(
      JSON.parse('{"ts":"1.000000","__proto__":{"parent_user_id":"U1"}}'),
    );
    expect(message['parent_user_id']).toBeUndefined();
  });

  it.each([null, 'text', 1, []])('are none in %j, which is no object', (value) => {
    expect(messageIn(value, { isOld: false, repeatsNames: false })).toBeUndefined();
  });
});
