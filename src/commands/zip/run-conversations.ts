import type { Conversation } from '../../mapping/conversations.ts';
import type { ExportPin } from '../../mapping/slack-export.ts';
import type { ChannelId } from '../../model.ts';
import { archiveOf, type OpenArchive } from './archives.ts';
import { type ConversationRun, writeConversation } from './write-conversation.ts';

/** What a run wrote. */
export interface WrittenTotals {
  readonly conversations: number;
  readonly posts: number;
  readonly messages: number;
  readonly reactions: number;
  readonly reactionsMerged: number;
  readonly files: number;
  readonly pins: ReadonlyMap<ChannelId, readonly ExportPin[]>;
}

/** Writes the conversations one after another: they share one connection and one archive. */
export async function runConversations(
  run: ConversationRun,
  conversations: readonly Conversation[],
  archives: readonly OpenArchive[],
): Promise<WrittenTotals> {
  const totals = { posts: 0, messages: 0, reactions: 0, reactionsMerged: 0, files: 0 };
  const pins = new Map<ChannelId, readonly ExportPin[]>();
  for (const conversation of conversations) {
    run.progress.at(conversation.name);
    const { zip } = archiveOf(archives, conversation.list);
    const written = await writeConversation(run, conversation, zip);
    totals.posts += written.posts;
    totals.messages += written.messages;
    totals.reactions += written.reactions;
    totals.reactionsMerged += written.reactionsMerged;
    totals.files += written.files;
    if (written.pins.length > 0) pins.set(conversation.channel.id, written.pins);
  }
  return { conversations: conversations.length, pins, ...totals };
}
