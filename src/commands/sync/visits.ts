import type { ChannelChanges } from '../../exporters/source.ts';
import type { SyncMark } from '../../importers/ledger/ledger.ts';
import type { Conversation } from '../../mapping/conversations.ts';
import type { ChannelId, PostCount, PostId } from '../../model/model.ts';
import type { SyncReach } from './conversation.ts';

/** Sync marks by Mattermost's channel id. */
type SyncMarks = ReadonlyMap<string, SyncMark>;

/** Posts that Slack refused something of and that are asked for again, by Mattermost's channel id. */
export type PostsAskedAgain = ReadonlyMap<string, ReadonlySet<PostId>>;

/** How much a pass looks at. */
export interface PassExtent {
  /** True when the ids of both sides are compared. */
  readonly isComparing: boolean;
  /** True when every post counts as changed. */
  readonly isWhole: boolean;
  readonly overlapMs: number;
}

/** What is known of the channels before their posts are read. */
export interface KnownOfChannels {
  readonly marks: SyncMarks;
  readonly askedAgain: PostsAskedAgain;
  /** Changes of the channels with a mark. */
  readonly changes: ReadonlyMap<ChannelId, ChannelChanges>;
  /** Rows of the channels without a mark, all of whose posts are read. */
  readonly counts: readonly PostCount[];
}

/** A conversation that a pass visits. */
export interface ConversationVisit {
  readonly conversation: Conversation;
  readonly reach: SyncReach;
  /** Approximate number of posts to compare. */
  readonly posts: number;
}

const sinceOf = ({ syncedToMs }: SyncMark, { isWhole, overlapMs }: PassExtent): number =>
  isWhole ? 0 : syncedToMs - overlapMs;

/** Returns the time from which on a pass reads changes; undefined when no conversation has a mark. */
export function earliestSinceMs(
  conversations: readonly Conversation[],
  marks: SyncMarks,
  extent: PassExtent,
): number | undefined {
  let earliestMs: number | undefined;
  for (const { channel } of conversations) {
    const mark = marks.get(channel.id);
    if (mark === undefined) continue;
    earliestMs = Math.min(earliestMs ?? Number.POSITIVE_INFINITY, sinceOf(mark, extent));
  }
  return earliestMs;
}

/** Selects the conversations with changes; all conversations when the ids are compared. */
export function conversationVisits(
  conversations: readonly Conversation[],
  { marks, askedAgain: again, changes, counts }: KnownOfChannels,
  extent: PassExtent,
): readonly ConversationVisit[] {
  const { isComparing } = extent;
  const live = new Map<string, number>();
  for (const { channelId = '', state, rows } of counts) {
    if (state === 'live') live.set(channelId, (live.get(channelId) ?? 0) + rows);
  }
  return conversations.flatMap((conversation): readonly ConversationVisit[] => {
    const { id } = conversation.channel;
    const mark = marks.get(id);
    const askedAgain = again.get(id) ?? new Set<PostId>();
    if (mark === undefined) {
      const reach = { sinceMs: undefined, isComparing, askedAgain };
      return [{ conversation, reach, posts: live.get(id) ?? 0 }];
    }
    const sinceMs = sinceOf(mark, extent);
    const changed = changes.get(id);
    const posts = changed !== undefined && changed.latestMs >= sinceMs ? changed.rows : 0;
    const visit = { conversation, reach: { sinceMs, isComparing, askedAgain }, posts };
    return isComparing || posts > 0 || askedAgain.size > 0 ? [visit] : [];
  });
}
