import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DiffAgainst, diffPlan } from '../../../src/mapping/plan/diff-plan.ts';
import type { Plan } from '../../../src/mapping/plan/plan.ts';
import { DIFF_KINDS, type DiffKind, hasChanges } from '../../../src/mapping/plan/plan-diff.ts';
import type { PostChanges } from '../../../src/mapping/plan/post-changes.ts';
import { NO_TARGET, type TargetFacts } from '../../../src/mapping/plan/target-facts.ts';
import { channelSlackId, directSlackId, userSlackId } from '../../../src/mapping/slack-ids.ts';
import { channelId, userId } from '../../../src/model.ts';
import {
  aChannelCount,
  aPlan,
  aPlannedChannel,
  aPlannedPerson,
  aPrivateChannel,
} from '../../support/plan-builders.ts';
import { aTargetChannel, aTargetUser, aWorkspace } from '../../support/target-builders.ts';

const YAMADA = aPlannedPerson().userId;
const SATO = userId('usersato000000000000000001');
const DEV = aPlannedChannel().channelId;

/** A plan of one person and one channel, and nothing else. */
function aSmallPlan(over: Partial<Plan> = {}): Plan {
  return aPlan({
    people: [aPlannedPerson()],
    channels: [aPlannedChannel()],
    emoji: [],
    ...over,
  });
}

const olderPlan = (
  plan: Plan,
  changes: ReadonlyMap<string, PostChanges> = new Map(),
): DiffAgainst => ({ kind: 'plan', label: 'older.json', plan, changes });

const target = (facts: Partial<TargetFacts>): DiffAgainst => ({
  kind: 'target',
  target: { ...NO_TARGET, ...facts },
});

/** Everything that is not the same: kind, mark, name, count. */
const linesOf = (plan: Plan, against: DiffAgainst) =>
  diffPlan(plan, against).sections.flatMap(({ kind, items }) =>
    items.map(({ mark, name, count }) => [kind, mark, name, count] as const),
  );

function section(plan: Plan, against: DiffAgainst, kind: DiffKind) {
  const found = diffPlan(plan, against).sections.find((candidate) => candidate.kind === kind);
  if (found === undefined) throw new Error(`no section ${kind}`);
  return found;
}

describe('a first run', () => {
  it('creates everything that moves and nothing that is skipped', () => {
    const plan = aPlan({
      people: [
        aPlannedPerson(),
        aPlannedPerson({ userId: SATO, username: 'sato', action: 'skip' }),
      ],
      channels: [aPlannedChannel(), aPrivateChannel({ action: 'skip' })],
      userGroups: [{ name: 'ops', displayName: 'Ops' }],
    });
    expect(linesOf(plan, { kind: 'none' })).toEqual([
      ['users', '+', 'yamada', 1],
      ['channels', '+', 'dev', 1],
      ['memberships', '+', 'dev', 1],
      ['messages', '+', 'dev', 101],
      ['files', '+', 'dev', 3],
      ['emoji', '+', 'party_crab', 1],
      ['user-groups', '+', 'ops', 1],
    ]);
  });

  it('has its sections in the order of the report and no label', () => {
    const diff = diffPlan(aPlan(), { kind: 'none' });
    expect(diff).toMatchObject({ against: 'none', label: '' });
    expect(diff.sections.map(({ kind }) => kind)).toEqual(DIFF_KINDS);
  });

  it('marks everything about a conversation that is not public', () => {
    const plan = aSmallPlan({ channels: [aPlannedChannel(), aPrivateChannel()] });
    for (const kind of ['channels', 'memberships', 'messages', 'files'] as const) {
      const items = section(plan, { kind: 'none' }, kind).items;
      expect(items.map(({ name, isPrivate }) => [name, isPrivate])).toEqual([
        ['dev', false],
        ['layoffs', true],
      ]);
    }
  });
});

