import type { Conversation } from '../../mapping/conversations.ts';
import type { ExportPin } from '../../mapping/slack-export.ts';
import type { ChannelId } from '../../model.ts';
import { addTotals, NO_TOTALS, type PostTotals } from '../post-totals.ts';
import { archiveOf, type OpenArchive } from './archives.ts';
import { type ConversationRun, writeConversation } from './write-conversation.ts';

/** What a run wrote. */
export interface WrittenTotals extends Readonly<PostTotals> {
  readonly conversations: number;
  readonly pins: ReadonlyMap<ChannelId, readonly ExportPin[]>;
}

/** Writes the conversations one after another: they share one connection and one archive. */
export async function runConversations(
  run: ConversationRun,
  conversations: readonly Conversation[],
  archives: readonly OpenArchive[],
): Promise<WrittenTotals> {
  const totals = { ...NO_TOTALS };
  const pins = new Map<ChannelId, readonly ExportPin[]>();
  for (const conversation of conversations) {
    run.progress.at(conversation.name);
    const { zip } = archiveOf(archives, conversation.list);
    const written = await writeConversation(run, conversation, zip);
    addTotals(totals, written.totals);
    if (written.pins.length > 0) pins.set(conversation.channel.id, written.pins);
  }
  return { conversations: conversations.length, pins, ...totals };
}
