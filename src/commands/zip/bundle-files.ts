import type { FileStore } from '../../exporters/file-store.ts';
import { writeManifestLine } from '../../importers/zip-manifest.ts';
import { bundledName } from '../../mapping/bundled-name.ts';
import type { Conversation } from '../../mapping/conversations.ts';
import { mapPost } from '../../mapping/messages.ts';
import { fileSlackId } from '../../mapping/slack-ids.ts';
import type { OpenDay } from './archives.ts';
import type { ConversationRun } from './write-conversation.ts';

/**
 * Puts the bytes of a conversation's files into the archives of their days, one after another as they are read. It reads the
 * conversation once more: while its messages are written, their own entry is open.
 */
export async function bundleFiles(
  run: ConversationRun,
  conversation: Conversation,
  openDay: OpenDay,
  store: FileStore,
): Promise<void> {
  const context = run.messageContext(conversation);
  for await (const page of run.source.posts(conversation.channel.id, run.range)) {
    for (const post of page) {
      if (post.files.length === 0) continue;
      const named = new Set(
        mapPost(post, context).messages.flatMap(({ files = [] }) => files.map(({ id }) => id)),
      );
      for (const file of post.files) {
        const id = fileSlackId(file.id);
        if (!named.has(id) || file.stored?.state !== 'there') continue;
        run.signal.throwIfAborted();
        const day = new Date(post.createAtMs).toISOString().slice(0, 10);
        const zip = await openDay(conversation.list, day);
        const entry = await zip.addStream(bundledName(id, file.name), store.chunks(file.path));
        await writeManifestLine(run.manifest, { kind: 'entry', archive: zip.name, ...entry });
      }
    }
  }
}
