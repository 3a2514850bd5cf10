import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as keys from '../../../../src/importers/ledger/keys.ts';

const id = fc.string({ minLength: 1 });
/** Slack's own words hold no colon. */
const word = fc.stringMatching(/^[\w+-]{1,20}$/);
const part = fc.nat(99);

describe('a key of the ledger', () => {
  it.each([
    ['channel:c1', keys.channelKey('c1')],
    ['channel:c1:joined', keys.joinedKey('c1')],
    ['name:c1', keys.nameKey('c1')],
    ['archive:c1', keys.archiveKey('c1')],
    ['topic:c1', keys.settingKey('topic', 'c1')],
    ['purpose:c1', keys.settingKey('purpose', 'c1')],
    ['invite:c1:U1', keys.inviteKey('c1', 'U1')],
    ['user-group:dev', keys.userGroupKey('dev')],
    ['emoji:e1', keys.emojiKey('e1')],
    ['bookmark:b1', keys.bookmarkKey('b1')],
    ['message:p1:0', keys.messageKey('p1', 0)],
    ['update:p1:2', keys.updateKey('p1', 2)],
    ['upload:f1', keys.uploadKey('f1')],
    ['pin:p1', keys.pinKey('p1')],
    ['reaction:p1:tada', keys.reactionKey('p1', 'tada')],
  ])('is %s, as FORMATS.md promises', (expected, key) => {
    expect(key).toBe(expected);
  });

  it('gives back what it was made of, whatever ids hold', () => {
    fc.assert(
      fc.property(id, part, word, (one, number, name) => {
        expect(keys.parseKey(keys.messageKey(one, number))).toEqual({
          kind: 'message',
          id: one,
          part: String(number),
        });
        expect(keys.partOfKey(keys.updateKey(one, number))).toBe(number);
        expect(keys.parseKey(keys.reactionKey(one, name))).toMatchObject({ id: one, part: name });
        expect(keys.parseKey(keys.inviteKey(one, name))).toMatchObject({ id: one, part: name });
        expect(keys.parseKey(keys.uploadKey(one))).toEqual({ kind: 'upload', id: one, part: '' });
        expect(keys.parseKey(keys.channelKey(one))).toMatchObject({ kind: 'channel', id: one });
      }),
    );
  });
});
