import type { Source } from '../../exporters/source.ts';
import { topicLosses } from '../../mapping/conversations.ts';
import type { SourceCounts } from '../../model.ts';
import type { LossTally } from '../loss-tally.ts';
import type { ReadWorkspace } from '../read-workspace.ts';
import { selectedConversations } from '../selected-conversations.ts';
import { strayPosts } from '../stray-posts.ts';

export interface LossesBesidePosts {
  readonly source: Source;
  readonly read: ReadWorkspace;
  readonly counts: SourceCounts;
  readonly losses: LossTally;
}

/** Losses that hang on no post that moves: long headers, and posts of channels without a row. */
export async function recordLossesBesidePosts(facts: LossesBesidePosts): Promise<void> {
  const { source, read, counts, losses } = facts;
  const moving = selectedConversations(read);
  for (const list of LISTS_WITH_TOPICS) {
    for (const { channel } of moving.filter((conversation) => conversation.list === list)) {
      losses.add(topicLosses(channel), () => read.permalink(channel, undefined));
    }
  }
  const { conversations } = read.workspace;
  for (const { id } of await strayPosts(source, counts, conversations)) {
    losses.add([{ code: 'channel_unknown' }], () => id);
  }
}

/** In the order of an archive's lists; direct messages have no topic there. */
const LISTS_WITH_TOPICS = ['channels', 'groups', 'mpims'] as const;
