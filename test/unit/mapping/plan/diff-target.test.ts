import { describe, expect, it } from 'vitest';
import { type DiffAgainst, diffPlan } from '../../../../src/mapping/plan/diff.ts';
import type { DiffKind } from '../../../../src/mapping/plan/diff-model.ts';
import type { Plan } from '../../../../src/mapping/plan/plan.ts';
import type { TargetFacts } from '../../../../src/mapping/plan/target.ts';
import { channelSlackId, directSlackId, userSlackId } from '../../../../src/mapping/slack-ids.ts';
import { channelId, userId } from '../../../../src/model/model.ts';
import { noticeText } from '../../../../src/reports/notices.ts';
import { aSmallPlan, linesOf, section, target } from '../../../support/builders/diff-lines.ts';
import {
  aPlannedChannel,
  aPlannedPerson,
  aPrivateChannel,
} from '../../../support/builders/plan-builders.ts';
import {
  aTargetChannel,
  aTargetUser,
  aWorkspace,
} from '../../../support/builders/target-builders.ts';

const YAMADA = aPlannedPerson().userId;
const SATO = userId('usersato000000000000000001');
const DEV = aPlannedChannel().channelId;

describe('a plan against a workspace', () => {
  const matched = aPlannedPerson({ action: 'match', slackId: 'U0YAMADA01' });
  const merged = aPlannedChannel({ action: 'merge', slackId: 'C0DEV00001' });
  const plan = aSmallPlan({ people: [matched], channels: [merged] });
  const workspace = (over: Partial<TargetFacts> = {}): DiffAgainst =>
    target({ ...aWorkspace(aTargetUser()), channels: [aTargetChannel()], ...over });

  it('finds its people and channels by their ids in Slack', () => {
    const there = workspace({ channels: [aTargetChannel({ memberIds: ['U0YAMADA01'] })] });
    expect(linesOf(plan, there)).toEqual([
      ['messages', '+', 'dev', 101],
      ['files', '+', 'dev', 3],
    ]);
    expect(section(plan, there, 'memberships').counts['=']).toBe(1);
    expect(diffPlan(plan, there)).toMatchObject({ against: 'slack', label: 'acme' });
  });

  it('finds a merged channel whose id is not known by its name, in the same list alone', () => {
    const byName = aSmallPlan({ channels: [{ ...merged, slackId: '' }] });
    expect(section(byName, workspace(), 'channels').counts['=']).toBe(1);
    const elsewhere = workspace({ channels: [aTargetChannel({ list: 'mpims' })] });
    expect(section(byName, elsewhere, 'channels').counts['+']).toBe(1);
  });

  it('leaves out what is somebody else’s, and takes nobody out of a channel', () => {
    const there = workspace({
      users: [
        aTargetUser(),
        aTargetUser({ id: 'U0SATO0001', name: 'sato' }),
        aTargetUser({ id: 'U0FOREIGN1', name: 'foreign' }),
      ],
      channels: [
        aTargetChannel({ memberIds: ['U0FOREIGN1', 'U0SATO0001', 'U0YAMADA01'] }),
        aTargetChannel({ id: 'C0FOREIGN1', name: 'foreign' }),
      ],
      emoji: ['foreign'],
      userGroups: [{ id: 'S0FOREIGN1', handle: 'foreign', memberIds: [] }],
    });
    const sato = aPlannedPerson({
      userId: SATO,
      username: 'sato',
      action: 'match',
      slackId: 'U0SATO0001',
    });
    expect(linesOf({ ...plan, people: [matched, sato] }, there)).toEqual([
      ['messages', '+', 'dev', 101],
      ['files', '+', 'dev', 3],
    ]);
  });

  it('knows emoji and user groups that are there', () => {
    const named = aSmallPlan({
      emoji: [{ name: 'crab', slackName: 'crab' }],
      userGroups: [{ name: 'ops', displayName: 'Ops' }],
    });
    const there = workspace({
      emoji: ['crab'],
      userGroups: [{ id: 'S0OPS00001', handle: 'ops', memberIds: [] }],
    });
    expect(section(named, there, 'emoji').counts['=']).toBe(1);
    expect(section(named, there, 'user-groups').counts['=']).toBe(1);
  });

  const conflictOf = (made: Plan, facts: Partial<TargetFacts>, kind: DiffKind = 'channels') => {
    const { items, counts } = section(made, workspace(facts), kind);
    return {
      notes: items.map(({ mark, note }) => [
        mark,
        note === undefined ? '' : noticeText(note, 'en'),
      ]),
      counts,
    };
  };

  it.each(['channels', 'groups'] as const)(
    'has a conflict, and nothing to create, where one of its %s has the name',
    (list) => {
      const { notes, counts } = conflictOf(aSmallPlan(), { channels: [aTargetChannel({ list })] });
      expect(notes).toEqual([['!', 'the workspace has a channel of this name']]);
      expect(counts).toEqual({ '+': 0, '~': 0, '-': 0, '=': 0, '!': 1 });
    },
  );

  it('has a conflict where its own name was not free', () => {
    const { notes } = conflictOf(
      aSmallPlan({ channels: [aPlannedChannel({ slackName: 'dev-tokyo' })] }),
      { channels: [aTargetChannel({ list: 'groups' })] },
    );
    expect(notes).toEqual([
      [
        '!',
        'the workspace already has a channel #dev, and it cannot be merged into; see channels.csv',
      ],
    ]);
  });

  it.each([
    ['archived', merged, aTargetChannel({ isArchived: true }), /is archived$/],
    [
      'private',
      { ...merged, type: 'private', list: 'groups' } as const,
      aTargetChannel({ list: 'groups' }),
      /existing private channel$/,
    ],
  ])('has a conflict where it is merged into a channel that is %s', (_, channel, there, note) => {
    const { notes, counts } = conflictOf(aSmallPlan({ channels: [channel] }), {
      channels: [there],
    });
    expect(notes).toEqual([['!', expect.stringMatching(note)]]);
    expect(counts['=']).toBe(0);
  });

  it('lists conflicts before everything else', () => {
    const other = aPlannedChannel({
      channelId: channelId('another'),
      name: 'another',
      slackName: 'another',
    });
    const { notes } = conflictOf(aSmallPlan({ channels: [other, aPlannedChannel()] }), {});
    expect(notes.map(([mark]) => mark)).toEqual(['!', '+']);
  });

  it('has conflicts where a public and a private channel are merged into one', () => {
    const secret = aPrivateChannel({ action: 'merge', slackId: 'C0DEV00001', list: 'channels' });
    const { notes } = conflictOf(aSmallPlan({ channels: [merged, secret] }), {});
    const note = 'public and non-public conversations are merged into this channel';
    expect(notes).toEqual([
      ['!', note],
      ['!', note],
    ]);
    const { counts } = conflictOf(
      aSmallPlan({ channels: [merged, { ...merged, channelId: channelId('another') }] }),
      {},
    );
    expect(counts['!']).toBe(0);
  });

  it('has a conflict where somebody is matched to a deactivated account', () => {
    const { notes, counts } = conflictOf(
      plan,
      { users: [aTargetUser({ isDeactivated: true })] },
      'users',
    );
    expect(notes).toEqual([['!', 'the Slack account is deactivated']]);
    expect(counts['=']).toBe(0);
  });
});

