import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  botSlackId,
  channelSlackId,
  directSlackId,
  fileSlackId,
  slackId,
  userSlackId,
} from '../../../src/mapping/slack-ids.ts';
import { makeSlackUserIds } from '../../../src/mapping/users.ts';
import { channelId, fileId, userId } from '../../../src/model/model.ts';
import { aUser } from '../../support/builders/builders.ts';

const ID = 'abcdefghijklmnopqrstuvwxyz';

describe('an id that we make up', () => {
  it('never changes: archives and ledgers of earlier runs hold it', () => {
    expect(userSlackId(userId(ID))).toMatchInlineSnapshot(`"U2YTKJW4MNX"`);
    expect(channelSlackId(channelId(ID))).toMatchInlineSnapshot(`"CJ81IARWPXI"`);
    expect(fileSlackId(fileId(ID))).toMatchInlineSnapshot(`"FDGBGQ08LT2Y2Z"`);
    expect(botSlackId('webhook:Deploy Bot')).toMatchInlineSnapshot(`"BNTG9ON6DCQ"`);
  });

  it("has Slack's shape for any id of the source", () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (id) => {
        expect(userSlackId(userId(id))).toMatch(/^U[A-Z0-9]{10}$/);
        expect(channelSlackId(channelId(id))).toMatch(/^C[A-Z0-9]{10}$/);
        expect(directSlackId(channelId(id))).toMatch(/^D[A-Z0-9]{10}$/);
        expect(fileSlackId(fileId(id))).toMatch(/^F[A-Z0-9]{13}$/);
        expect(botSlackId(id)).toMatch(/^B[A-Z0-9]{10}$/);
      }),
    );
  });

  it('of a direct message differs from that of a channel in its letter alone', () => {
    expect(directSlackId(channelId(ID)).slice(1)).toBe(channelSlackId(channelId(ID)).slice(1));
  });

  it('differs between kinds and between ids that are alike', () => {
    const tails = [
      userSlackId(userId(ID)),
      channelSlackId(channelId(ID)),
      botSlackId(ID),
      userSlackId(userId(ID.toUpperCase())),
      userSlackId(userId(`${ID} `)),
    ].map((id) => id.slice(1));
    expect(new Set(tails).size).toBe(tails.length);
  });

  it('does not collide among a hundred thousand', () => {
    const ids = new Set<string>();
    for (let number = 0; number < 100_000; number += 1) {
      ids.add(slackId('U', 10, 'user', `user${number}`));
    }
    expect(ids.size).toBe(100_000);
  });
});

describe('the Slack ids of a run', () => {
  const known = aUser();
  const ids = makeSlackUserIds({
    accounts: { usernameOf: (id) => (id === known.id ? known.username : undefined) },
    skipped: new Set(),
    samePeople: new Map(),
  });

  it('remember which accounts have no row', () => {
    expect(ids.of(known.id)).toBe(userSlackId(known.id));
    const gone = userId('gone');
    expect(ids.of(gone)).toBe(userSlackId(gone));
    expect(ids.of(gone)).toBe(userSlackId(gone));
    expect([...ids.unknown]).toEqual([gone]);
  });

  it('distinguish known and unknown accounts without collecting them', () => {
    expect(ids.has(known.id)).toBe(true);
    expect(ids.has(userId('somebody'))).toBe(false);
    expect([...ids.unknown]).not.toContain('somebody');
  });
});
