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
import { type LossNote, NO_LOSSES } from '../losses.ts';
import type { TextContext } from '../rendered-text.ts';
import { partMicros, tsFromMicros } from './timestamps.ts';

/** Target of a link to the Mattermost server. */
export type MattermostLink =
  | { readonly kind: 'post'; readonly id: PostId }
  | { readonly kind: 'channel'; readonly team: string; readonly name: string };

const POST_PATH = /^\/[^/]+\/pl\/([a-z0-9]{26})\/?$/;
const CHANNEL_PATH = /^\/([^/]+)\/channels\/([^/]+)\/?$/;

/**
 * Parses a link to a post or channel of the Mattermost server; undefined for any other link. Without a site URL, the
 * form of the path decides.
 */
export function parseMattermostLink(
  siteUrl: string | undefined,
  url: string,
): MattermostLink | undefined {
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

/** Returns the address in Slack for a link to the Mattermost server; undefined when unknown. */
export type NewAddressOf = (
  link: MattermostLink,
  linked: readonly LinkedPost[],
) => string | undefined;

/** Keeps every link unchanged, because an import may give messages and channels other ids than ours. */
export const KEEP_LINKS: NewAddressOf = () => undefined;

/** The conversations that links may lead to. */
export interface LinkTargets {
  /** Finds a migrated conversation. */
  readonly migrated: (channel: ChannelId) => Conversation | undefined;
  /** Channels by their names in lower case, migrated or not. */
  readonly named: (name: string) => readonly Conversation[];
}

/**
 * Makes addresses under `workspaceUrl` (`https://acme.slack.com`) for migrated conversations:
 * `/archives/<channel>/p<ts without its dot>`, as Slack's own "copy link" does.
 */
export function makeNewAddressOf(
  workspaceUrl: string,
  { migrated, named }: LinkTargets,
  teams: readonly Team[],
): NewAddressOf {
  const base = workspaceUrl.replace(/\/+$/, '');
  const teamNames = new Map<TeamId | undefined, string>(teams.map((team) => [team.id, team.name]));
  return (link, linked) => {
    if (link.kind === 'channel') {
      const conversation = named(link.name.toLowerCase()).find(
        ({ channel: { id, name, teamId } }) =>
          name === link.name && teamNames.get(teamId) === link.team && migrated(id) !== undefined,
      );
      return conversation === undefined ? undefined : `${base}/archives/${conversation.slackId}`;
    }
    const post = linked.find(({ id }) => id === link.id);
    const conversation = post === undefined ? undefined : migrated(post.channelId);
    if (post === undefined || conversation === undefined) return undefined;
    const digits = tsFromMicros(partMicros(post, 0)).replace('.', '');
    return `${base}/archives/${conversation.slackId}/p${digits}`;
  };
}

/** Look-ups for links to the Mattermost server. */
export interface LinkContext {
  readonly siteUrl: string | undefined;
  readonly newAddressOf: NewAddressOf;
  /** Finds a migrated conversation. */
  readonly conversationOf: (channel: ChannelId) => Conversation | undefined;
  /** Look-ups for the texts of a conversation, for a post that is quoted from there. */
  readonly textIn: (place: Conversation) => TextContext;
}

export interface TrackedLinks {
  readonly text: TextContext;
  /** A loss for each link that was not rewritten. */
  losses(): readonly LossNote[];
}

/** Makes the text context of a post in which links to Mattermost are rewritten where the new address is known. */
export function trackLinks(
  post: Post,
  text: TextContext,
  { siteUrl, newAddressOf }: Pick<LinkContext, 'siteUrl' | 'newAddressOf'>,
): TrackedLinks {
  if (!mayContainMattermostLink(post)) return { text, losses: NOTHING_LOST };
  const kept = new Set<string>();
  const rewriteLink = (url: string): string | undefined => {
    const link = parseMattermostLink(siteUrl, url);
    if (link === undefined) return undefined;
    const place = newAddressOf(link, post.linked);
    if (place === undefined) kept.add(url);
    return place;
  };
  return {
    text: { ...text, rewriteLink },
    losses: () => [...kept].map((url) => ({ code: 'permalink_kept', old: url })),
  };
}

const NOTHING_LOST = (): readonly LossNote[] => NO_LOSSES;

/** Cheap, because it runs for every post. */
function mayContainMattermostLink({ message, props }: Post): boolean {
  return message.includes('/pl/') || message.includes('/channels/') || 'attachments' in props;
}
