import { describe, expect, it } from 'vitest';
import { checkPlan, type SourceNow } from '../../../../src/mapping/plan/check-plan.ts';
import type { PlannedChannel, PlannedPerson } from '../../../../src/mapping/plan/plan.ts';
import { type Channel, channelId, type User, userId } from '../../../../src/model/model.ts';
import { lineTexts } from '../../../../src/reports/notices.ts';
import { aChannel, aTeam, aUser } from '../../../support/builders/builders.ts';
import { aPlan, aPlannedChannel, aPlannedPerson } from '../../../support/builders/plan-builders.ts';

const CHANNEL = aChannel();
const USER = aUser();

function check(
  planned: { readonly channel?: Partial<PlannedChannel>; readonly person?: Partial<PlannedPerson> },
  now: { readonly channels?: readonly Channel[]; readonly users?: readonly User[] } = {},
) {
  const channel = {
    channelId: CHANNEL.id,
    team: 'tokyo',
    name: CHANNEL.name,
    displayName: CHANNEL.displayName,
    type: CHANNEL.type,
    isArchived: false,
    topic: CHANNEL.header,
    purpose: CHANNEL.purpose,
  };
  const person = {
    userId: USER.id,
    username: USER.username,
    fullName: 'Taro Yamada',
    email: USER.email,
    state: 'active',
    action: 'invite',
  } as const;
  const plan = aPlan({
    channels: [aPlannedChannel({ ...channel, ...planned.channel })],
    people: [aPlannedPerson({ ...person, ...planned.person })],
  });
  const channels = now.channels ?? [CHANNEL];
  const source: SourceNow = {
    users: now.users ?? [USER],
    teams: [aTeam()],
    channels,
    selected: channels,
  };
  const { contradictions, changes } = checkPlan(plan, source);
  return {
    contradictions: lineTexts(contradictions, 'en'),
    changes: lineTexts(changes, 'en'),
  };
}

describe('a plan held against the source of today', () => {
  it('fits when nothing has changed', () => {
    expect(check({})).toEqual({ contradictions: [], changes: [] });
  });

  it.each([
    [
      'a channel became private',
      { channels: [{ ...CHANNEL, type: 'private' as const }] },
      'channel tokyo/dev: the plan says public, the source says private',
    ],
    [
      'a channel was archived',
      { channels: [{ ...CHANNEL, deleteAtMs: 5 }] },
      'channel tokyo/dev: the plan says not archived, the source says archived',
    ],
    [
      'a channel is gone',
      { channels: [] },
      'channel tokyo/dev: the plan says create, but the channel no longer exists in the source',
    ],
    [
      'somebody left',
      { users: [{ ...USER, deleteAtMs: 5 }] },
      'person yamada: the plan says active (invite), the source says deactivated',
    ],
    [
      'an address to invite changed',
      { users: [{ ...USER, email: 'taro@example.co.jp' }] },
      'person yamada: the plan invites yamada@example.co.jp, but the address in the source is taro@example.co.jp',
    ],
    [
      'an account is gone',
      { users: [] },
      'person yamada: the plan says invite, but the account no longer exists in the source',
    ],
  ])('is contradicted when %s, with both values', (_case, now, says) => {
    expect(check({}, now).contradictions).toEqual([says]);
  });

  it('is not contradicted by what it skips', () => {
    const skipped = { channel: { action: 'skip' }, person: { action: 'skip' } } as const;
    expect(check(skipped, { channels: [], users: [] }).contradictions).toEqual([]);
  });

  it('only tells of names, headers and newcomers', () => {
    const renamed = { ...CHANNEL, name: 'dev2', header: 'new' };
    const newcomer = aUser({ id: userId('new'), username: 'newcomer' });
    const channel = aChannel({ id: channelId('new'), name: 'fresh' });
    const { contradictions, changes } = check(
      {},
      { channels: [renamed, channel], users: [{ ...USER, lastName: 'Sato' }, newcomer] },
    );
    expect(contradictions).toEqual([]);
    expect(changes).toEqual([
      expect.stringContaining('channel tokyo/dev: renamed to dev2'),
      'channel tokyo/dev: header changed',
      'person yamada: full name changed',
      'person newcomer: new since the plan, by-rule',
      'channel fresh: new since the plan, by-rule',
    ]);
  });

  it('never names a conversation that is not public', () => {
    const secret = {
      ...CHANNEL,
      type: 'private' as const,
      name: 'takeover',
      displayName: 'takeover',
    };
    const { contradictions, changes } = check(
      { channel: { type: 'private', name: 'takeover', displayName: 'takeover' } },
      { channels: [{ ...secret, name: 'takeover2', deleteAtMs: 5 }] },
    );
    expect([...contradictions, ...changes].length).toBeGreaterThan(1);
    expect([...contradictions, ...changes].join()).not.toContain('takeover');
  });
});
