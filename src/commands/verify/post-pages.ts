import type { Source, TimeRange } from '../../exporters/source.ts';
import type { Conversation } from '../../mapping/conversations.ts';
import type { Post } from '../../model/model.ts';
import type { Progress } from '../run/progress.ts';

/** The source's posts of a conversation, in pages, oldest first. */
export type PostPages = (conversation: Conversation) => AsyncIterable<readonly Post[]>;

/** Reads the posts of the range and shows how far it is. Throws the signal's reason when it is aborted. */
export function postPages(
  source: Pick<Source, 'posts'>,
  range: TimeRange,
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
