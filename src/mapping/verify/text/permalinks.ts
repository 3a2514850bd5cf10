import type { ChannelId, Post, Team } from '../../../model/model.ts';
import type { Conversation } from '../../conversations.ts';
import { ruleMicros, tsOfMicros } from '../pair-archive.ts';

/** What links to the Mattermost server are found by. */
export interface RewrittenLinks {
  /** Address of the Slack workspace. */
  readonly base: string;
  readonly siteUrl: string | undefined;
  /** Finds a migrated conversation. */
  readonly migrated: (channel: ChannelId) => Conversation | undefined;
  /** Channels by their names in lower case, migrated or not. */
  readonly named: (name: string) => readonly Conversation[];
  readonly teams: readonly Team[];
}

/** The new address of a link in a post; undefined for one that stays as it is. */
export type NewAddress = (post: Post, url: string) => string | undefined;

const POST = /^\/[^/]+\/pl\/([a-z0-9]{26})\/?$/;
const CHANNEL = /^\/([^/]+)\/channels\/([^/]+)\/?$/;

/** Makes the addresses that an archive should have instead of links to migrated posts and channels. */
export function rewrittenLinks(links: RewrittenLinks): NewAddress {
  const teamsOf = (team: string): ReadonlySet<string> =>
    new Set(links.teams.filter(({ name }) => name === team).map(({ id }) => id));
  const channelOf = (team: string, name: string): Conversation | undefined => {
    const teams = teamsOf(team);
    const isMeant = ({ channel }: Conversation): boolean =>
      channel.name === name && channel.teamId !== undefined && teams.has(channel.teamId);
    const meant = links.named(name.toLowerCase()).filter(isMeant);
    return meant.find(({ channel }) => links.migrated(channel.id) !== undefined);
  };
  const archives = `${links.base.replace(/\/+$/, '')}/archives`;
  return ({ linked }, url) => {
    const path = pathOf(url, links.siteUrl);
    const [, team, name] = CHANNEL.exec(path) ?? [];
    if (team !== undefined && name !== undefined) {
      const place = channelOf(team, name);
      return place === undefined ? undefined : `${archives}/${place.slackId}`;
    }
    const id = POST.exec(path)?.[1];
    const post = linked.find((each) => each.id === id);
    const place = post === undefined ? undefined : links.migrated(post.channelId);
    if (post === undefined || place === undefined) return undefined;
    const ts = tsOfMicros(ruleMicros(post));
    return `${archives}/${place.slackId}/p${ts.replace('.', '')}`;
  };
}

/** Path of an address on the server; '' for another one. Without a site URL, any web address may be of the server. */
function pathOf(url: string, siteUrl: string | undefined): string {
  if (url.startsWith('/')) return url;
  if (siteUrl === undefined) return /^https?:\/\/[^/]+(\/[^?#]*)/.exec(url)?.[1] ?? '';
  const base = siteUrl.replace(/\/+$/, '');
  return url.startsWith(`${base}/`) ? url.slice(base.length).replace(/[?#].*$/, '') : '';
}
