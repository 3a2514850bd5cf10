import { Deflater } from '../../importers/archive/compress.ts';
import type { Conversation } from '../../mapping/conversations.ts';
import type { ChannelBookmark } from '../../model/model.ts';
import { bookmarksOf } from '../run/channel-bookmarks.ts';
import type { ArchiveRun } from './archive-run.ts';
import { bundleFiles } from './bundle.ts';
import { ConversationWriter, PART_BYTES, type WriterRules } from './conversation.ts';
import type { ConversationPart } from './part.ts';
import { bookmarksKey } from './place.ts';

/** Puts a part into archive and records. */
export type PlacePart = (part: ConversationPart) => Promise<void>;

/**
 * Writes a conversation in this thread, page by page. Its files come first where they are bundled, because messages tell
 * the sizes of the bytes that are there.
 */
export async function writeConversation(
  run: ArchiveRun,
  conversation: Conversation,
  place: PlacePart,
): Promise<void> {
  const { scope, signal, out } = run;
  const bundled =
    out.bundled === undefined ? undefined : await bundleFiles(run, conversation, out.bundled);
  const bookmarks = await unlistedBookmarks(run, conversation);
  const writer = new ConversationWriter(conversation, writerRules(run, conversation));
  for await (const page of scope.source.posts(conversation.channel.id, scope.range)) {
    signal.throwIfAborted();
    for (const post of page) {
      await writer.write(bundled === undefined ? post : bundled.withSizes(post));
    }
    if (writer.heldBytes >= PART_BYTES) await place(writer.take());
  }
  await place(await writer.close(bookmarks, scope.range.fromMs));
}

/** The bookmarks of a conversation; none where a list of them is in an earlier archive, which an import cannot change. */
async function unlistedBookmarks(
  { scope, out }: ArchiveRun,
  { channel: { id } }: Conversation,
): Promise<readonly ChannelBookmark[]> {
  if (!out.listsBookmarks || out.exported?.meta(bookmarksKey(id)) !== undefined) return [];
  return (await bookmarksOf(scope.source, [id])).get(id) ?? [];
}

/** How a run writes the posts of a conversation. */
export function writerRules(
  { contextOf, scope, out }: ArchiveRun,
  conversation: Conversation,
): WriterRules {
  return {
    context: contextOf(conversation),
    permalink: scope.permalink,
    isRecorded: out.exported !== undefined,
    deflater: new Deflater(),
  };
}
