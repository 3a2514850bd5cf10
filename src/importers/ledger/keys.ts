import type { ActionKind } from './ledger.ts';

/*
 * The keys of the ledger, a contract (FORMATS.md): `kind:id`, with a further part after the last colon where one thing of
 * Mattermost's has several actions. Ids of Mattermost may hold colons in rows that no server wrote; further parts never do.
 */

/** Key of the creation of a channel. */
export const channelKey = (channelId: string): string => `channel:${channelId}`;
/** Key of the app's joining a channel that was in the workspace before. */
export const joinedKey = (channelId: string): string => `channel:${channelId}:joined`;
/** Key of a later name of a channel that the app made. */
export const nameKey = (channelId: string): string => `name:${channelId}`;
/** Key of the archiving of a channel. */
export const archiveKey = (channelId: string): string => `archive:${channelId}`;
/** Key of a channel's topic or purpose. */
export const settingKey = (kind: 'topic' | 'purpose', channelId: string): string =>
  `${kind}:${channelId}`;
/** Key of an invitation of a person to a channel. */
export const inviteKey = (channelId: string, slackUserId: string): string =>
  `invite:${channelId}:${slackUserId}`;
/** Key of a user group. */
export const userGroupKey = (name: string): string => `user-group:${name}`;
/** Key of a custom emoji. */
export const emojiKey = (emojiId: string): string => `emoji:${emojiId}`;
/** Key of a bookmark of a channel. */
export const bookmarkKey = (bookmarkId: string): string => `bookmark:${bookmarkId}`;
/** Key of the canvas of a channel. */
export const canvasKey = (channelId: string): string => `canvas:${channelId}`;
/** Key of the latest edit of a canvas. */
export const canvasEditKey = (channelId: string): string => `canvas-edit:${channelId}`;
/** Key of a message: a post that was split has several parts, counted from 0. */
export const messageKey = (postId: string, part: number): string => `message:${postId}:${part}`;
/** Key of the latest edit of a message. */
export const updateKey = (postId: string, part: number): string => `update:${postId}:${part}`;
/** Key of the upload of a file, which is completed by its message. */
export const uploadKey = (fileId: string): string => `upload:${fileId}`;
/** Key of the pin of a post. */
export const pinKey = (postId: string): string => `pin:${postId}`;
/** Key of the app's own reaction; `name` is Slack's name of the emoji. */
export const reactionKey = (postId: string, name: string): string => `reaction:${postId}:${name}`;

/** Kinds whose key has a part after the id. */
const WITH_PART: ReadonlySet<string> = new Set<ActionKind>([
  'message',
  'update',
  'reaction',
  'invite',
]);

export interface ParsedKey {
  readonly kind: string;
  /** The id, or name, of what the action is about. */
  readonly id: string;
  /** The part of a message, the name of a reaction, the person invited; '' for other kinds. */
  readonly part: string;
}

/** Splits a key into kind, id and part. */
export function parseKey(key: string): ParsedKey {
  const colon = key.indexOf(':');
  const kind = key.slice(0, colon);
  const rest = key.slice(colon + 1);
  if (!WITH_PART.has(kind)) return { kind, id: rest, part: '' };
  const last = rest.lastIndexOf(':');
  return { kind, id: rest.slice(0, last), part: rest.slice(last + 1) };
}

/** The part of a message or of its edit, counted from 0. */
export const partOfKey = (key: string): number => Number(parseKey(key).part);
