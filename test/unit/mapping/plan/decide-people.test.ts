import { describe, expect, it } from 'vitest';
import { NO_TARGET, type TargetFacts } from '../../../../src/mapping/plan/target.ts';
import { userSlackId } from '../../../../src/mapping/slack-ids.ts';
import { A_TIME_MS, aUser } from '../../../support/builders/builders.ts';
import {
  anEdit,
  complaints,
  decide,
  decideOne,
  edits,
  mapping,
  reasonOf,
} from '../../../support/builders/deciding-people.ts';
import { aTargetUser, aWorkspace } from '../../../support/builders/target-builders.ts';

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
