import type { Conversation } from '../../mapping/conversations.ts';
import type { TablePlace, TextContext } from '../../mapping/rendered-text.ts';
import { userSlackId } from '../../mapping/slack-ids.ts';
import { personRule } from '../../mapping/verify/same-people.ts';
import type { TextsOf } from '../../mapping/verify/source-posts.ts';
import type { AttachmentPlace } from '../../mapping/verify/text/attachment-lines.ts';
import { emojiShown } from '../../mapping/verify/text/emoji-shown.ts';
import {
  type NewAddress,
  type RewrittenLinks,
  rewrittenLinks,
} from '../../mapping/verify/text/permalinks.ts';
import type { SourceTexts } from '../../mapping/verify/text/source-text.ts';
import type { TargetNames } from '../../mapping/verify/text/tree.ts';
import type { PostWorkspace } from '../../mapping/workspace.ts';
import type { ChannelId, LinkedPost, Post, Team, TeamId } from '../../model/model.ts';
import type { ViewSettings } from './run.ts';

/** How the target has the texts of posts. */
export interface TextForm {
  /** Names for the ids of an archive. */
  readonly names: TargetNames;
  readonly place: AttachmentPlace;
  /** Undefined where links are kept. */
  readonly newAddress: NewAddress | undefined;
  /** `text` where a mention is written as a name, so that it notifies nobody. */
  readonly mentions?: 'live' | 'text';
  /** Where tables stand, where that is not as in an archive. */
  readonly tables?: TablePlace;
}

/** Makes the look-ups for the texts of a channel: those of its team. */
export function channelTexts(
  workspace: PostWorkspace,
  { names, place, mentions = 'live', tables }: Omit<TextForm, 'newAddress'>,
): (channel: ChannelId) => SourceTexts {
  const personOf = personRule(workspace.people.values());
  const inForm = (context: TextContext): TextContext => ({
    ...context,
    user(name) {
      const id = workspace.accounts.idOf(name);
      const isNamed = id !== undefined && !workspace.skipped.has(id);
      return isNamed ? userSlackId(personOf(id)) : undefined;
    },
    mentions,
    emoji,
    tables: tables ?? context.tables,
  });
  const emoji = emojiShown(workspace.emoji);
  const ofTeam = new Map<TeamId | undefined, SourceTexts>();
  return (channel) => {
    const team = workspace.known.of(channel)?.channel.teamId;
    const known = ofTeam.get(team);
    const texts = known ?? {
      context: inForm(workspace.textContext(team)),
      names,
      place,
    };
    if (known === undefined) ofTeam.set(team, texts);
    return texts;
  };
}

/** Makes the look-ups for the texts of a post: those of its channel, or of the one that it quotes from. */
export function sourceTexts(workspace: PostWorkspace, form: TextForm): TextsOf {
  const { newAddress } = form;
  const textsIn = channelTexts(workspace, form);
  return (post, channel = post.channelId) => {
    const texts = textsIn(channel);
    if (newAddress === undefined || !mayLink(post)) return texts;
    const rewriteLink = (url: string): string | undefined => newAddress(post, url);
    return { ...texts, context: { ...texts.context, rewriteLink } };
  };
}

const mayLink = ({ message, props }: Post): boolean =>
  message.includes('/pl/') || message.includes('/channels/') || 'attachments' in props;

/** The new addresses of links to posts and channels; undefined where links are kept. */
export const newAddresses = (
  { rewriteLinksTo, siteUrl }: ViewSettings,
  targets: Pick<RewrittenLinks, 'migrated' | 'named'>,
  teams: readonly Team[],
): NewAddress | undefined =>
  rewriteLinksTo === undefined
    ? undefined
    : rewrittenLinks({ base: rewriteLinksTo, siteUrl, ...targets, teams });

/**
 * Place that the preview of a linked post names: `#name`, '' for a direct or group message. Undefined for a post of
 * another conversation that is not public: no preview is copied.
 */
export function previewPlace(
  post: Post,
  linked: LinkedPost,
  migrated: (id: ChannelId) => Conversation | undefined,
): string | undefined {
  const place = migrated(linked.channelId);
  if (place === undefined) return undefined;
  if (linked.channelId !== post.channelId && place.list !== 'channels') return undefined;
  return place.list === 'channels' || place.list === 'groups' ? `#${place.name}` : '';
}
