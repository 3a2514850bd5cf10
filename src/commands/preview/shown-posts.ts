import type { Source, TimeRange } from '../../exporters/source.ts';
import type { ShownPost } from '../../mapping/constructs.ts';
import type { Conversation } from '../../mapping/conversations.ts';
import { type MessageContext, mapPost } from '../../mapping/messages.ts';
import type { Progress } from '../progress.ts';

/** A post, what became of it, and where it stands. */
export interface PlacedPost extends ShownPost {
  readonly conversation: Conversation;
}

export interface PreviewRun {
  readonly source: Source;
  readonly range: TimeRange;
  readonly conversations: readonly Conversation[];
  readonly messageContext: (conversation: Conversation) => MessageContext;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/** Every post of the conversations with what the ZIP would make of it, a page at a time. */
export async function* shownPosts(run: PreviewRun): AsyncIterable<readonly PlacedPost[]> {
  for (const conversation of run.conversations) {
    run.progress.at(conversation.name);
    const context = run.messageContext(conversation);
    for await (const page of run.source.posts(conversation.channel.id, run.range)) {
      run.signal.throwIfAborted();
      yield page.map((post) => ({ conversation, post, mapped: mapPost(post, context) }));
      run.progress.advance(page.length);
    }
  }
}
