import { createHash } from 'node:crypto';

/** The letters of Mattermost's ids (model.NewId, z-base-32). */
const LETTERS = 'ybndrfg8ejkmcpqxot1uwisza345h769';
const ID_LETTERS = 26;
const BITS_A_LETTER = 5n;

type Kind = 'team' | 'channel' | 'direct' | 'user' | 'post' | 'file' | 'emoji';

/**
 * Makes an id in the shape of Mattermost's, for the format has none: the first 130 bits of SHA-256 over the kind and the
 * parts, as JSON. It is a contract (FORMATS.md): a later export of the same server must give the same ids.
 */
export function deriveId(kind: Kind, ...parts: readonly (string | number)[]): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([kind, ...parts]))
    .digest('hex');
  let bits = BigInt(`0x${digest}`) >> (256n - BITS_A_LETTER * BigInt(ID_LETTERS));
  let id = '';
  for (let letter = 0; letter < ID_LETTERS; letter += 1) {
    id = LETTERS.charAt(Number(bits & 31n)) + id;
    bits >>= BITS_A_LETTER;
  }
  return id;
}

/** Names of accounts, teams and channels are lower-case in Mattermost; files that were made by hand differ. */
const asName = (name: string): string => name.trim().toLowerCase();

/** Id of a team, from its name: an export has no ids, and each run must derive the same one. */
export const teamIdOf = (team: string): string => deriveId('team', asName(team));

/** Id of a channel, from the names of its team and itself. */
export const channelIdOf = (team: string, channel: string): string =>
  deriveId('channel', asName(team), asName(channel));

/** Id of a person, from the username. */
export const userIdOf = (username: string): string => deriveId('user', asName(username));

/** Id of a custom emoji, from its name. */
export const emojiIdOf = (name: string): string => deriveId('emoji', name);

/** Members of a direct or group message, each once and in code-unit order: a note to self names one person twice. */
export const memberNames = (members: readonly string[]): readonly string[] =>
  [...new Set(members.map(asName))].sort();

/** Id of a direct or group message, from the usernames of its members in any order. */
export const directIdOf = (members: readonly string[]): string =>
  deriveId('direct', ...memberNames(members));

/** What a post is known by where there is no id. */
export interface PostKey {
  readonly channelId: string;
  /** Empty for a post that is no reply. */
  readonly rootId: string;
  readonly userId: string;
  readonly createAtMs: number;
}

/**
 * The id of a post: its channel, the root of its thread, its author and time, and its place among the lines of one file
 * that agree in these. Its text is no part of it, because an edit must not make another post.
 */
export const postIdOf = (
  { channelId, rootId, userId, createAtMs }: PostKey,
  ordinal: number,
): string => deriveId('post', channelId, rootId, userId, createAtMs, ordinal);

/** `ordinal`: the place among the files of the post with the same path. */
export const fileIdOf = (postId: string, path: string, ordinal: number): string =>
  deriveId('file', postId, path, ordinal);
