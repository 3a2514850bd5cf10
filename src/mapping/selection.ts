import type { Channel, ChannelType, Team } from '../model/model.ts';

/** Rules that select the conversations of a run. An empty list of names selects all. */
export interface SelectionRules {
  readonly include: readonly ChannelType[];
  readonly channels: readonly string[];
  readonly excludeChannels: readonly string[];
  readonly teams: readonly string[];
}

export interface Selection {
  readonly channels: readonly Channel[];
  /** Names in the rules that match no channel or team, probably misspelt. */
  readonly unknownNames: readonly string[];
}

/**
 * Selects channels by type, team and name. A name is `channel`, `team/channel`, a display name or an id. `teams` does
 * not restrict direct and group messages, which belong to no team.
 */
export function selectChannels(
  channels: readonly Channel[],
  teams: readonly Team[],
  rules: SelectionRules,
): Selection {
  const teamNames = new Map(teams.map((team) => [team.id, team.name]));
  const answers = (channel: Channel): readonly string[] => {
    const team = channel.teamId === undefined ? undefined : teamNames.get(channel.teamId);
    const own = [channel.id, channel.name, channel.displayName];
    return team === undefined ? own : [...own, `${team}/${channel.name}`];
  };
  const isNamed = (channel: Channel, names: readonly string[]): boolean =>
    answers(channel).some((answer) => names.includes(answer));
  const isOfTeam = (channel: Channel): boolean =>
    channel.teamId === undefined || rules.teams.includes(teamNames.get(channel.teamId) ?? '');
  const selected = channels.filter(
    (channel) =>
      rules.include.includes(channel.type) &&
      (rules.teams.length === 0 || isOfTeam(channel)) &&
      (rules.channels.length === 0 || isNamed(channel, rules.channels)) &&
      !isNamed(channel, rules.excludeChannels),
  );
  return { channels: selected, unknownNames: unknownNames(channels, teams, rules, answers) };
}

function unknownNames(
  channels: readonly Channel[],
  teams: readonly Team[],
  rules: SelectionRules,
  answers: (channel: Channel) => readonly string[],
): readonly string[] {
  const wanted = [...rules.channels, ...rules.excludeChannels];
  const known = wanted.length === 0 ? new Set<string>() : new Set(channels.flatMap(answers));
  const teamNames = new Set(teams.map((team) => team.name));
  return [
    ...wanted.filter((name) => !known.has(name)),
    ...rules.teams.filter((name) => !teamNames.has(name)),
  ];
}
