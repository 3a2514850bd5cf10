import type { Conversation } from '../../mapping/conversations.ts';
import type { Post } from '../../model/model.ts';
import type { Progress } from './progress.ts';
import type { Scope } from './scope.ts';

/** Reads a conversation's posts from the source in pages, oldest first. */
export type PostPages = (conversation: Conversation) => AsyncIterable<readonly Post[]>;

/** Reads the posts of the range and shows progress. Throws the signal's reason when it is aborted. */
export function postPages(
  { source, range }: Pick<Scope, 'source' | 'range'>,
  progress: Progress,
  signal: AbortSignal,
): PostPages {
  return async function* ({ channel, name }) {
    progress.at(name);
    for await (const page of source.posts(channel.id, range)) {
      signal.throwIfAborted();
      yield page;
      progress.advance(page.length);
    }
  };
}
