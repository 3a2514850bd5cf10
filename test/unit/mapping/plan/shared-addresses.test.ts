import { describe, expect, it } from 'vitest';
import { addressWarnings } from '../../../../src/mapping/plan/people-warnings.ts';
import { NO_TARGET } from '../../../../src/mapping/plan/target.ts';
import { type User, userId } from '../../../../src/model/model.ts';
import { lineTexts } from '../../../../src/reports/notices.ts';
import { A_TIME_MS, aUser } from '../../../support/builders/builders.ts';
import { anEdit, decide, edits } from '../../../support/builders/deciding-people.ts';
import { aTargetUser, aWorkspace } from '../../../support/builders/target-builders.ts';

const person = (username: string, email: string, over: Partial<User> = {}): User =>
  aUser({ id: userId(`user${username}`), username, email, ...over });

const reasonsOf = (users: readonly User[], ...rest: [target?: typeof NO_TARGET]) =>
  Object.fromEntries(decide(users, ...rest).map(({ username, reason }) => [username, reason]));

describe('accounts with one e-mail address', () => {
  it.each([
    ['in another case', 'Bob@ACME.example', 'bob@acme.example'],
    ['padded with blanks', ' bob@acme.example', 'bob@acme.example\n'],
    ['to which nothing can be delivered', 'bob@LOCALHOST', 'bob@localhost'],
  ])('are told as one person, each by the other: %s', (_what, first, second) => {
    const users = [person('bob', first), person('bob2', second), person('ann', 'a@acme.example')];
    const reasons = reasonsOf(users);
    expect(reasons['bob']).toMatch(/; the same e-mail address as bob2: one person\?$/);
    expect(reasons['bob2']).toMatch(/; the same e-mail address as bob: one person\?$/);
    expect(reasons['ann']).toBe('has no Slack account yet');
    const warnings = addressWarnings(decide(users));
    expect(lineTexts(warnings, 'en').join('\n')).toContain('bob = bob2');
    expect(lineTexts(warnings, 'ja').join('\n')).toContain('bob = bob2');
  });

  it('are told when one has left, and when one of them has the account in Slack', () => {
    const users = [
      person('bob', 'Bob@acme.example'),
      person('bob2', 'bob@acme.example', { deleteAtMs: A_TIME_MS }),
    ];
    const target = aWorkspace(aTargetUser({ id: 'U0BOB00001', email: 'bob@acme.example' }));
    for (const where of [NO_TARGET, target]) {
      for (const reason of Object.values(reasonsOf(users, where)))
        expect(reason).toMatch(/one person\?$/);
    }
  });

  it('are told no more once a line of the team says what they are', () => {
    const users = [person('bob', 'Bob@acme.example'), person('bob2', 'bob@acme.example')];
    const people = decide(
      users,
      NO_TARGET,
      edits(anEdit({ username: 'bob2', action: 'name-only' })),
    );
    expect(people.map(({ reason }) => reason)).toEqual([
      'has no Slack account yet',
      'users.csv says so',
    ]);
    expect(addressWarnings(people)).toEqual([]);
  });

  it('are never bots, nor people without an address', () => {
    const users = [
      ...['a', 'b'].map((name) => person(name, 'x@localhost', { kind: 'bot' })),
      ...['c', 'd'].map((name) => person(name, ' ')),
    ];
    for (const reason of Object.values(reasonsOf(users))) expect(reason).not.toMatch(/one person/);
    expect(addressWarnings(decide(users))).toEqual([]);
  });

  it('are listed by ten at most', () => {
    const users = Array.from({ length: 24 }, (_, index) =>
      person(`u${index}`, `n${index >> 1}@acme.example`),
    );
    const [warning = ''] = lineTexts(addressWarnings(decide(users)), 'en');
    expect(warning).toMatch(/^24 accounts /);
    expect(warning).toContain('u18 = u19, …');
    expect(warning).not.toContain('u20');
  });
});

describe('people whom no invitation can reach', () => {
  it('are warned about when they are in use', () => {
    const people = decide([
      person('ann', 'ann@localhost'),
      person('guest', 'a b@c.example', { kind: 'guest' }),
      person('gone', 'gone@localhost', { deleteAtMs: A_TIME_MS }),
      person('bot', 'bot@localhost', { kind: 'bot' }),
      person('none', ''),
      person('good', 'good@acme.example'),
    ]);
    const [warning = '', ...others] = lineTexts(addressWarnings(people), 'en');
    expect(others).toEqual([]);
    expect(warning).toMatch(/ 2 active people.*: ann, guest$/);
  });
});
