import { UsageError } from '../../errors.ts';
import { makeSampleBook, type Samples } from './sample-book.ts';
import { type PreviewRun, shownPosts } from './shown-posts.ts';

/** Reads every post of the conversations and keeps some of each kind; memory is flat. */
export async function samplePosts(run: PreviewRun, samplesPerKind: number): Promise<Samples> {
  const book = makeSampleBook(samplesPerKind);
  for await (const page of shownPosts(run)) {
    for (const shown of page) book.add(shown);
  }
  return book.samples();
}

/**
 * The one post of that id, or of that permalink. The posts before it are read too: a post's `ts` depends on
 * them. UsageError when no selected conversation has it.
 */
export async function findPost(run: PreviewRun, wanted: string): Promise<Samples> {
  const id = wanted.trim().split('/').at(-1);
  const book = makeSampleBook(1);
  for await (const page of shownPosts(run)) {
    const found = page.find(({ post }) => post.id === id);
    if (found === undefined) continue;
    book.add(found);
    return book.samples();
  }
  throw new UsageError(
    `no post '${wanted}' in the selected conversations: check the id, --include and --channels`,
  );
}
