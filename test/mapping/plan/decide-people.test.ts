import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../src/errors.ts';
import { decidePeople, type PeopleRules } from '../../../src/mapping/plan/decide-people.ts';
import type { PersonDecision } from '../../../src/mapping/plan/decisions.ts';
import { NO_TARGET, type TargetFacts } from '../../../src/mapping/plan/target-facts.ts';
import type { PersonEdit } from '../../../src/mapping/plan/users-csv.ts';
import { userSlackId } from '../../../src/mapping/slack-ids.ts';
import { type User, userId } from '../../../src/model.ts';
import { A_TIME_MS, aUser } from '../../support/builders.ts';
import { aTargetUser, aWorkspace } from '../../support/target-builders.ts';

const NO_RULES: PeopleRules = { domains: [], mapping: new Map(), edits: new Map() };

const anEdit = (over: Partial<PersonEdit> = {}): PersonEdit => ({
  line: 2,
  username: 'yamada',
  slackId: '',
  action: 'match',
  ...over,
});

const edits = (...lines: readonly PersonEdit[]): Partial<PeopleRules> => ({
  edits: new Map(lines.map((line) => [line.username.toLowerCase(), line])),
});

const mapping = (key: string, wanted: string): Partial<PeopleRules> => ({
  mapping: new Map([[key, wanted]]),
});

function decide(
  users: readonly User[],
  target: TargetFacts = NO_TARGET,
  rules: Partial<PeopleRules> = {},
): readonly PersonDecision[] {
  return decidePeople(users, target, { ...NO_RULES, ...rules });
}

/** What is decided of one account: action, Slack id, Slack's e-mail and who decided. */
function decideOne(user: User, target?: TargetFacts, rules?: Partial<PeopleRules>) {
  const [decision] = decide([user], target, rules);
  return [decision?.action, decision?.slackId, decision?.slackEmail, decision?.by];
}

const reasonOf = (user: User, target?: TargetFacts, rules?: Partial<PeopleRules>) =>
  decide([user], target, rules)[0]?.reason;

