import { DayFiles } from '../../importers/archive/day-files.ts';
import { writeManifestLine } from '../../importers/archive/manifest.ts';
import { emptyTally, type PostTally } from '../../mapping/account.ts';
import type { Conversation } from '../../mapping/conversations.ts';
import { csvLine } from '../../mapping/csv.ts';
import { type MappedPost, type MessageContext, mapPost } from '../../mapping/messages/map-post.ts';
import { postDigest } from '../../mapping/messages/post-digest.ts';
import {
  type SerializedMessage,
  serializeMessage,
} from '../../mapping/messages/serialize-message.ts';
import { type Post, placeMs } from '../../model/model.ts';
import type { ExportPin } from '../../slack/export-format.ts';
import { dayFileName } from '../../slack/export-format.ts';
import { addPost } from '../run/post-counts.ts';
import type { ArchiveRun } from './archive-run.ts';
import { bundleFiles } from './bundle.ts';

/** Result of writing a conversation. */
export interface WrittenConversation {
  readonly tally: PostTally;
  readonly pins: readonly PlacedPin[];
}

/** A pin, and the archive with its message. */
export interface PlacedPin extends ExportPin {
  readonly archive: string;
}

/** Columns of post-index.csv; see FORMATS.md. */
export const POST_INDEX_HEADER = [
  'permalink',
  'conversation',
  'conversation_id',
  'ts',
  'thread_ts',
];

/**
 * Streams a conversation into its day files, page by page, and indexes every post. Its files come first where they are
 * bundled, because messages tell the sizes of the bytes that are there.
 */
export async function writeConversation(
  run: ArchiveRun,
  conversation: Conversation,
): Promise<WrittenConversation> {
  const { scope, signal, out } = run;
  const bundled =
    out.bundled === undefined ? undefined : await bundleFiles(run, conversation, out.bundled);
  const writer = new ConversationWriter(run, conversation, emptyTally());
  for await (const page of scope.source.posts(conversation.channel.id, scope.range)) {
    signal.throwIfAborted();
    for (const post of page) {
      await writer.write(bundled === undefined ? post : bundled.withSizes(post));
    }
    run.log.progress.advance(page.length);
  }
  return await writer.close();
}

/** Writes the posts of a conversation, given in the order of their places. */
export class ConversationWriter {
  readonly #run: ArchiveRun;
  readonly #conversation: Conversation;
  readonly #days: DayFiles;
  readonly #context: MessageContext;
  readonly #tally: PostTally;
  readonly #pins: ExportPin[] = [];

  /** `tally`: counts so far; what is written is added to them. */
  constructor(run: ArchiveRun, conversation: Conversation, tally: PostTally) {
    this.#run = run;
    this.#conversation = conversation;
    this.#days = new DayFiles(conversation.folder, (day) =>
      run.out.openDay(conversation.list, day),
    );
    this.#context = run.contextOf(conversation);
    this.#tally = tally;
  }

  async write(post: Post): Promise<void> {
    const mapped = mapPost(post, this.#context);
    const written = mapped.messages.map(serializeMessage);
    const added = this.#days.add(placeMs(post), written);
    if (added !== undefined) await added;
    await recordPost(this.#run, this.#conversation, post, { mapped, written });
    if (post.isPinned) this.#pins.push(...pinOf(post, mapped));
    addPost(this.#tally, post, mapped);
  }

  /** Ends the last day file; returns counts and pins. */
  async close(): Promise<WrittenConversation> {
    const archives = new Map<string, string>();
    for (const { archive, ...entry } of await this.#days.close()) {
      await writeManifestLine(this.#run.out.manifest, { kind: 'entry', archive, ...entry });
      archives.set(entry.name, archive);
    }
    const pins = this.#pins.map((pin) => {
      const day = dayFileName(this.#conversation.folder, pin.id);
      return { ...pin, archive: archives.get(day) ?? '' };
    });
    return { pins, tally: this.#tally };
  }
}

interface WrittenPost {
  readonly mapped: MappedPost;
  readonly written: readonly SerializedMessage[];
}

async function recordPost(
  { scope, log, out }: ArchiveRun,
  { channel, name, slackId }: Conversation,
  post: Post,
  { mapped, written }: WrittenPost,
): Promise<void> {
  const link = scope.permalink(channel, post.id);
  if (mapped.losses.length > 0) {
    await log.losses.record({ postId: post.id, channelId: channel.id, link }, mapped.losses);
  }
  const [first, ...parts] = mapped.messages;
  out.exported?.put({
    postId: post.id,
    channelId: channel.id,
    createAtMs: post.createAtMs,
    ts: first?.ts ?? '',
    leftOut: post.deleteAtMs === undefined ? (mapped.leftOut ?? '') : 'deleted',
    digest: postDigest(post, written),
  });
  if (first === undefined) return;
  await out.postIndex.write(csvLine([link, name, slackId, first.ts, first.thread_ts ?? '']));
  const isAlone = post.tie.count === 1 && post.tie.behind === undefined;
  const issued = isAlone ? parts : mapped.messages;
  for (const { ts } of issued) {
    await writeManifestLine(out.manifest, { kind: 'tie', postId: post.id, ts });
  }
}

/** Makes the pin of a post. Mattermost does not store who pinned it and when: author and time of the post are used. */
function pinOf(post: Post, mapped: MappedPost): readonly ExportPin[] {
  const [message] = mapped.messages;
  // A pinned post that was deleted since has left a tombstone, which is not pinned.
  if (message?.pinned_to === undefined) return [];
  const user = message.user ?? message.bot_id ?? '';
  const created = Math.floor(post.createAtMs / 1000);
  return [{ id: message.ts, type: 'C', created, user, owner: user }];
}
