import { describe, expect, it } from 'vitest';
import { NO_TARGET } from '../../../../src/mapping/plan/target.ts';
import { userId } from '../../../../src/model/model.ts';
import { aUser } from '../../../support/builders/builders.ts';
import {
  anEdit,
  complaints,
  decide,
  decideOne,
  edits,
  mapping,
} from '../../../support/builders/deciding-people.ts';
import { aTargetUser, aWorkspace } from '../../../support/builders/target-builders.ts';

const sato = aUser({
  id: userId('usersato000000000000000001'),
  username: 'sato',
  email: 'sato@example.co.jp',
});

describe("the team's line", () => {
  const target = aWorkspace(
    aTargetUser(),
    aTargetUser({ id: 'U0TANAKA01', email: 'tanaka@acme.example' }),
  );

  it.each(['invite', 'bot', 'name-only', 'skip'] as const)(
    'wins over a match by e-mail: %s',
    (action) => {
      const line = anEdit({ username: 'YAMADA', action });
      expect(decideOne(aUser(), target, edits(line))).toEqual([action, '', '', 'file']);
    },
  );

  it('may leave the id of the match standing beside another action', () => {
    const line = anEdit({ action: 'name-only', slackId: 'U0YAMADA01' });
    expect(decideOne(aUser(), target, edits(line))).toEqual(['name-only', '', '', 'file']);
  });

  it.each([
    ['a member id', 'U0TANAKA01'],
    ['an address', 'Tanaka@Acme.example'],
  ])('matches with %s, over e-mail and the mapping file', (_what, slackId) => {
    const rules = { ...mapping('yamada', 'U0YAMADA01'), ...edits(anEdit({ slackId })) };
    const expected = ['match', 'U0TANAKA01', 'tanaka@acme.example', 'file'];
    expect(decideOne(aUser(), target, rules)).toEqual(expected);
  });

  it('matches without an id when the rules have found the account', () => {
    const expected = ['match', 'U0YAMADA01', 'yamada@example.co.jp', 'file'];
    expect(decideOne(aUser(), target, edits(anEdit()))).toEqual(expected);
  });

  it.each(['U0TANAKA0', 'W0TANAKA01'])('is believed unseen without a workspace: %s', (slackId) => {
    const expected = ['match', slackId, '', 'file'];
    expect(decideOne(aUser(), NO_TARGET, edits(anEdit({ slackId })))).toEqual(expected);
  });

  it.each([
    ['an id that the workspace does not have', target, { slackId: 'U0NOBODY01' }],
    ['no account to match with', NO_TARGET, {}],
    ['an id of another shape', NO_TARGET, { slackId: 'C0GENERAL1' }],
    ['an id that is too short', NO_TARGET, { slackId: 'U0SHORT1' }],
    ['a handle', NO_TARGET, { slackId: '@tanaka' }],
    ['a new id but an action that drops it', target, { slackId: 'U0TANAKA01', action: 'invite' }],
    ['somebody whom the server does not have', target, { username: 'nobody', action: 'skip' }],
  ] as const)('is refused for %s, naming the line', (_what, where, over) => {
    expect(complaints([aUser()], where, edits(anEdit({ line: 7, ...over })))).toMatch(
      /^users\.csv line 7: [^\n]+$/,
    );
  });

  it('cannot invite somebody without an address', () => {
    const line = anEdit({ line: 7, action: 'invite' });
    expect(complaints([aUser({ email: '' })], NO_TARGET, edits(line))).toBe(
      'users.csv line 7: yamada has no e-mail address to invite',
    );
  });

  it('is refused together with all others', () => {
    const lines = edits(
      anEdit({ line: 2, slackId: 'U0NOBODY01' }),
      anEdit({ line: 3, username: 'nobody', action: 'skip' }),
      anEdit({ line: 5, username: 'sato' }),
    );
    expect(complaints([aUser(), sato], target, lines).split('\n')).toEqual([
      "users.csv line 3: no account has the username 'nobody'",
      "users.csv line 2: the workspace has no member 'U0NOBODY01'",
      'users.csv line 5: the action match requires a slack_id: no account has the same e-mail address',
    ]);
  });
});

describe('two people on one Slack account', () => {
  it.each([
    ['the line of the second', anEdit({ line: 9, username: 'sato', slackId: 'U0YAMADA01' })],
    ['its address', anEdit({ line: 9, username: 'sato', slackId: 'YAMADA@example.co.jp' })],
  ])('are refused, naming %s', (_what, line) => {
    const target = aWorkspace(aTargetUser());
    for (const users of [
      [aUser(), sato],
      [sato, aUser()],
    ]) {
      expect(complaints(users, target, edits(line))).toMatch(
        /^users\.csv line 9: (yamada and sato|sato and yamada) are both mapped to U0YAMADA01; change/,
      );
    }
  });

  it('are refused by address when nobody knows the ids', () => {
    const lines = edits(
      anEdit({ line: 2, slackId: 'ann@acme.example' }),
      anEdit({ line: 3, username: 'sato', slackId: 'Ann@acme.example' }),
    );
    expect(complaints([aUser(), sato], NO_TARGET, lines)).toBe(
      'users.csv line 3: yamada and sato are both mapped to ann@acme.example; change one of them',
    );
  });

  it('are told apart by their addresses when the rules lead them there', () => {
    const second = { ...sato, email: 'yamada+test@example.co.jp' };
    for (const users of [
      [aUser(), second],
      [second, aUser()],
    ]) {
      const decisions = decide(users, aWorkspace(aTargetUser()));
      expect(
        Object.fromEntries(decisions.map(({ username, action }) => [username, action])),
      ).toEqual({ yamada: 'match', sato: 'name-only' });
      expect(decisions.find(({ username }) => username === 'sato')?.reason).toMatch(
        /but that account is yamada's$/,
      );
    }
  });

  it('are none when one of them is only a name', () => {
    const second = { ...sato, email: 'yamada+test@example.co.jp' };
    const rules = edits(anEdit({ username: 'sato', action: 'name-only' }));
    const decisions = decide([aUser(), second], aWorkspace(aTargetUser()), rules);
    expect(decisions.map(({ action }) => action)).toEqual(['match', 'name-only']);
  });
});