describe('a plan against an older one', () => {
  it('names each field that changed, with both values', () => {
    const older = aSmallPlan();
    const plan = aSmallPlan({
      people: [aPlannedPerson({ fullName: 'Taro Y.', action: 'name-only' })],
      channels: [aPlannedChannel({ slackName: '開発', archive: true, topic: 'R&D' })],
    });
    const changesOf = (kind: DiffKind) =>
      section(plan, olderPlan(older), kind).items.map(({ mark, changes }) => [mark, changes]);
    expect(changesOf('users')).toEqual([
      [
        '~',
        [
          { field: 'full name', old: 'Taro Yamada', new: 'Taro Y.' },
          { field: 'action', old: 'invite', new: 'name-only' },
        ],
      ],
    ]);
    expect(changesOf('channels')).toEqual([
      [
        '~',
        [
          { field: 'name', old: 'dev', new: '開発' },
          { field: 'archived', old: 'no', new: 'yes' },
          { field: 'topic', old: '', new: 'R&D' },
        ],
      ],
    ]);
  });

  it('shows a channel that is merged now instead of created', () => {
    const plan = aSmallPlan({
      channels: [aPlannedChannel({ action: 'merge', slackId: 'C0DEV00001' })],
    });
    expect(section(plan, olderPlan(aSmallPlan()), 'channels').items[0]?.changes).toEqual([
      { field: 'action', old: 'create', new: 'merge' },
      { field: 'slack id', old: '', new: 'C0DEV00001' },
    ]);
  });

  it('shows what is skipped now, and what is no more, as gone', () => {
    const older = aSmallPlan({
      channels: [aPlannedChannel(), aPrivateChannel()],
      emoji: [{ name: 'old', slackName: 'old' }],
      userGroups: [{ name: 'ops', displayName: 'Ops' }],
    });
    const plan = aSmallPlan({
      people: [aPlannedPerson({ action: 'skip' })],
      channels: [aPlannedChannel()],
    });
    expect(linesOf(plan, olderPlan(older))).toEqual([
      ['users', '-', 'yamada', 1],
      ['channels', '-', 'layoffs', 1],
      ['memberships', '-', 'layoffs', 1],
      ['messages', '-', 'layoffs', 101],
      ['files', '-', 'layoffs', 3],
      ['emoji', '-', 'old', 1],
      ['user-groups', '-', 'ops', 1],
    ]);
  });

  it('counts added, edited and deleted posts of a channel as it is told', () => {
    const plan = aSmallPlan({
      channels: [aPlannedChannel({ counts: aChannelCount({ messages: 110 }) })],
    });
    const changes = new Map([[DEV, { added: 11, edited: 4, deleted: 2 }]]);
    const messages = section(plan, olderPlan(aSmallPlan(), changes), 'messages');
    expect(messages.items.map(({ mark, count }) => [mark, count])).toEqual([
      ['-', 2],
      ['~', 4],
      ['+', 11],
    ]);
    expect(messages.counts).toEqual({ '+': 11, '~': 4, '-': 2, '=': 95, '!': 0 });
  });

  it('tells who came into a channel and who left it', () => {
    const plan = aSmallPlan({
      people: [aPlannedPerson(), aPlannedPerson({ userId: SATO, username: 'sato' })],
      channels: [aPlannedChannel({ members: [SATO] })],
    });
    expect(section(plan, olderPlan(aSmallPlan()), 'memberships').items).toMatchObject([
      { mark: '-', count: 1, changes: [{ field: 'members', old: 'yamada', new: '' }] },
      { mark: '+', count: 1, changes: [{ field: 'members', old: '', new: 'sato' }] },
    ]);
  });

  it('sorts conflicts first, then gone, changed and new, each by name in code units', () => {
    const people = (names: readonly string[]) =>
      names.map((name) => aPlannedPerson({ userId: userId(name), username: name }));
    const older = aSmallPlan({ people: people(['Z', 'a', 'x', 'é']) });
    const plan = aSmallPlan({
      people: [
        ...people(['n', 'B']),
        ...people(['x', 'a']).map((person) => ({ ...person, fullName: 'Other' })),
      ],
    });
    const { items } = section(plan, olderPlan(older), 'users');
    expect(items.map(({ mark, name }) => mark + name)).toEqual([
      ...['-Z', '-é', '~a', '~x', '+B', '+n'],
    ]);
  });
});

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
    return { notes: items.map(({ mark, note }) => [mark, note]), counts };
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
      ['!', 'the workspace has a channel #dev already, which cannot be joined; see channels.csv'],
    ]);
  });

  it.each([
    ['archived', merged, aTargetChannel({ isArchived: true }), /is archived$/],
    [
      'private',
      { ...merged, type: 'private', list: 'groups' } as const,
      aTargetChannel({ list: 'groups' }),
      /private channel that exists$/,
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
    const note = 'a public and another conversation are merged into this channel';
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

describe('any two plans', () => {
  const name = fc.constantFrom('ann', 'bob', 'eve', 'zoe');
  const person = fc
    .record({ name, fullName: name, action: fc.constantFrom('invite', 'bot', 'skip') })
    .map(({ name: username, fullName, action }) =>
      aPlannedPerson({ userId: userId(username), username, fullName, action }),
    );
  const channel = fc
    .record({
      id: name,
      slackName: name,
      type: fc.constantFrom('public', 'private', 'direct'),
      action: fc.constantFrom('create', 'merge', 'skip'),
      members: fc.uniqueArray(name.map(userId)),
      messages: fc.nat(9),
      files: fc.nat(9),
    })
    .map(({ id, messages, files, ...rest }) =>
      aPlannedChannel({
        ...rest,
        channelId: channelId(id),
        counts: aChannelCount({ messages, files }),
      }),
    );
  const plans = fc
    .record({
      people: fc.uniqueArray(person, { selector: ({ userId: id }) => id }),
      channels: fc.uniqueArray(channel, { selector: ({ channelId: id }) => id }),
      emoji: fc
        .uniqueArray(name)
        .map((all) => all.map((each) => ({ name: each, slackName: each }))),
    })
    .map((parts) => aPlan(parts));

  it('do not differ from themselves', () => {
    fc.assert(
      fc.property(plans, (plan) => {
        expect(hasChanges(diffPlan(plan, olderPlan(plan)))).toBe(false);
      }),
    );
  });

  it('create one way what is gone the other way', () => {
    const marked = (plan: Plan, older: Plan, mark: '+' | '-') =>
      diffPlan(plan, olderPlan(older)).sections.map(({ kind, items, counts }) => [
        kind,
        counts[mark],
        items
          .filter((item) => item.mark === mark)
          .map(({ id, count }) => [id, count])
          .sort(),
      ]);
    fc.assert(
      fc.property(plans, plans, (one, other) => {
        expect(marked(one, other, '+')).toEqual(marked(other, one, '-'));
      }),
    );
  });

  it('are counted whole: what is listed, and what is the same', () => {
    fc.assert(
      fc.property(plans, plans, (plan, older) => {
        const { counts, items } = section(plan, olderPlan(older), 'channels');
        const moving = plan.channels.filter(({ action }) => action !== 'skip').length;
        expect(counts['+'] + counts['~'] + counts['=']).toBe(moving);
        expect(items.length).toBe(counts['+'] + counts['~'] + counts['-']);
      }),
    );
  });
});