/** All complaints of a run that is refused. */
function complaints(
  users: readonly User[],
  target: TargetFacts,
  rules: Partial<PeopleRules>,
): string {
  try {
    decide(users, target, rules);
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
  return 'nothing was refused';
}

const sato = aUser({
  id: userId('usersato000000000000000001'),
  username: 'sato',
  email: 'sato@example.co.jp',
});

describe('people without a Slack account', () => {
  it.each([
    ['an active person', {}, 'invite', 'active', 'has no Slack account yet'],
    ['a guest', { kind: 'guest' }, 'invite', 'guest', 'has no Slack account yet'],
    ['a bot', { kind: 'bot' }, 'bot', 'bot', 'a bot account'],
    ['a bot of the system', { kind: 'system-bot' }, 'bot', 'bot', 'a bot account'],
    ['a person without an address', { email: '' }, 'name-only', 'active', 'has no e-mail address'],
    [
      'a person of another server',
      { remoteId: 'remote0000000000000000001' },
      'name-only',
      'active',
      'belongs to another server, through a shared channel',
    ],
    [
      'a person who has left',
      { deleteAtMs: A_TIME_MS },
      'name-only',
      'deactivated',
      'deactivated; nobody is invited',
    ],
  ] as const)('decides about %s by its state', (_what, over, action, state, reason) => {
    for (const target of [NO_TARGET, aWorkspace(), { ...NO_TARGET, kind: 'zip' } as const]) {
      expect(decide([aUser(over)], target)).toEqual([
        {
          userId: aUser().id,
          username: 'yamada',
          fullName: 'Taro Yamada',
          email: state === 'bot' ? '' : aUser(over).email,
          state,
          action,
          slackId: '',
          slackEmail: '',
          reason,
          by: 'rule',
        },
      ]);
    }
  });

  it('says which accounts it could be, when there are several', () => {
    const target = aWorkspace(
      aTargetUser({ id: 'U0A', email: 'yamada+a@example.co.jp' }),
      aTargetUser({ id: 'U0B', email: 'yamada+b@example.co.jp' }),
    );
    const both =
      'U0A and U0B have the same e-mail address but for what follows the +, so none is taken';
    expect(decideOne(aUser(), target)).toEqual(['invite', '', '', 'rule']);
    expect(reasonOf(aUser(), target)).toBe(both);
    expect(reasonOf(aUser({ deleteAtMs: A_TIME_MS }), target)).toBe(
      `deactivated; nobody is invited; ${both}`,
    );
  });
});

describe('people with a Slack account', () => {
  const target = aWorkspace(aTargetUser({ email: 'Yamada@Example.co.jp' }));
  const asMatch = ['match', 'U0YAMADA01', 'Yamada@Example.co.jp', 'rule'];

  it('are matched by e-mail, and keep the address as Slack has it', () => {
    expect(decideOne(aUser(), target)).toEqual(asMatch);
    expect(reasonOf(aUser(), target)).toBe('the same e-mail address');
  });

  it('are matched when they have left', () => {
    expect(decideOne(aUser({ deleteAtMs: A_TIME_MS }), target)).toEqual(asMatch);
  });

  it('are matched on a changed domain', () => {
    const domains = [{ from: 'old.co.jp', to: 'example.co.jp' }];
    expect(decideOne(aUser({ email: 'yamada@old.co.jp' }), target, { domains })).toEqual(asMatch);
  });

  it('are matched with a deactivated account, which the reason says', () => {
    const gone = aWorkspace(aTargetUser({ isDeactivated: true }));
    expect(decideOne(aUser(), gone)[0]).toBe('match');
    expect(reasonOf(aUser(), gone)).toBe(
      'the same e-mail address; the Slack account is deactivated',
    );
  });

  it('are never matched when they are bots', () => {
    expect(decideOne(aUser({ kind: 'bot' }), target)).toEqual(['bot', '', '', 'rule']);
  });

  it('of an archive keep the action of their state: an archive holds no accounts', () => {
    const same = aTargetUser({ id: userSlackId(aUser().id) });
    const archive: TargetFacts = { ...NO_TARGET, kind: 'zip', users: [same] };
    expect(decide([aUser()], archive)).toEqual(decide([aUser()]));
  });
});

describe('the mapping file', () => {
  const tanaka = aTargetUser({ id: 'U0TANAKA01', email: 'Tanaka@acme.example' });

  it.each([
    ['a username to a member id', 'yamada', 'U0TANAKA01'],
    ['a username to an address', 'yamada', 'tanaka@ACME.example'],
    ['an address to a member id', 'yamada@example.co.jp', 'U0TANAKA01'],
  ])('leads from %s', (_what, key, wanted) => {
    const user = aUser({ username: 'Yamada', email: 'Yamada@Example.co.jp' });
    expect(decideOne(user, aWorkspace(tanaka), mapping(key, wanted))).toEqual([
      'match',
      'U0TANAKA01',
      'Tanaka@acme.example',
      'rule',
    ]);
  });

  it('comes after the e-mail address', () => {
    const target = aWorkspace(aTargetUser(), tanaka);
    expect(decideOne(aUser(), target, mapping('yamada', 'U0TANAKA01'))[1]).toBe('U0YAMADA01');
  });

  it('is believed unseen when there is no workspace to look at', () => {
    expect(decideOne(aUser(), NO_TARGET, mapping('yamada', 'U0TANAKA01'))).toEqual([
      'match',
      'U0TANAKA01',
      '',
      'rule',
    ]);
    expect(decideOne(aUser(), NO_TARGET, mapping('yamada', 'tanaka@acme.example'))).toEqual([
      'match',
      '',
      'tanaka@acme.example',
      'rule',
    ]);
  });

  it('is refused when it leads to nobody in the workspace, unless a line decides', () => {
    const rules = mapping('yamada', 'U0NOBODY01');
    expect(complaints([aUser()], aWorkspace(tanaka), rules)).toBe(
      "people.mapping: 'yamada' is 'U0NOBODY01', but the workspace has no such member",
    );
    const withLine = { ...rules, ...edits(anEdit({ action: 'skip' })) };
    expect(decideOne(aUser(), aWorkspace(tanaka), withLine)).toEqual(['skip', '', '', 'file']);
  });
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
      "users.csv line 3: nobody is called 'nobody'",
      "users.csv line 2: the workspace has no member 'U0NOBODY01'",
      'users.csv line 5: the action match needs a slack_id, no account has the e-mail address',
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
        /^users\.csv line 9: (yamada and sato|sato and yamada) would both be U0YAMADA01; change/,
      );
    }
  });

  it('are refused by address when nobody knows the ids', () => {
    const lines = edits(
      anEdit({ line: 2, slackId: 'ann@acme.example' }),
      anEdit({ line: 3, username: 'sato', slackId: 'Ann@acme.example' }),
    );
    expect(complaints([aUser(), sato], NO_TARGET, lines)).toBe(
      'users.csv line 3: yamada and sato would both be ann@acme.example; change one of them',
    );
  });

  it('are refused when the rules lead them there, saying what to write', () => {
    const second = { ...sato, email: 'yamada+test@example.co.jp' };
    expect(complaints([aUser(), second], aWorkspace(aTargetUser()), {})).toBe(
      'users.csv: yamada and sato would both be U0YAMADA01; give one of them a line with another action or slack_id',
    );
  });

  it('are none when one of them is only a name', () => {
    const second = { ...sato, email: 'yamada+test@example.co.jp' };
    const rules = edits(anEdit({ username: 'sato', action: 'name-only' }));
    const decisions = decide([aUser(), second], aWorkspace(aTargetUser()), rules);
    expect(decisions.map(({ action }) => action)).toEqual(['match', 'name-only']);
  });
});
