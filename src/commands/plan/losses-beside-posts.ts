import type { Source } from '../../exporters/source.ts';
import { type Conversation, topicText } from '../../mapping/conversations.ts';
import type { LossNote } from '../../mapping/losses.ts';
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
  for (const conversation of selectedConversations(read)) {
    losses.add(topicLosses(conversation), () => read.permalink(conversation.channel, undefined));
  }
  const { conversations } = read.workspace;
  for (const { id } of await strayPosts(source, counts, conversations)) {
    losses.add([{ code: 'channel_unknown' }], () => id);
  }
}

/** What a header and a purpose lose; direct messages have neither. */
function topicLosses({ channel, list }: Conversation): readonly LossNote[] {
  if (list === 'dms') return [];
  return [channel.header, channel.purpose]
    .filter((text) => topicText(text) !== text)
    .map((old) => ({ code: 'topic_cut', old }));
}
