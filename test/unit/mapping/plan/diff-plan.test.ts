import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffPlan } from '../../../../src/mapping/plan/diff.ts';
import { DIFF_KINDS, type DiffKind, hasChanges } from '../../../../src/mapping/plan/diff-model.ts';
import type { Plan } from '../../../../src/mapping/plan/plan.ts';
import { channelId, userId } from '../../../../src/model/model.ts';
import { aSmallPlan, linesOf, olderPlan, section } from '../../../support/builders/diff-lines.ts';
import {
  aChannelCount,
  aPlan,
  aPlannedChannel,
  aPlannedPerson,
  aPrivateChannel,
} from '../../../support/builders/plan-builders.ts';

const SATO = userId('usersato000000000000000001');
const DEV = aPlannedChannel().channelId;

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
