import { describe, expect, it } from 'vitest';
import { changedPerson, peopleRecord } from '../../../src/mapping/people-record.ts';
import { type UserId, userId } from '../../../src/model/model.ts';
import { lineTexts } from '../../../src/reports/notices.ts';
import { aUser } from '../../support/builders/builders.ts';

const NAMES = ['ann', 'ann2', 'bob', 'late'] as const;
const USERS = new Map(
  NAMES.map((username, at) => {
    const user = aUser({ id: userId(username), username, createAtMs: at });
    return [user.id, user] as const;
  }),
);
const early = new Map([...USERS].filter(([id]) => id !== 'late'));

const people = (
  pairs: Readonly<Record<string, string>>,
  users: ReadonlyMap<UserId, ReturnType<typeof aUser>> = USERS,
) => ({
  users,
  samePeople: new Map(Object.entries(pairs).map(([a, b]) => [userId(a), userId(b)])),
});

describe('what is remembered of the accounts of people', () => {
  it.each([
    ['nobody has two', {}, {}, undefined],
    ['the same have', { ann2: 'ann', bob: 'ann' }, { bob: 'ann', ann2: 'ann' }, undefined],
    ['an account that came later is a further one', {}, { late: 'ann' }, undefined],
    ['one more has', {}, { ann2: 'ann' }, ['ann2', 'a person of its own', 'ann (same-as)']],
    ['one has no more', { ann2: 'ann' }, {}, ['ann2', 'ann (same-as)', 'a person of its own']],
    ['one is of another', { ann2: 'ann' }, { ann2: 'bob' }, ['ann2', 'ann (same', 'bob (same']],
    ['they changed places', { ann2: 'ann' }, { ann: 'ann2' }, ['ann:', 'of its own', 'ann2 (same']],
  ] as const)('says whose posts would change when %s', (_what, before, now, expected) => {
    const changed = changedPerson(peopleRecord(people(before, early)), people(now));
    if (expected === undefined) {
      expect(changed).toBeUndefined();
      return;
    }
    const [text = ''] = lineTexts(changed === undefined ? [] : [changed], 'en');
    for (const part of expected) expect(text).toContain(part);
  });

  it('knows no further account where an older version has written', () => {
    expect(changedPerson('', people({}))).toBeUndefined();
    expect(changedPerson('', people({ ann2: 'ann' }))?.code).toBe('person-changed');
    expect(changedPerson('', people({ late: 'ann' }))?.code).toBe('person-changed');
  });

  it('is one text for the same people in any order', () => {
    const [a, b] = [
      { ann2: 'ann', bob: 'ann' },
      { bob: 'ann', ann2: 'ann' },
    ];
    expect(peopleRecord(people(a))).toBe(peopleRecord(people(b)));
  });

  it('names an account that is gone by its id', () => {
    const before = peopleRecord(people({ bob: 'ann' }));
    const without = new Map([...USERS].filter(([id]) => id !== 'bob'));
    expect(changedPerson(before, people({}, without))?.values['username']).toBe('bob');
    expect(changedPerson(before, people({ bob: 'ann' }, without))).toBeUndefined();
  });
});
