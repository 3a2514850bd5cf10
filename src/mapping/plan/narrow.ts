import type { Channel, ChannelType, Team } from '../../model/model.ts';
import { selectChannels } from '../selection.ts';
import type { PlanOptions } from './plan.ts';

/** What selects posts: a plan's own selection, or what a run of it asks for. */
export type PlannedSelection = Pick<
  PlanOptions,
  'include' | 'channels' | 'excludeChannels' | 'teams' | 'fromMs' | 'toMs'
>;

/** Rules that can be compared without the source; a name of a channel may mean several. */
type ComparableRule = Exclude<keyof PlannedSelection, 'channels'>;

/** A rule of a run that selects something that the plan does not. */
export interface WiderRule {
  readonly rule: ComparableRule;
}

/**
 * Applies the rules that a run of a plan gives. A rule may select a part of what the plan selects, and a rule that is
 * not given is the plan's. Returns the first rule that selects more; `outsidePlan` finds channels that do.
 */
export function narrowSelection(
  planned: PlannedSelection,
  wanted: Partial<PlannedSelection>,
): PlannedSelection | WiderRule {
  const [wider] = RULES.filter(({ isWider }) => isWider(planned, wanted));
  if (wider !== undefined) return { rule: wider.rule };
  const { include, channels, excludeChannels, teams, fromMs, toMs } = planned;
  return withoutIdleTeams({
    include: wanted.include ?? include,
    channels: wanted.channels ?? channels,
    excludeChannels: wanted.excludeChannels ?? excludeChannels,
    teams: wanted.teams ?? teams,
    fromMs: wanted.fromMs ?? fromMs,
    toMs: wanted.toMs ?? toMs,
  });
}

/** Drops a plan's teams from a run of direct and group messages, which belong to no team. */
function withoutIdleTeams(selection: PlannedSelection): PlannedSelection {
  return selection.include.some(belongsToTeam) ? selection : { ...selection, teams: [] };
}

const belongsToTeam = (type: ChannelType): boolean => type === 'public' || type === 'private';

/** True for teams together with direct or group messages, which would be in every part of a move split by team. */
export const mixesTeamsWithDirect = ({
  include,
  teams,
}: Pick<PlannedSelection, 'include' | 'teams'>): boolean =>
  teams.length > 0 && include.some((type) => !belongsToTeam(type));

interface Rule {
  readonly rule: ComparableRule;
  readonly isWider: (planned: PlannedSelection, wanted: Partial<PlannedSelection>) => boolean;
}

const RULES: readonly Rule[] = [
  {
    rule: 'include',
    isWider: (planned, { include = planned.include }) => !isPart(include, planned.include),
  },
  {
    rule: 'excludeChannels',
    isWider: (planned, { excludeChannels = planned.excludeChannels }) =>
      !isPart(planned.excludeChannels, excludeChannels),
  },
  {
    rule: 'teams',
    isWider: ({ teams: planned }, { teams }) =>
      teams !== undefined && planned.length > 0 && !isPart(teams, planned),
  },
  {
    rule: 'fromMs',
    isWider: ({ fromMs: planned }, { fromMs }) =>
      planned !== undefined && fromMs !== undefined && fromMs < planned,
  },
  {
    rule: 'toMs',
    isWider: ({ toMs: planned }, { toMs }) =>
      planned !== undefined && toMs !== undefined && toMs > planned,
  },
];

const isPart = (some: readonly string[], all: readonly string[]): boolean =>
  some.every((each) => all.includes(each));

/** Channels that a run selects and the plan's own selection does not. */
export function outsidePlan(
  planned: PlannedSelection,
  { channels, teams, selected }: SelectedNow,
): readonly Channel[] {
  const known = new Set(selectChannels(channels, teams, planned).channels.map(({ id }) => id));
  return selected.filter(({ id }) => !known.has(id));
}

export interface SelectedNow {
  readonly channels: readonly Channel[];
  readonly teams: readonly Team[];
  readonly selected: readonly Channel[];
}
