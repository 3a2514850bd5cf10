import type { PostUnit, Source } from '../../exporters/source.ts';
import { Deflater } from '../../importers/archive/compress.ts';
import type { ChannelId } from '../../model/model.ts';
import type { MessageContexts } from '../run/message-context.ts';
import { migratedConversations, type PostScope } from '../run/shared-scope.ts';
import type { Job } from '../run/workers/messages.ts';
import { ConversationWriter, PART_BYTES } from './conversation.ts';
import type { ConversationPart } from './part.ts';

/** What turns units of posts into parts of an archive. */
export interface UnitJob {
  readonly scope: PostScope;
  readonly source: Pick<Source, 'unitPosts'>;
  readonly contextOf: MessageContexts;
  /** False when no archive may follow, which would need the record. */
  readonly isRecorded: boolean;
}

/** Makes the job that writes the posts of units, several parts at a time. */
export function writeUnits(run: UnitJob): Job<PostUnit, readonly ConversationPart[]> {
  const { scope, source, isRecorded } = run;
  const deflater = new Deflater();
  const conversationOf = migratedConversations(scope);
  const writerOf = (id: ChannelId): ConversationWriter => {
    const conversation = conversationOf(id);
    const context = run.contextOf(conversation);
    return new ConversationWriter(conversation, {
      context,
      permalink: scope.permalink,
      isRecorded,
      deflater,
    });
  };
  return async function* (unit) {
    let parts: ConversationPart[] = [];
    let heldBytes = 0;
    let open: { readonly id: ChannelId; readonly writer: ConversationWriter } | undefined;
    const endOpen = async (): Promise<void> => {
      if (open === undefined) return;
      heldBytes += open.writer.heldBytes;
      parts.push(await open.writer.close());
    };
    for await (const { channel, posts } of source.unitPosts(unit, scope.range)) {
      if (open?.id !== channel) {
        await endOpen();
        open = { id: channel, writer: writerOf(channel) };
      }
      for (const post of posts) await open.writer.write(post);
      if (heldBytes + open.writer.heldBytes < PART_BYTES) continue;
      yield [...parts, open.writer.take()];
      parts = [];
      heldBytes = 0;
    }
    await endOpen();
    if (parts.length > 0) yield parts;
  };
}
