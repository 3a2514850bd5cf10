import { type PostRef, userId } from '../model.ts';
import { type Author, authorOf } from './authors.ts';
import type { TextContext } from './rendered-text.ts';
import { slackUserId } from './slack.ts';
import type { ExportMessage } from './slack-export.ts';
import type { SlackUserIds } from './slack-user-ids.ts';
import { type SystemPeople, systemUser } from './system-messages.ts';

/** The account that Slack itself speaks through; readers know it without an entry in users.json. */
export const SLACKBOT = slackUserId('USLACKBOT');
/** The author of a row that names none. */
const NOBODY = userId('nobody');

/** Whom posts are shown as. */
export interface Voices {
  readonly people: SlackUserIds;
  readonly system: SystemPeople;
}

/**
 * The id under which readers find who a post is shown as: a user's, or a bot's for a webhook. It is the
 * same for the post itself, for its root's list of replies and for its replies' `parent_user_id`.
 */
export function shownId(post: PostRef, voices: Voices): string {
  if (post.isDeleted || isOfSkipped(post, voices)) return SLACKBOT;
  const author = authorOf(post);
  if (author.kind === 'webhook') return author.botId;
  const about = systemUser(post, voices.system);
  return voices.people.of(about ?? (author.kind === 'user' ? author.userId : NOBODY));
}

/** True when a post is shown as somebody who does not move: then it stays behind too. */
export function isOfSkipped(post: PostRef, voices: Voices): boolean {
  const author = authorOf(post);
  if (author.kind === 'webhook') return false;
  const shown = systemUser(post, voices.system) ?? post.userId;
  return shown !== undefined && voices.people.isSkipped(shown);
}

type AuthorFields = Pick<
  ExportMessage,
  'type' | 'subtype' | 'user' | 'bot_id' | 'username' | 'icons'
>;

/** The fields that say who speaks. `subtype` is Slack's word for a system message. */
export function authorFields(
  post: PostRef,
  subtype: string | undefined,
  voices: Voices & { readonly text: Pick<TextContext, 'emoji'> },
): AuthorFields {
  const author = authorOf(post);
  if (author.kind !== 'webhook') {
    const kind = subtype === undefined ? {} : { subtype };
    return { type: 'message', ...kind, user: shownId(post, voices) };
  }
  return {
    type: 'message',
    subtype: 'bot_message',
    bot_id: author.botId,
    username: author.name,
    ...icons(author, voices.text.emoji),
  };
}

function icons(
  author: Extract<Author, { kind: 'webhook' }>,
  emoji: TextContext['emoji'],
): Pick<ExportMessage, 'icons'> {
  if (author.iconUrl !== undefined) return { icons: { image_48: author.iconUrl } };
  const name = emoji(author.iconEmoji?.replaceAll(':', '') ?? '');
  return name === undefined ? {} : { icons: { emoji: `:${name}:` } };
}
