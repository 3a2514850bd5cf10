import type { Conversation } from '../mapping/conversations.ts';
import type { SourceCounts } from '../model.ts';

/** How many live posts the conversations hold, for the progress. */
export function livePosts(counts: SourceCounts, conversations: readonly Conversation[]): number {
  const selected = new Set<string>(conversations.map(({ channel }) => channel.id));
  return counts.posts
    .filter(({ channelId, state }) => state === 'live' && selected.has(channelId ?? ''))
    .reduce((sum, { rows }) => sum + rows, 0);
}
