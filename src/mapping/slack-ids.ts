import { createHash } from 'node:crypto';
import type { ChannelId, FileId, UserId } from '../model/model.ts';
import {
  type SlackBotId,
  type SlackChannelId,
  type SlackFileId,
  type SlackUserId,
  slackBotId,
  slackChannelId,
  slackFileId,
  slackUserId,
} from '../slack/shapes.ts';

/*
 * Ids that we make up are pure functions of Mattermost's, in Slack's own shape: a letter and capitals
 * or digits. Ten characters of base 36 hold 51 bits, enough for the people and channels of a server,
 * whose collisions are detected; thirteen hold 67 bits, for files, which are too many to compare.
 */

export const userSlackId = (id: UserId): SlackUserId => slackUserId(slackId('U', 10, 'user', id));
export const channelSlackId = (id: ChannelId): SlackChannelId =>
  slackChannelId(slackId('C', 10, 'channel', id));
export const directSlackId = (id: ChannelId): SlackChannelId =>
  slackChannelId(slackId('D', 10, 'channel', id));
export const fileSlackId = (id: FileId): SlackFileId => slackFileId(slackId('F', 13, 'file', id));
/** Of a bot account's id or of a webhook's shown name. */
export const botSlackId = (name: string): SlackBotId => slackBotId(slackId('B', 10, 'bot', name));

/** The letter and `length` characters of A-Z and 0-9, from the SHA-256 of namespace and id. */
export function slackId(letter: string, length: number, namespace: string, id: string): string {
  const hash = createHash('sha256').update(`${namespace}:${id}`).digest('hex');
  const digits = BigInt(`0x${hash}`).toString(36).toUpperCase();
  return letter + digits.slice(-length).padStart(length, '0');
}

/** Ours in the metadata of every message, so that it is found again (slack.com: visible to every member, no secret). */
export const EVENT_TYPE = 'mm2slack_post';
