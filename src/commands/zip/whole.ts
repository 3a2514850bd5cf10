import { Deflater } from '../../importers/archive/compress.ts';
import type { Conversation } from '../../mapping/conversations.ts';
import type { ArchiveRun } from './archive-run.ts';
import { bundleFiles } from './bundle.ts';
import { ConversationWriter, PART_BYTES, type WriterRules } from './conversation.ts';
import type { ConversationPart } from './part.ts';

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
  const writer = new ConversationWriter(conversation, writerRules(run, conversation));
  for await (const page of scope.source.posts(conversation.channel.id, scope.range)) {
    signal.throwIfAborted();
    for (const post of page) {
      await writer.write(bundled === undefined ? post : bundled.withSizes(post));
    }
    if (writer.heldBytes >= PART_BYTES) await place(writer.take());
  }
  await place(await writer.close());
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
