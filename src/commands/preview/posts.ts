import { UsageError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import type { Conversation } from '../../mapping/conversations.ts';
import { mapPost } from '../../mapping/messages/map-post.ts';
import {
  makeSampleCollector,
  type PlacedPost,
  type Samples,
} from '../../reports/preview/samples.ts';
import type { MessageContexts } from '../run/message-context.ts';
import type { PostPages } from '../run/post-pages.ts';

/** Conversations of a preview, and the functions that read and map their posts. */
export interface PreviewRun {
  readonly conversations: readonly Conversation[];
  readonly pages: PostPages;
  readonly contextOf: MessageContexts;
}

/** Reads every post of the conversations, with its messages in the ZIP, a page at a time. */
async function* shownPosts(run: PreviewRun): AsyncIterable<readonly PlacedPost[]> {
  for (const conversation of run.conversations) {
    const context = run.contextOf(conversation);
    for await (const page of run.pages(conversation)) {
      yield page.map((post) => ({ conversation, post, mapped: mapPost(post, context) }));
    }
  }
}

/** Reads every post of the conversations and keeps some of each kind; memory does not grow with posts. */
export async function samplePosts(run: PreviewRun, samplesPerKind: number): Promise<Samples> {
  const book = makeSampleCollector(samplesPerKind);
  for await (const page of shownPosts(run)) {
    for (const shown of page) book.add(shown);
  }
  return book.samples();
}

/**
 * Finds a post by id or permalink. The posts before it are read too, because its `ts` depends on them. UsageError when
 * no selected conversation has it.
 */
export async function findPost(run: PreviewRun, wanted: string): Promise<Samples> {
  const id = wanted.trim().split('/').at(-1);
  const book = makeSampleCollector(1);
  for await (const page of shownPosts(run)) {
    const found = page.find(({ post }) => post.id === id);
    if (found === undefined) continue;
    book.add(found);
    return book.samples();
  }
  throw new UsageError(notice('post-not-selected', { post: wanted }));
}
