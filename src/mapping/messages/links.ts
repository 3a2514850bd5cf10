import {
  type ChannelId,
  type LinkedPost,
  type Post,
  type PostId,
  postId,
  type Team,
  type TeamId,
} from '../../model/model.ts';
import type { Conversation } from '../conversations.ts';
import type { LossNote } from '../losses.ts';
import type { TextContext } from '../rendered-text.ts';
import { partMicros, tsFromMicros } from './timestamps.ts';

/** What a link to the old server names. */
export type OldLink =
  | { readonly kind: 'post'; readonly id: PostId }
  | { readonly kind: 'channel'; readonly team: string; readonly name: string };

const POST_PATH = /^\/[^/]+\/pl\/([a-z0-9]{26})\/?$/;
const CHANNEL_PATH = /^\/([^/]+)\/channels\/([^/]+)\/?$/;

/**
 * Reads a link to a post or channel of the old server; undefined for every other link. Where the
 * server's address is not known, the shape of the path decides.
 */
export function parseOldLink(siteUrl: string | undefined, url: string): OldLink | undefined {
  const path = pathOnServer(siteUrl, url);
  if (path === undefined) return undefined;
  const post = POST_PATH.exec(path)?.[1];
  if (post !== undefined) return { kind: 'post', id: postId(post) };
  const [, team, name] = CHANNEL_PATH.exec(path) ?? [];
  return team === undefined || name === undefined ? undefined : { kind: 'channel', team, name };
}

function pathOnServer(siteUrl: string | undefined, url: string): string | undefined {
  if (url.startsWith('/')) return url;
  const base = siteUrl?.replace(/\/+$/, '');
  if (base !== undefined) {
    return url.startsWith(`${base}/`) ? url.slice(base.length).replace(/[?#].*$/, '') : undefined;
  }
  return /^https?:\/\/[^/]+(\/[^?#]*)/.exec(url)?.[1];
}

/** Where an old link leads in Slack; undefined where that is not known. */
export type NewPlace = (link: OldLink, linked: readonly LinkedPost[]) => string | undefined;

/** Keeps every link as it is: an import may give messages and channels other ids than ours. */
export const NO_NEW_PLACE: NewPlace = () => undefined;

/**
 * New places under `workspaceUrl` (`https://acme.slack.com`), for conversations that are moved:
 * `/archives/<channel>/p<ts without its dot>`, as Slack's own "copy link" has it.
 */
export function makeNewPlace(
  workspaceUrl: string,
  conversations: readonly Conversation[],
  teams: readonly Team[],
): NewPlace {
  const base = workspaceUrl.replace(/\/+$/, '');
  const byId = new Map<ChannelId, Conversation>(
    conversations.map((conversation) => [conversation.channel.id, conversation]),
  );
  const teamNames = new Map<TeamId, string>(teams.map((team) => [team.id, team.name]));
  const byPath = new Map(
    conversations.map((conversation) => {
      const { teamId, name } = conversation.channel;
      return [`${teamId === undefined ? '' : teamNames.get(teamId)}/${name}`, conversation];
    }),
  );
  return (link, linked) => {
    if (link.kind === 'channel') {
      const conversation = byPath.get(`${link.team}/${link.name}`);
      return conversation === undefined ? undefined : `${base}/archives/${conversation.slackId}`;
    }
    const post = linked.find(({ id }) => id === link.id);
    const conversation = post === undefined ? undefined : byId.get(post.channelId);
    if (post === undefined || conversation === undefined) return undefined;
    const digits = tsFromMicros(partMicros(post, 0)).replace('.', '');
    return `${base}/archives/${conversation.slackId}/p${digits}`;
  };
}

export interface WatchedLinks {
  readonly text: TextContext;
  /** The old links that stayed as they were, once each. */
  losses(): readonly LossNote[];
}

/** The text context of one post whose old links are rewritten where their new place is known. */
export function watchLinks(
  post: Post,
  context: {
    readonly text: TextContext;
    readonly siteUrl: string | undefined;
    readonly newPlace: NewPlace;
  },
): WatchedLinks {
  if (!mayHoldOldLink(post)) return { text: context.text, losses: () => [] };
  const kept = new Set<string>();
  const rewriteLink = (url: string): string | undefined => {
    const link = parseOldLink(context.siteUrl, url);
    if (link === undefined) return undefined;
    const place = context.newPlace(link, post.linked);
    if (place === undefined) kept.add(url);
    return place;
  };
  return {
    text: { ...context.text, rewriteLink },
    losses: () => [...kept].map((url) => ({ code: 'permalink_kept', old: url })),
  };
}

/** Cheap, because it is asked of every post. */
function mayHoldOldLink({ message, props }: Post): boolean {
  return message.includes('/pl/') || message.includes('/channels/') || 'attachments' in props;
}
