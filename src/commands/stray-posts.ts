import type { Source, StrayPost } from '../exporters/source.ts';
import type { Conversation } from '../mapping/conversations.ts';
import type { SourceCounts } from '../model.ts';

/** Enough to look into; the account has the whole number. */
const STRAY_SAMPLES = 1000;

/** Posts whose channel has no row; none is looked for when the counts know of none. */
export async function strayPosts(
  source: Source,
  counts: SourceCounts,
  conversations: readonly Conversation[],
): Promise<readonly StrayPost[]> {
  const known = new Set(conversations.map(({ channel }) => channel.id));
  const areThere = counts.posts.some(
    ({ channelId }) => channelId === undefined || !known.has(channelId),
  );
  return areThere ? await source.strayPosts(STRAY_SAMPLES) : [];
}
