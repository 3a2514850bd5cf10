import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  channelIdOf,
  deriveId,
  directIdOf,
  fileIdOf,
  memberNames,
  postIdOf,
  userIdOf,
} from '../../../../src/exporters/bulk/ids.ts';

const SHAPE = /^[ybndrfg8ejkmcpqxot1uwisza345h769]{26}$/;
const name = fc.string({ minLength: 1, maxLength: 20 });
const key = fc.record({
  channelId: name,
  rootId: fc.oneof(fc.constant(''), name),
  userId: name,
  createAtMs: fc.nat({ max: 2_000_000_000_000 }),
});

describe('an id that is made for a bulk export', () => {
  it("has the shape of Mattermost's, and is the same for the same parts", () => {
    fc.assert(
      fc.property(key, fc.nat({ max: 5 }), (post, ordinal) => {
        expect(postIdOf(post, ordinal)).toMatch(SHAPE);
        expect(postIdOf({ ...post }, ordinal)).toBe(postIdOf(post, ordinal));
      }),
    );
  });

  it('is another one when any part differs, wherever the parts are divided', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.array(name, { maxLength: 3 }), {
          minLength: 2,
          selector: (parts) => JSON.stringify(parts),
        }),
        (lists) => {
          const ids = lists.map((parts) => deriveId('direct', ...parts));
          expect(new Set(ids).size).toBe(lists.length);
        },
      ),
    );
    fc.assert(
      fc.property(key, key, fc.nat({ max: 3 }), fc.nat({ max: 3 }), (a, b, one, other) => {
        const isSame = JSON.stringify([a, one]) === JSON.stringify([b, other]);
        expect(postIdOf(a, one) === postIdOf(b, other)).toBe(isSame);
      }),
    );
  });

  it('of a person, a channel or a conversation does not depend on the case of names or the order of members', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('ann', 'Bob', 'CAT', 'dan'), { minLength: 1 }),
        (members) => {
          const shuffled = members.toReversed().map((member) => member.toUpperCase());
          expect(directIdOf(shuffled)).toBe(directIdOf(members));
          expect(directIdOf([...members, ...members])).toBe(directIdOf(members));
        },
      ),
    );
    expect(userIdOf('Ann')).toBe(userIdOf('ann'));
    expect(channelIdOf('T', 'General')).toBe(channelIdOf('t', 'general'));
    expect(channelIdOf('a', 'bc')).not.toBe(channelIdOf('ab', 'c'));
    expect(memberNames(['bob', 'ann', 'bob'])).toEqual(['ann', 'bob']);
  });

  it('stays what FORMATS.md says', () => {
    const post = { channelId: 'c', rootId: '', userId: 'u', createAtMs: 1_700_000_000_123 };
    expect([
      userIdOf('ann'),
      channelIdOf('team', 'town-square'),
      directIdOf(['bob', 'ann']),
      postIdOf(post, 0),
      fileIdOf('p', 'a/b.png', 0),
    ]).toMatchInlineSnapshot(`
      [
        "8mhsndzacynmakzjzcbbqki5hk",
        "96m7yud84j7yhyakct1xk13fgu",
        "o9rib387dj8596z9yrdsbx75jd",
        "j6cnty1sojhdfq8pdoardiai55",
        "gnpai4m1pswnpdburujhcchc4t",
      ]
    `);
  });
});
