import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  mixesTeamsWithDirect,
  narrowSelection,
  outsidePlan,
  type PlannedSelection,
} from '../../../../src/mapping/plan/narrow.ts';
import { selectChannels } from '../../../../src/mapping/selection.ts';
import { type Channel, channelId, teamId } from '../../../../src/model/model.ts';
import { aChannel, aTeam } from '../../../support/builders/builders.ts';

const TEAMS = ['tokyo', 'osaka', 'kyoto'].map((name) => aTeam({ id: teamId(name), name }));
const NAMES = ['dev', 'sales', 'tokyo/dev'];
const TYPES = ['public', 'private', 'direct', 'group'] as const;
const CHANNELS: readonly Channel[] = [
  ...TEAMS.flatMap(({ id }) =>
    ['dev', 'sales'].flatMap((name) =>
      (['public', 'private'] as const).map((type) =>
        aChannel({
          id: channelId(`${id}-${name}-${type}`),
          teamId: id,
          name,
          type,
          displayName: '',
        }),
      ),
    ),
  ),
  // A display name that looks like the channel of a team.
  aChannel({
    id: channelId('odd'),
    teamId: teamId('osaka'),
    name: 'odd',
    displayName: 'tokyo/dev',
  }),
  aChannel({
    id: channelId('dm'),
    type: 'direct',
    teamId: undefined,
    name: 'a__b',
    displayName: '',
  }),
  aChannel({ id: channelId('gm'), type: 'group', teamId: undefined, name: 'abc', displayName: '' }),
];

const some = <Word extends string>(words: readonly Word[]) => fc.subarray([...words]);
const selection: fc.Arbitrary<PlannedSelection> = fc.record({
  include: some(TYPES),
  channels: some(NAMES),
  excludeChannels: some(NAMES),
  teams: some(['tokyo', 'osaka', 'kyoto']),
  fromMs: fc.option(fc.integer({ min: 0, max: 9 }), { nil: undefined }),
  toMs: fc.option(fc.integer({ min: 0, max: 9 }), { nil: undefined }),
});
const rules = fc
  .tuple(selection, fc.subarray(['include', 'channels', 'excludeChannels', 'teams'] as const))
  .map(
    ([all, given]): Partial<PlannedSelection> =>
      Object.fromEntries(given.map((rule) => [rule, all[rule]])),
  );

const selected = (by: PlannedSelection): readonly Channel[] =>
  selectChannels(CHANNELS, TEAMS, by).channels;
const outside = (planned: PlannedSelection, by: PlannedSelection): readonly Channel[] =>
  outsidePlan(planned, { channels: CHANNELS, teams: TEAMS, selected: selected(by) });

describe('a run of a plan', () => {
  it('selects nothing that the plan does not, or is refused', () => {
    let accepted = 0;
    fc.assert(
      fc.property(selection, rules, (planned, wanted) => {
        const part = narrowSelection(planned, wanted);
        if ('rule' in part || outside(planned, part).length > 0) return;
        accepted += 1;
        const ids = new Set(selected(planned).map(({ id }) => id));
        expect(selected(part).filter(({ id }) => !ids.has(id))).toEqual([]);
      }),
      { numRuns: 500 },
    );
    expect(accepted).toBeGreaterThan(50);
  });

  it('may select any part: fewer types, teams and channels, more exceptions, a shorter time', () => {
    fc.assert(
      fc.property(selection, selection, (planned, other) => {
        const fewer = (of: readonly string[], all: readonly string[]) =>
          all.length === 0 ? of : all.filter((each) => of.includes(each));
        const wanted: Partial<PlannedSelection> = {
          include: planned.include.filter((type) => other.include.includes(type)),
          teams: fewer(other.teams, planned.teams),
          excludeChannels: [...new Set([...planned.excludeChannels, ...other.excludeChannels])],
          fromMs: Math.max(planned.fromMs ?? 0, other.fromMs ?? 0),
          toMs: Math.min(planned.toMs ?? 9, other.toMs ?? 9),
        };
        fc.pre(planned.teams.length === 0 || (wanted.teams ?? []).length > 0);
        const part = narrowSelection(planned, wanted);
        expect('rule' in part).toBe(false);
        if ('rule' in part) return;
        expect(outside(planned, part)).toEqual([]);
        expect([part.fromMs, part.toMs]).toEqual([wanted.fromMs, wanted.toMs]);
      }),
    );
  });

  it.each([
    ['include', { include: ['public', 'direct'] }],
    ['teams', { teams: ['tokyo', 'kyoto'] }],
    ['excludeChannels', { excludeChannels: ['dev'] }],
    ['fromMs', { fromMs: 4 }],
    ['toMs', { toMs: 9 }],
  ] as const)('is refused for a wider %s', (rule, wanted) => {
    const planned: PlannedSelection = {
      include: ['public', 'private'],
      channels: [],
      excludeChannels: ['sales'],
      teams: ['tokyo', 'osaka'],
      fromMs: 5,
      toMs: 8,
    };
    expect(narrowSelection(planned, wanted)).toEqual({ rule });
  });

  it('is refused for a channel whose display name reads as another channel of the plan', () => {
    const none = { excludeChannels: [], teams: [], fromMs: undefined, toMs: undefined };
    const planned: PlannedSelection = { ...none, include: [...TYPES], channels: ['dev'] };
    const part = narrowSelection(planned, { channels: ['tokyo/dev'] });
    if ('rule' in part) throw new Error('refused too early');
    expect(outside(planned, part).map(({ id }) => id)).toEqual(['odd']);
  });

  it('of direct messages alone has no teams, and no other may mix the two', () => {
    const planned: PlannedSelection = {
      ...{ channels: [], excludeChannels: [], fromMs: undefined, toMs: undefined },
      include: [...TYPES],
      teams: ['tokyo'],
    };
    const parts = [{}, { include: ['direct'] as const }, { include: ['public'] as const }];
    const mixes = parts.map((wanted) => {
      const part = narrowSelection(planned, wanted);
      return 'rule' in part ? part.rule : mixesTeamsWithDirect(part);
    });
    expect(mixes).toEqual([true, false, false]);
  });
});
