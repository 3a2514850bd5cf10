import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { legalName } from '../../../../src/mapping/channel-names.ts';
import type { ChannelDecision } from '../../../../src/mapping/decisions.ts';
import {
  type ChannelChoices,
  type ChannelRules,
  decideChannels,
} from '../../../../src/mapping/plan/channels.ts';
import type { ChannelEdit } from '../../../../src/mapping/plan/channels-csv.ts';
import {
  NO_TARGET,
  type TargetChannel,
  type TargetFacts,
} from '../../../../src/mapping/plan/target.ts';
import { type Channel, type ChannelId, channelId, teamId } from '../../../../src/model/model.ts';
import { aChannel, aChannelDecision, aTeam } from '../../../support/builders/builders.ts';
import { aTargetChannel, aWorkspace } from '../../../support/builders/target-builders.ts';

const TOKYO = aTeam();
const OSAKA = aTeam({ id: teamId('osaka'), name: 'osaka' });

const RULES: ChannelRules = {
  preference: 'display',
  rename: [],
  archived: 'keep',
  takenNames: [],
  groupPeople: 8,
};

const channel = (id: string, over: Partial<Channel> = {}): Channel =>
  aChannel({ id: channelId(id), name: id, displayName: id, ...over });

const there = (name: string, over: Partial<TargetChannel> = {}): TargetChannel =>
  aTargetChannel({ id: `C${name.toUpperCase()}`, name, ...over });

const workspace = (...channels: readonly TargetChannel[]): TargetFacts => ({
  ...aWorkspace(),
  channels,
});

const edit = (id: string, over: Partial<ChannelEdit> = {}): ChannelEdit => ({
  line: 2,
  channelId: channelId(id),
  slackName: id,
  slackId: '',
  action: 'create',
  list: 'channels',
  archive: false,
  ...over,
});

interface Case extends Partial<Omit<ChannelChoices, 'rules'>> {
  readonly rules?: Partial<ChannelRules>;
  readonly members?: readonly string[];
}

function decideAll(channels: readonly Channel[], { rules, members, ...over }: Case = {}) {
  return decideChannels(
    { channels, teams: [TOKYO, OSAKA], groupMembers: () => members ?? [] },
    {
      target: NO_TARGET,
      edits: [],
      fixed: new Map(),
      taken: new Map(),
      ...over,
      rules: { ...RULES, ...rules },
    },
  );
}

const decisionsOf = (channels: readonly Channel[], over: Case = {}) =>
  decideAll(channels, over).decisions;

const first = (channels: readonly Channel[], over: Case = {}) => decisionsOf(channels, over)[0];

describe('a channel, decided by rule', () => {
  it('is created under its name, with another one in case that is taken unseen', () => {
    expect(first([channel('dev')])).toMatchObject({
      action: 'create',
      slackName: 'dev',
      ifTaken: 'dev-mm',
      list: 'channels',
      by: 'rule',
    });
  });

  it('joins the public channel of its name in the workspace', () => {
    expect(first([channel('dev')], { target: workspace(there('dev')) })).toMatchObject({
      action: 'merge',
      slackName: 'dev',
      slackId: 'CDEV',
      ifTaken: '',
    });
  });

  it.each([
    ['private', { list: 'groups' }, {}],
    ['archived', { isArchived: true }, {}],
    ['general', { isGeneral: true }, {}],
    ['public, and ours private', {}, { type: 'private' }],
  ] as const)('takes another name when the channel there is %s', (_case, target, source) => {
    const decision = first([channel('dev', source)], { target: workspace(there('dev', target)) });
    expect(decision).toMatchObject({ action: 'create', slackName: 'dev-tokyo', slackId: '' });
  });

  it("joins the workspace's general channel when it is the general one, whatever that is called", () => {
    const square = channel('a', { name: 'town-square' });
    const target = workspace(there('all-hands', { isGeneral: true }), there('general'));
    expect(first([square], { target })).toMatchObject({ action: 'merge', slackName: 'all-hands' });
  });

  it('keeps off names that are taken by channels which nobody shows us', () => {
    expect(first([channel('dev')], { rules: { takenNames: ['dev'] } })?.slackName).toBe(
      'dev-tokyo',
    );
  });

  it('follows the first rename rule that matches the whole name, for its team alone', () => {
    const rules = {
      rename: [
        { from: /^ch-(.*)$/u, to: 'X $1', team: 'osaka' },
        { from: /ch/u, to: 'never', team: undefined },
        { from: /^ch-(.*)$/u, to: 'p_$1', team: undefined },
      ],
    };
    const names = decisionsOf([channel('ch-a'), channel('ch-b', { teamId: OSAKA.id })], {
      rules,
    }).map(({ slackName }) => slackName);
    expect(names).toEqual(['p_a', 'x-b']);
  });

  it.each([
    ['keep', { action: 'create', archive: true }],
    ['open', { action: 'create', archive: false }],
    ['skip', { action: 'skip' }],
  ] as const)('is, when archived and the rule is %s, %j', (archived, expected) => {
    const old = channel('old', { deleteAtMs: 5 });
    expect(first([old], { rules: { archived } })).toMatchObject(expected);
  });

  it("becomes a private channel when it is a group message of more people than Slack's hold", () => {
    const group = channel('g', { type: 'group', teamId: undefined });
    const members = ['ann', 'bob', 'cyd'];
    const { decisions, conversations } = decideAll([group], { members, rules: { groupPeople: 2 } });
    expect(decisions[0]).toMatchObject({ list: 'groups', slackName: 'group-ann-bob-cyd-1' });
    expect(conversations[0]).toMatchObject({ list: 'groups', folder: 'group-ann-bob-cyd-1' });
    expect(first([group], { members })?.list).toBe('mpims');
  });
});

