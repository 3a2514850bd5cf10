import type { Channel, PostId, Team, TeamId } from '../model/model.ts';

/** Returns the address of a post on the Mattermost server; without a site URL, only its path. */
export type Permalink = (channel: Channel, post: PostId | undefined) => string;

/** Makes the function. Mattermost finds a post by `/<team>/pl/<id>` in any team; a direct message has no team. */
export function makePermalink(siteUrl: string | undefined, teams: readonly Team[]): Permalink {
  const base = (siteUrl ?? '').replace(/\/+$/, '');
  const names = new Map<TeamId, string>(teams.map((team) => [team.id, team.name]));
  const anyTeam = teams.find((team) => team.deleteAtMs === undefined)?.name ?? 'team';
  return (channel, post) => {
    const team = channel.teamId === undefined ? anyTeam : (names.get(channel.teamId) ?? anyTeam);
    if (post !== undefined) return `${base}/${team}/pl/${post}`;
    return `${base}/${team}/channels/${channel.name}`;
  };
}
