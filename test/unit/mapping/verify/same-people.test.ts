import { describe, expect, it } from 'vitest';
import {
  hasSamePeople,
  onePerPerson,
  personRule,
} from '../../../../src/mapping/verify/same-people.ts';
import { systemMessageOf } from '../../../../src/mapping/verify/system-messages.ts';
import { userId } from '../../../../src/model/model.ts';
import { aPersonDecision, aUser } from '../../../support/builders/builders.ts';

const [ANN, ANN2, BOB] = ['ann', 'ann2', 'bob'].map(userId);
if (ANN === undefined || ANN2 === undefined || BOB === undefined) throw new Error('no ids');
const further = aPersonDecision({
  userId: ANN2,
  action: 'same-as',
  sameAs: { userId: ANN, username: 'ann' },
});
const DECISIONS = [aPersonDecision({ userId: ANN }), further, aPersonDecision({ userId: BOB })];
const personOf = personRule(DECISIONS);

describe('what verify knows of the accounts of a person', () => {
  it('is whose each account is, and who has an entry', () => {
    expect([ANN, ANN2, BOB, userId('gone')].map(personOf)).toEqual([ANN, ANN, BOB, 'gone']);
    const users = new Map([ANN, ANN2, BOB].map((id) => [id, aUser({ id })]));
    expect(onePerPerson(users, personOf).map(({ id }) => id)).toEqual([ANN, BOB]);
  });

  it.each([
    ['the same pairs', { ann2: 'ann' }, true],
    ['none', {}, false],
    ['another person', { ann2: 'bob' }, false],
    ['one more', { ann2: 'ann', bob: 'ann' }, false],
  ])('is compared with a manifest that has %s', (_what, recorded, expected) => {
    expect(hasSamePeople(recorded, DECISIONS)).toBe(expected);
    expect(hasSamePeople(recorded, [])).toBe(Object.keys(recorded).length === 0);
  });

  it('is that a person who is removed by the other account has left', () => {
    const people = { personOf, idOf: () => undefined, mention: (id: string) => `@${id}` };
    const text = (by: typeof ANN, who: typeof ANN) =>
      systemMessageOf(
        { type: 'system_remove_from_channel', userId: by, props: { removedUserId: String(who) } },
        people,
      )?.text;
    expect(text(ANN, ANN2)).toBe('@ann2 has left the channel');
    expect(text(BOB, ANN2)).toBe('@ann2 was removed from the channel by @bob');
  });
});