describe("a line of the team's channels.csv", () => {
  it('wins over the rules', () => {
    const edits = [edit('dev', { slackName: 'developers', archive: true, list: 'groups' })];
    const { decisions, conversations } = decideAll([channel('dev')], { edits });
    const expected = { slackName: 'developers', list: 'groups', archive: true, by: 'file' };
    expect(decisions[0]).toMatchObject(expected);
    expect(conversations[0]).toMatchObject({
      name: 'developers',
      list: 'groups',
      isArchived: true,
    });
  });

  it('takes its name from a channel that would have it by rule', () => {
    const names = decisionsOf([channel('a'), channel('b')], {
      edits: [edit('b', { slackName: 'a' })],
    });
    expect(names.map(({ slackName }) => slackName)).toEqual(['a-tokyo', 'a']);
  });

  it('may name a channel of the workspace to merge into, a private one too for what is private', () => {
    const target = workspace(there('hr', { list: 'groups' }));
    const secret = channel('secret', { type: 'private' });
    const merge = { action: 'merge', list: 'groups' } as const;
    expect(
      first([secret], { target, edits: [edit('secret', { ...merge, slackName: 'hr' })] }),
    ).toMatchObject({
      action: 'merge',
      slackId: 'CHR',
      slackName: 'hr',
      list: 'groups',
    });
  });

  it.each([
    ['a private conversation cannot become public', { type: 'private' }, {}],
    ['a direct conversation cannot become public', { type: 'direct' }, {}],
    ["'Dev Team' is not a valid channel name", {}, { slackName: 'Dev Team' }],
    ['#taken already exists in the workspace', {}, { slackName: 'taken' }],
    ['the token cannot see a channel CNONE', {}, { action: 'merge', slackId: 'CNONE' }],
    ['COLD is archived', {}, { action: 'merge', slackId: 'COLD' }],
    [
      'a private conversation cannot be merged into the public channel #taken',
      { type: 'private' },
      { action: 'merge', list: 'groups', slackName: 'taken' },
    ],
  ] as const)('is refused with its number: %s', (says, source, line) => {
    const target = workspace(there('taken'), there('old', { isArchived: true }));
    const attempt = () =>
      decideAll([channel('dev', source)], { target, edits: [edit('dev', { line: 7, ...line })] });
    expect(attempt).toFailWith(`channels.csv line 7: ${says}`);
  });

  it('is refused when two channels would run together under one name, or the channel is not there', () => {
    const edits = [edit('a', { slackName: 'x', line: 2 }), edit('b', { slackName: 'x', line: 3 })];
    expect(() => decideAll([channel('a'), channel('b')], { edits })).toFailWith(
      'channels.csv line 3: two channels would be named #x: tokyo/a and tokyo/b; rename one of them',
    );
    expect(() => decideAll([], { edits: [edit('gone', { line: 4 })] })).toFailWith(
      "channels.csv line 4: no channel has the id 'gone'",
    );
  });
});

describe('a decision of a plan', () => {
  it('stands, and its name is kept from everybody else', () => {
    const planned = aChannelDecision({
      channelId: channelId('b'),
      slackName: 'a',
      reason: 'planned',
    });
    const fixed: ReadonlyMap<ChannelId, ChannelDecision> = new Map([[channelId('b'), planned]]);
    const decisions = decisionsOf([channel('a'), channel('b')], { fixed });
    expect(decisions.map(({ slackName, reason }) => [slackName, reason])).toEqual([
      ['a-tokyo', expect.any(String)],
      ['a', 'planned'],
    ]);
  });
});

describe('the decisions about any channels', () => {
  const anyName = fc.constantFrom('dev', 'Dev', 'random', '開発', 'a b', '', 'dev-mm', 'dev-tokyo');
  const anyChannel = fc.record({
    name: anyName,
    displayName: anyName,
    type: fc.constantFrom('public' as const, 'private' as const),
    createAtMs: fc.integer({ min: 1, max: 5 }),
    teamId: fc.constantFrom(TOKYO.id, OSAKA.id),
  });

  it('give every channel a legal name of its own and never merge what is private into what is public', () => {
    fc.assert(
      fc.property(
        fc.array(anyChannel, { maxLength: 12 }),
        fc.subarray(['dev', 'random', '開発', 'a-b']),
        (shapes, existing) => {
          const channels = shapes.map((shape, index) =>
            aChannel({ ...shape, id: channelId(`c${index}`) }),
          );
          const target = workspace(...existing.map((name) => there(name)));
          const decisions = decisionsOf(channels, { target });
          const names = decisions.map(({ slackName }) => slackName);
          expect(new Set(names).size).toBe(names.length);
          for (const { slackName, action, type, ifTaken } of decisions) {
            expect(legalName(slackName)).toBe(slackName);
            if (action === 'create') expect([...existing, ...names]).not.toContain(ifTaken);
            if (action === 'create') expect(existing).not.toContain(slackName);
            if (action === 'merge') expect(type).toBe('public');
          }
        },
      ),
    );
  });
});
