import { randomBytes } from 'node:crypto';
import { channelIdOf } from '../../../fixtures/workspace/channels.ts';
import { userIdOf } from '../../../fixtures/workspace/users.ts';
import type { SqlRecord, TestDatabase } from '../servers/databases.ts';

/** Writes into a Mattermost database what its server writes when people do something. */
export interface MattermostWriter {
  /** A post, or a reply when there is a root; gives its id. */
  post(channelId: string, text: string, rootId?: string): Promise<string>;
  edit(postId: string, text: string): Promise<void>;
  /** Deletes a post; of a thread's root the replies too. */
  remove(postId: string): Promise<void>;
  /** The row is gone, as after a clean-up by hand. */
  removeRow(postId: string): Promise<void>;
  react(postId: string, emoji: string): Promise<void>;
  unreact(postId: string, emoji: string): Promise<void>;
  pin(postId: string, isPinned: boolean): Promise<void>;
  setTopic(channelId: string, topic: string): Promise<void>;
  rename(channelId: string, name: string): Promise<void>;
  archive(channelId: string, isArchived: boolean): Promise<void>;
  makePublic(channelId: string): Promise<void>;
  makePrivate(channelId: string): Promise<void>;
  join(channelId: string, userId: string): Promise<void>;
  leave(channelId: string, userId: string): Promise<void>;
  /** Live posts of the channels that are no system messages, oldest first. */
  posts(channelIds: readonly string[]): Promise<readonly WrittenPost[]>;
}

export interface WrittenPost {
  readonly id: string;
  readonly channelId: string;
  readonly rootId: string;
}

