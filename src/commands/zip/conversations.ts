import type { PostTotals } from '../../mapping/account.ts';
import type { Conversation } from '../../mapping/conversations.ts';
import type { ChannelId } from '../../model/model.ts';
import { addTotals, NO_TOTALS } from '../run/post-counts.ts';
import { appendConversation, type SinceLast } from './append.ts';
import type { OpenDay } from './archives.ts';
import { type ConversationRun, type PlacedPin, writeConversation } from './conversation.ts';

/** What a run wrote. */
export interface WrittenTotals extends Readonly<PostTotals> {
  readonly conversations: number;
  readonly pins: ReadonlyMap<ChannelId, readonly PlacedPin[]>;
}

/** Writes the conversations one after another: they share one connection and one archive. */
export async function runConversations(
  run: ConversationRun,
  conversations: readonly Conversation[],
  openDay: OpenDay,
  since: SinceLast | undefined,
): Promise<WrittenTotals> {
  const totals = { ...NO_TOTALS };
  const pins = new Map<ChannelId, readonly PlacedPin[]>();
  for (const conversation of conversations) {
    run.progress.at(conversation.name);
    const written =
      since === undefined
        ? await writeConversation(run, conversation, openDay)
        : await appendConversation(run, since, conversation, openDay);
    addTotals(totals, written.totals);
    if (written.pins.length > 0) pins.set(conversation.channel.id, written.pins);
  }
  return { conversations: conversations.length, pins, ...totals };
}
