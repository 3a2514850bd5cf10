import { messageKey } from '../../importers/replay/post-message.ts';
import { replayPost } from '../../mapping/replay/replay-post.ts';
import type { ConversationReplay, ReplayTarget } from './bring-post.ts';

/** What a replay would find done and what it would bring. */
export interface LeftCounts {
  /** Posts of which a message is still to be sent. */
  readonly postsLeft: number;
  /** Messages in the workspace that are ours. */
  readonly messages: number;
}

/** Holds one conversation against the ledger; nothing is sent. What Slack refused is not asked for again. */
export async function countLeft(
  { run, source, range, progress }: ConversationReplay,
  { conversation, context }: ReplayTarget,
): Promise<LeftCounts> {
  const counts = { postsLeft: 0, messages: 0 };
  progress.at(conversation.name);
  for await (const page of source.posts(conversation.channel.id, range)) {
    run.signal.throwIfAborted();
    for (const post of page) {
      const states = replayPost(post, context).messages.map(
        ({ postId, part }) => run.ledger.get(messageKey(postId, part))?.state,
      );
      counts.messages += states.filter((state) => state === 'done').length;
      const isRefused = states.includes('failed');
      if (!isRefused && states.some((state) => state !== 'done')) counts.postsLeft += 1;
    }
    progress.advance(page.length);
  }
  return counts;
}

export function addLeft(all: readonly LeftCounts[]): LeftCounts {
  let postsLeft = 0;
  let messages = 0;
  for (const left of all) {
    postsLeft += left.postsLeft;
    messages += left.messages;
  }
  return { postsLeft, messages };
}