export function mattermostWriter(
  { engine, run }: TestDatabase,
  userId: string = userIdOf('suzuki'),
): MattermostWriter {
  const [no, yes] = engine === 'mysql' ? ['0', '1'] : ['false', 'true'];
  let lastMs = 0;
  /** Every change has its own moment, as two of one server have. */
  const now = (): number => {
    lastMs = Math.max(lastMs + 1, Date.now());
    return lastMs;
  };
  const touch = (postId: string, more = '') =>
    run(`UPDATE Posts SET UpdateAt = ${now()}${more} WHERE Id = '${postId}'`);
  return {
    async post(channelId, text, rootId = '') {
      const id = newId();
      const at = now();
      await run(insertPost({ id, at, userId, channelId, rootId, text, no }));
      if (rootId !== '') await run(`UPDATE Posts SET UpdateAt = ${at} WHERE Id = '${rootId}'`);
      return id;
    },
    async edit(postId, text) {
      const at = now();
      await run(`INSERT INTO Posts (${COLUMNS}) SELECT '${newId()}', CreateAt, ${at}, EditAt, ${at}, IsPinned,
        UserId, ChannelId, RootId, '${postId}', Message, Type, Props, Hashtags, Filenames, FileIds,
        HasReactions FROM Posts WHERE Id = '${postId}'`);
      await run(`UPDATE Posts SET Message = ${quoted(text)}, EditAt = ${at}, UpdateAt = ${at}
        WHERE Id = '${postId}'`);
    },
    async remove(postId) {
      const at = now();
      await run(`UPDATE Posts SET DeleteAt = ${at}, UpdateAt = ${at}
        WHERE (Id = '${postId}' OR RootId = '${postId}') AND DeleteAt = 0`);
    },
    async removeRow(postId) {
      await run(
        `DELETE FROM Posts WHERE Id = '${postId}' OR RootId = '${postId}' OR OriginalId = '${postId}'`,
      );
    },
    async react(postId, emoji) {
      const at = now();
      await run(
        `DELETE FROM Reactions WHERE PostId = '${postId}' AND UserId = '${userId}' AND EmojiName = '${emoji}'`,
      );
      await run(`INSERT INTO Reactions (UserId, PostId, EmojiName, CreateAt, UpdateAt, DeleteAt, ChannelId)
        SELECT '${userId}', Id, '${emoji}', ${at}, ${at}, 0, ChannelId FROM Posts WHERE Id = '${postId}'`);
      await touch(postId, `, HasReactions = ${yes}`);
    },
    async unreact(postId, emoji) {
      await run(`UPDATE Reactions SET DeleteAt = ${now()}, UpdateAt = ${now()}
        WHERE PostId = '${postId}' AND UserId = '${userId}' AND EmojiName = '${emoji}'`);
      await touch(postId);
    },
    async pin(postId, isPinned) {
      await touch(postId, `, IsPinned = ${isPinned ? yes : no}`);
    },
    async setTopic(channelId, topic) {
      await run(
        `UPDATE Channels SET Header = ${quoted(topic)}, UpdateAt = ${now()} WHERE Id = '${channelId}'`,
      );
    },
    async rename(channelId, name) {
      await run(
        `UPDATE Channels SET DisplayName = ${quoted(name)}, Name = ${quoted(name.toLowerCase())}, UpdateAt = ${now()} WHERE Id = '${channelId}'`,
      );
    },
    async makePublic(channelId) {
      await run(`UPDATE Channels SET Type = 'O' WHERE Id = '${channelId}'`);
    },
    async makePrivate(channelId) {
      await run(`UPDATE Channels SET Type = 'P' WHERE Id = '${channelId}'`);
    },
    async archive(channelId, isArchived) {
      const at = now();
      await run(
        `UPDATE Channels SET DeleteAt = ${isArchived ? at : 0}, UpdateAt = ${at} WHERE Id = '${channelId}'`,
      );
    },
    async join(channelId, member) {
      await run(`INSERT INTO ChannelMembers (ChannelId, UserId, Roles, LastViewedAt, MsgCount, MentionCount,
        LastUpdateAt) VALUES ('${channelId}', '${member}', '', 0, 0, 0, ${now()})`);
    },
    async leave(channelId, member) {
      await run(
        `DELETE FROM ChannelMembers WHERE ChannelId = '${channelId}' AND UserId = '${member}'`,
      );
    },
    async posts(channelIds) {
      const rows =
        await run(`SELECT Id, ChannelId, RootId FROM Posts WHERE DeleteAt = 0 AND OriginalId = ''
        AND Type = '' AND ChannelId IN (${channelIds.map((id) => `'${id}'`).join(',')}) ORDER BY CreateAt, Id`);
      return rows.map(writtenPost);
    },
  };
}

const COLUMNS =
  'Id, CreateAt, UpdateAt, EditAt, DeleteAt, IsPinned, UserId, ChannelId, RootId, OriginalId, Message, Type, Props, Hashtags, Filenames, FileIds, HasReactions';

interface NewPost {
  readonly id: string;
  readonly at: number;
  readonly userId: string;
  readonly channelId: string;
  readonly rootId: string;
  readonly text: string;
  readonly no: string | undefined;
}

const insertPost = ({ id, at, userId, channelId, rootId, text, no }: NewPost): string =>
  `INSERT INTO Posts (${COLUMNS}) VALUES ('${id}', ${at}, ${at}, 0, 0, ${no}, '${userId}', '${channelId}',
    '${rootId}', '', ${quoted(text)}, '', '{}', '', '[]', '[]', ${no})`;

/** Twenty-six letters and digits, as the server makes them. */
const newId = (): string => randomBytes(13).toString('hex');

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** PostgreSQL gives names of columns in small letters. */
function writtenPost(row: SqlRecord): WrittenPost {
  const value = (name: string): string => String(row[name] ?? row[name.toLowerCase()] ?? '');
  return { id: value('Id'), channelId: value('ChannelId'), rootId: value('RootId') };
}

export const CHANNELS_TO_WRITE = (['devTokyo', 'townSquareTokyo', 'salesTokyo'] as const).map(
  channelIdOf,
);