describe('a plan against an archive', () => {
  const direct = aPlannedChannel({
    channelId: channelId('direct'),
    type: 'direct',
    list: 'dms',
    slackName: directSlackId(channelId('direct')),
  });
  const plan = aSmallPlan({ channels: [aPlannedChannel(), direct] });
  const dev = aTargetChannel({
    id: channelSlackId(DEV),
    memberIds: [userSlackId(YAMADA)],
    messages: 101,
    files: 3,
  });
  const facts: Partial<TargetFacts> = {
    kind: 'zip',
    label: 'out.zip',
    users: [aTargetUser({ id: userSlackId(YAMADA) })],
    channels: [
      dev,
      { ...dev, id: directSlackId(direct.channelId), name: direct.slackName, list: 'dms' },
    ],
  };

  it('finds nothing to do where the archive holds just that', () => {
    expect(linesOf(plan, target(facts))).toEqual([]);
  });

  it('says nothing of emoji and user groups, of which an archive does not speak', () => {
    const named: Plan = {
      ...plan,
      emoji: [{ name: 'crab', slackName: 'crab' }],
      userGroups: [{ name: 'ops', displayName: 'Ops' }],
    };
    expect(linesOf(named, target(facts))).toEqual([]);
  });

  it('compares nothing of a direct message but its people and what is in it', () => {
    const archived: Plan = { ...plan, channels: [{ ...direct, archive: true, topic: 'private' }] };
    const [, inArchive] = facts.channels ?? [];
    const channels = inArchive === undefined ? [] : [inArchive];
    expect(linesOf(archived, target({ ...facts, channels }))).toEqual([]);
  });

  it('shows what is in the archive alone as gone, and how many messages differ', () => {
    const more: Partial<TargetFacts> = {
      ...facts,
      users: [aTargetUser({ id: 'U0000OTHER', name: 'other' }), ...(facts.users ?? [])],
      channels: [
        { ...dev, name: 'renamed', messages: 111, files: 1 },
        ...(facts.channels ?? []).slice(1),
        { ...dev, id: 'C0000OTHER', name: 'other', messages: 7, files: 0 },
      ],
    };
    expect(linesOf(plan, target(more))).toEqual([
      ['users', '-', 'other', 1],
      ['channels', '-', 'other', 1],
      ['channels', '~', 'dev', 1],
      ['memberships', '-', 'other', 1],
      ['messages', '-', 'dev', 10],
      ['messages', '-', 'other', 7],
      ['files', '+', 'dev', 2],
    ]);
  });
});
