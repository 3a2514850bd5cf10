import type { ChannelId, Post, UserId } from './model.ts';

export interface ChannelAdmin {
  readonly channelId: ChannelId;
  readonly userId: UserId;
}

/** A channel among the favourites of a person. */
export type Favourite = ChannelAdmin;

/** A member of a live group; a group without members is one row without a person. */
export interface GroupMember {
  /** What people type behind the `@`; '' for a group that cannot be mentioned. */
  readonly group: string;
  readonly displayName: string;
  readonly userId: UserId | undefined;
}

/**
 * A post that a person saved and may see. It comes without reactions and thread, and a reply names its root as lost.
 */
export interface SavedPost {
  /** Who saved it. */
  readonly userId: UserId;
  readonly post: Post;
}
