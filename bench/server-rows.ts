import type { SqlValue } from '../fixtures/schemas/sql-text.ts';
import type { MadePost } from './posts-of-years.ts';

export type Values = Readonly<Record<string, SqlValue>>;

/** A row of a made-up server. */
export interface MadeRow {
  readonly table: string;
  readonly values: Values;
}

/** An id of Mattermost's length. */
export const numbered = (letter: string, number: number): string =>
  `${letter}${String(number).padStart(25, '0')}`;

export const teamRow = (): Values => ({
  ...{ Id: numbered('t', 0), CreateAt: 1, UpdateAt: 1, DeleteAt: 0, DisplayName: '東京' },
  ...{ Name: 'tokyo', Type: 'O' },
});

export const userRow = (id: string): Values => ({
  ...{ Id: id, CreateAt: 1, UpdateAt: 1, DeleteAt: 0, Username: id, Email: `${id}@example.com` },
  ...{ Nickname: '', FirstName: '太郎', LastName: '山田', Roles: 'system_user', Locale: 'ja' },
});

export const channelRow = (id: string, index: number): Values => ({
  ...{ Id: id, CreateAt: 1, UpdateAt: 1, DeleteAt: 0, TeamId: numbered('t', 0) },
  ...{
    Type: index % 4 === 3 ? 'P' : 'O',
    DisplayName: `channel ${index}`,
    Name: `channel-${index}`,
  },
  ...{ Header: '', Purpose: '', CreatorId: numbered('u', 0) },
});

export const postRow = (post: MadePost): Values => ({
  ...{ Id: post.id, CreateAt: post.createAtMs, UpdateAt: Math.max(post.createAtMs, post.editAtMs) },
  ...{ EditAt: post.editAtMs, DeleteAt: post.deleteAtMs, IsPinned: post.isPinned },
  ...{ UserId: post.userId, ChannelId: post.channelId, RootId: post.rootId, OriginalId: '' },
  ...{ Message: post.message, Type: post.type, Props: post.props, Hashtags: '', Filenames: '[]' },
  ...{ FileIds: post.file === undefined ? '[]' : JSON.stringify([post.file.id]) },
  HasReactions: post.reactions.length > 0,
});

export const reactionRow = (post: MadePost, userId: string, emojiName: string): Values => ({
  ...{ UserId: userId, PostId: post.id, EmojiName: emojiName, CreateAt: post.createAtMs },
  ...{ UpdateAt: post.createAtMs, DeleteAt: 0, ChannelId: post.channelId },
});

export const fileRow = (post: MadePost, file: NonNullable<MadePost['file']>): Values => ({
  ...{ Id: file.id, CreatorId: post.userId, PostId: post.id, CreateAt: post.createAtMs },
  ...{ UpdateAt: post.createAtMs, DeleteAt: 0, Path: `20210401/${file.id}/${file.name}` },
  ...{ Name: file.name, Extension: 'pdf', Size: file.sizeBytes, MimeType: 'application/pdf' },
  ...{ Width: 0, Height: 0, ThumbnailPath: '', PreviewPath: '' },
});
