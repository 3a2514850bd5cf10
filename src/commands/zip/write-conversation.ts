import type { FileStore } from '../../exporters/file-store.ts';
import type { Source, TimeRange } from '../../exporters/source.ts';
import type { AtomicFile } from '../../importers/atomic-file.ts';
import { csvLine } from '../../importers/csv.ts';
import { DayFiles } from '../../importers/day-files.ts';
import type { ZipFile } from '../../importers/zip-file.ts';
import { writeManifestLine } from '../../importers/zip-manifest.ts';
import type { Conversation } from '../../mapping/conversations.ts';
import { type MappedPost, type MessageContext, mapPost } from '../../mapping/messages.ts';
import type { Permalink } from '../../mapping/permalinks.ts';
import type { ExportPin } from '../../mapping/slack-export.ts';
import type { Post } from '../../model.ts';
import type { LossBook } from '../loss-book.ts';
import { addPost, NO_TOTALS, type PostTotals } from '../post-totals.ts';
import type { Progress } from '../progress.ts';
import { bundleFiles } from './bundle-files.ts';

/** Everything that the conversations of a run share. */
export interface ConversationRun {
  readonly source: Source;
  readonly range: TimeRange;
  readonly messageContext: (conversation: Conversation) => MessageContext;
  readonly permalink: Permalink;
  readonly losses: LossBook;
  readonly postIndex: AtomicFile;
  readonly manifest: AtomicFile;
  readonly progress: Progress;
  /** Where bytes come from that go into the archive; undefined when none do. */
  readonly bundled: FileStore | undefined;
  readonly signal: AbortSignal;
}

/** What a conversation came to. */
export interface WrittenConversation {
  readonly totals: PostTotals;
  readonly pins: readonly ExportPin[];
}

/** The columns of post-index.csv; see FORMATS.md. */
export const POST_INDEX_HEADER = [
  'permalink',
  'conversation',
  'conversation_id',
  'ts',
  'thread_ts',
];

/** Streams one conversation into its day files, page by page, and indexes every post. */
export async function writeConversation(
  run: ConversationRun,
  conversation: Conversation,
  zip: ZipFile,
): Promise<WrittenConversation> {
  const { channel } = conversation;
  const days = new DayFiles(zip, conversation.folder);
  const context = run.messageContext(conversation);
  const sum = { ...NO_TOTALS };
  const pins: ExportPin[] = [];
  let hasFiles = false;
  for await (const page of run.source.posts(channel.id, run.range)) {
    run.signal.throwIfAborted();
    for (const post of page) {
      const mapped = mapPost(post, context);
      await days.add(post.createAtMs, mapped.messages);
      await recordPost(run, conversation, post, mapped);
      if (post.isPinned) pins.push(...pinOf(post, mapped));
      addPost(sum, post, mapped);
      hasFiles ||= post.files.length > 0;
    }
    run.progress.advance(page.length);
  }
  for (const entry of await days.close()) {
    await writeManifestLine(run.manifest, { kind: 'entry', archive: zip.name, ...entry });
  }
  if (run.bundled !== undefined && hasFiles) {
    await bundleFiles(run, conversation, zip, run.bundled);
  }
  return { pins, totals: sum };
}

async function recordPost(
  run: ConversationRun,
  { channel, name, slackId }: Conversation,
  post: Post,
  mapped: MappedPost,
): Promise<void> {
  const link = run.permalink(channel, post.id);
  if (mapped.losses.length > 0) {
    await run.losses.record({ postId: post.id, channelId: channel.id, link }, mapped.losses);
  }
  const [first, ...parts] = mapped.messages;
  if (first === undefined) return;
  await run.postIndex.write(csvLine([link, name, slackId, first.ts, first.thread_ts ?? '']));
  const issued = post.tie.count > 1 ? mapped.messages : parts;
  for (const { ts } of issued) {
    await writeManifestLine(run.manifest, { kind: 'tie', postId: post.id, ts });
  }
}

/** Who pinned a post and when is not stored: its author and its time stand in. */
function pinOf(post: Post, mapped: MappedPost): readonly ExportPin[] {
  const [message] = mapped.messages;
  // A pinned post that was deleted since has left a tombstone, which nobody pinned.
  if (message?.pinned_to === undefined) return [];
  const user = message.user ?? message.bot_id ?? '';
  const created = Math.floor(post.createAtMs / 1000);
  return [{ id: message.ts, type: 'C', created, user, owner: user }];
}
