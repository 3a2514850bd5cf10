import type { Post, Team } from '../../../model/model.ts';
import type { Conversation } from '../../conversations.ts';
import { ruleMicros, tsOfMicros } from '../pair-archive.ts';

/** What links to the Mattermost server are found by. */
export interface RewrittenLinks {
  /** Address of the Slack workspace. */
  readonly base: string;
  readonly siteUrl: string | undefined;
  readonly conversations: readonly Conversation[];
  readonly teams: readonly Team[];
}

/** The new address of a link in a post; undefined for one that stays as it is. */
export type NewAddress = (post: Post, url: string) => string | undefined;

const POST = /^\/[^/]+\/pl\/([a-z0-9]{26})\/?$/;
const CHANNEL = /^\/([^/]+)\/channels\/([^/]+)\/?$/;

/** Makes the addresses that an archive should have instead of links to migrated posts and channels. */
export function rewrittenLinks(links: RewrittenLinks): NewAddress {
  const places = new Map(links.conversations.map((entry) => [entry.channel.id, entry.slackId]));
  const teams = new Map(links.teams.map(({ id, name }) => [id, name]));
  const channels = new Map(
    links.conversations.map(({ channel, slackId }) => [
      `${channel.teamId === undefined ? '' : (teams.get(channel.teamId) ?? '')}/${channel.name}`,
      slackId,
    ]),
  );
  const archives = `${links.base.replace(/\/+$/, '')}/archives`;
  return ({ linked }, url) => {
    const path = pathOf(url, links.siteUrl);
    const [, team, name] = CHANNEL.exec(path) ?? [];
    if (name !== undefined) {
      const place = channels.get(`${team}/${name}`);
      return place === undefined ? undefined : `${archives}/${place}`;
    }
    const id = POST.exec(path)?.[1];
    const post = linked.find((each) => each.id === id);
    const place = post === undefined ? undefined : places.get(post.channelId);
    if (post === undefined || place === undefined) return undefined;
    const ts = tsOfMicros(ruleMicros(post));
    return `${archives}/${place}/p${ts.replace('.', '')}`;
  };
}

/** Path of an address on the server; '' for another one. Without a site URL, any web address may be of the server. */
function pathOf(url: string, siteUrl: string | undefined): string {
  if (url.startsWith('/')) return url;
  if (siteUrl === undefined) return /^https?:\/\/[^/]+(\/[^?#]*)/.exec(url)?.[1] ?? '';
  const base = siteUrl.replace(/\/+$/, '');
  return url.startsWith(`${base}/`) ? url.slice(base.length).replace(/[?#].*$/, '') : '';
}
