import { hash } from 'node:crypto';
import type { FileStore } from '../../exporters/files/file-store.ts';
import type { Source, TimeRange } from '../../exporters/source.ts';
import { DayFiles } from '../../importers/archive/day-files.ts';
import type { MovedPosts } from '../../importers/archive/exported-posts.ts';
import { writeManifestLine } from '../../importers/archive/manifest.ts';
import type { PostTotals } from '../../mapping/account.ts';
import type { Conversation } from '../../mapping/conversations.ts';
import { csvLine } from '../../mapping/csv.ts';
import type { PostDigest } from '../../mapping/manual-changes.ts';
import { bundledName } from '../../mapping/messages/files.ts';
import { type MappedPost, type MessageContext, mapPost } from '../../mapping/messages/map-post.ts';
import { tsFromMicros } from '../../mapping/messages/timestamps.ts';
import type { Permalink } from '../../mapping/permalinks.ts';
import { fileSlackId } from '../../mapping/slack-ids.ts';
import type { Post } from '../../model/model.ts';
import type { ExportPin } from '../../slack/export-format.ts';
import { dayFileName, dayOfTs } from '../../slack/export-format.ts';
import type { AtomicFile } from '../../system/atomic-file.ts';
import type { LossLog } from '../run/loss-log.ts';
import { addPost, NO_TOTALS } from '../run/post-counts.ts';
import type { Progress } from '../run/progress.ts';
import type { OpenDay } from './archives.ts';

/** Everything that the conversations of a run share. */
export interface ConversationRun {
  readonly source: Source;
  readonly range: TimeRange;
  readonly messageContext: (conversation: Conversation) => MessageContext;
  readonly permalink: Permalink;
  readonly losses: LossLog;
  readonly postIndex: AtomicFile;
  readonly manifest: AtomicFile;
  readonly progress: Progress;
  /** Where bytes come from that go into the archive; undefined when none do. */
  readonly bundled: FileStore | undefined;
  readonly signal: AbortSignal;
  /** What this archive and those before it hold; undefined when nothing follows, as after a rehearsal. */
  readonly moved: MovedPosts | undefined;
}

/** What a conversation came to. */
export interface WrittenConversation {
  readonly totals: PostTotals;
  readonly pins: readonly PlacedPin[];
}

/** A pin, and the archive that holds its message. */
export interface PlacedPin extends ExportPin {
  readonly archive: string;
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
  openDay: OpenDay,
): Promise<WrittenConversation> {
  const writer = new ConversationWriter(run, conversation, openDay, { ...NO_TOTALS });
  let hasFiles = false;
  for await (const page of run.source.posts(conversation.channel.id, run.range)) {
    run.signal.throwIfAborted();
    for (const post of page) {
      await writer.write(post);
      hasFiles ||= post.files.length > 0;
    }
    run.progress.advance(page.length);
  }
  const written = await writer.close();
  if (run.bundled !== undefined && hasFiles) {
    await bundleFiles(run, conversation, openDay, run.bundled);
  }
  return written;
}

/** Takes the posts of one conversation in the order of time. */
export class ConversationWriter {
  readonly #run: ConversationRun;
  readonly #conversation: Conversation;
  readonly #days: DayFiles;
  readonly #context: MessageContext;
  readonly #totals: PostTotals;
  readonly #pins: ExportPin[] = [];

  constructor(
    run: ConversationRun,
    conversation: Conversation,
    openDay: OpenDay,
    totals: PostTotals,
  ) {
    this.#run = run;
    this.#conversation = conversation;
    this.#days = new DayFiles(conversation.folder, (day) => openDay(conversation.list, day));
    this.#context = run.messageContext(conversation);
    this.#totals = totals;
  }

  async write(post: Post): Promise<void> {
    const mapped = mapPost(post, this.#context);
    await this.#days.add(post.createAtMs, mapped.messages);
    await recordPost(this.#run, this.#conversation, post, mapped);
    if (post.isPinned) this.#pins.push(...pinOf(post, mapped));
    addPost(this.#totals, post, mapped);
  }

  /** Ends the last day file; gives what the conversation came to. */
  async close(): Promise<WrittenConversation> {
    const archives = new Map<string, string>();
    for (const { archive, ...entry } of await this.#days.close()) {
      await writeManifestLine(this.#run.manifest, { kind: 'entry', archive, ...entry });
      archives.set(entry.name, archive);
    }
    const pins = this.#pins.map((pin) => {
      const day = dayFileName(this.#conversation.folder, pin.id);
      return { ...pin, archive: archives.get(day) ?? '' };
    });
    return { pins, totals: this.#totals };
  }
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
  run.moved?.put({
    postId: post.id,
    channelId: channel.id,
    createAtMs: post.createAtMs,
    ts: first?.ts ?? '',
    leftOut: post.deleteAtMs === undefined ? (mapped.leftOut ?? '') : 'deleted',
    look: postDigest(mapped),
  });
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

/**
 * Puts the bytes of a conversation's files into the archives of their days, one after another as they are read. It reads the
 * conversation once more: while its messages are written, their own entry is open.
 */
async function bundleFiles(
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
        const day = dayOfTs(tsFromMicros(post.createAtMs * 1000));
        const zip = await openDay(conversation.list, day);
        const entry = await zip.addStream(bundledName(id, file.name), store.chunks(file.path));
        await writeManifestLine(run.manifest, { kind: 'entry', archive: zip.name, ...entry });
      }
    }
  }
}

const DIGEST_CHARACTERS = 16;

const digestOf = (value: unknown): string =>
  hash('sha256', JSON.stringify(value), 'base64url').slice(0, DIGEST_CHARACTERS);

/** Most posts have neither reactions nor files. */
const OF_NOTHING = digestOf([]);

/** What a post looks like in an archive; its thread's counts are left out, which replies change. */
export function postDigest({ messages }: MappedPost): PostDigest {
  return {
    text: digestOf(messages.map(({ text, blocks, attachments }) => [text, blocks, attachments])),
    reactions: digestOfList(messages.flatMap(({ reactions }) => reactions ?? [])),
    files: digestOfList(messages.flatMap(({ files }) => (files ?? []).map(({ id }) => id))),
    isPinned: messages.some(({ pinned_to: pinnedTo }) => pinnedTo !== undefined),
  };
}

const digestOfList = (list: readonly unknown[]): string =>
  list.length === 0 ? OF_NOTHING : digestOf(list);
