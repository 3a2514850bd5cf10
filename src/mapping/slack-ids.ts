import { hash } from 'node:crypto';
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
 * Generated ids are pure functions of Mattermost's ids, in Slack's format: a letter, then capitals or digits. Ten
 * characters of base 36 have 51 bits, enough for the people and channels of a server, whose collisions are detected;
 * thirteen have 67 bits, for files, which are too many to check.
 */

/** Id of a person in an archive, from the id in Mattermost: the same in each run. */
export const userSlackId = (id: UserId): SlackUserId => slackUserId(slackId('U', 10, 'user', id));
/** Id of a channel or group message in an archive. */
export const channelSlackId = (id: ChannelId): SlackChannelId =>
  slackChannelId(slackId('C', 10, 'channel', id));
/** Id of a direct message in an archive, which begins with D. */
export const directSlackId = (id: ChannelId): SlackChannelId =>
  slackChannelId(slackId('D', 10, 'channel', id));
/** Id of a file in an archive. */
export const fileSlackId = (id: FileId): SlackFileId => slackFileId(slackId('F', 13, 'file', id));
/** Id of a bot, from the id of its account or the displayed name of a webhook. */
export const botSlackId = (name: string): SlackBotId => slackBotId(slackId('B', 10, 'bot', name));

const BASE = 36n;

/** Returns the letter and `length` characters of A-Z and 0-9, from the SHA-256 of namespace and id. */
export function slackId(letter: string, length: number, namespace: string, id: string): string {
  const value = BigInt(`0x${hash('sha256', `${namespace}:${id}`, 'hex')}`);
  // Digits of the remainder: all of them take longer, and there is an id for each file.
  const digits = (value % BASE ** BigInt(length)).toString(Number(BASE)).toUpperCase();
  return letter + digits.padStart(length, '0');
}

/**
 * Event type in the metadata of every message of the app, by which it is found again (slack.com: visible to every
 * member, not secret).
 */
export const EVENT_TYPE = 'mm2slack_post';
