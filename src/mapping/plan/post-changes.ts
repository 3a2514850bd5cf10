import type { ChannelId } from '../../model.ts';
import type { Plan, PlannedChannel } from './plan.ts';

/** What happened to the posts of a channel between two plans. */
export interface PostChanges {
  readonly added: number;
  readonly edited: number;
  readonly deleted: number;
}

/**
 * Added and deleted posts from the counts of rows, which know of deleted ones; rows that are gone for good
 * count as deleted. `editedSince`: posts that the older plan knew and whose text changed.
 */
export function postChanges(
  older: Plan,
  newer: Plan,
  editedSince: ReadonlyMap<ChannelId, number>,
): ReadonlyMap<ChannelId, PostChanges> {
  const before = new Map(older.channels.map((channel) => [channel.channelId, channel]));
  return new Map(
    newer.channels.map((channel) => [
      channel.channelId,
      changesOf(before.get(channel.channelId), channel, editedSince.get(channel.channelId) ?? 0),
    ]),
  );
}

function changesOf(
  before: PlannedChannel | undefined,
  { counts }: PlannedChannel,
  edited: number,
): PostChanges {
  if (before === undefined) return { added: counts.posts, edited: 0, deleted: 0 };
  const rows = rowsOf(counts) - rowsOf(before.counts);
  const newlyDeleted = Math.max(0, counts.deletedPosts - before.counts.deletedPosts);
  // Fewer rows than before: somebody removed them from the database.
  if (rows < 0) return { added: 0, edited, deleted: newlyDeleted - rows };
  return { added: rows, edited, deleted: newlyDeleted };
}

const rowsOf = ({ posts, deletedPosts }: PlannedChannel['counts']): number => posts + deletedPosts;
