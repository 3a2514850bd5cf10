import type { Deflater } from '../../importers/archive/compress.ts';
import { DayFiles } from '../../importers/archive/day-files.ts';
import { entryPart, manifestLine } from '../../importers/archive/manifest.ts';
import { PackedEntries } from '../../importers/archive/packed-entries.ts';
import { PostPacker } from '../../importers/archive/packed-posts.ts';
import { emptyTally, type PostTally } from '../../mapping/account.ts';
import type { Conversation } from '../../mapping/conversations.ts';
import { csvLine } from '../../mapping/csv.ts';
import {
  beginningMicros,
  bookmarkMessages,
  pinOfList,
} from '../../mapping/messages/bookmark-list.ts';
import { type MappedPost, type MessageContext, mapPost } from '../../mapping/messages/map-post.ts';
import { bookmarksDigest, postDigest } from '../../mapping/messages/post-digest.ts';
import {
  type SerializedMessage,
  serializeMessage,
} from '../../mapping/messages/serialize-message.ts';
import { microsOf, partMicros } from '../../mapping/messages/timestamps.ts';
import type { Permalink } from '../../mapping/permalinks.ts';
import { type ChannelBookmark, type Post, placeMs } from '../../model/model.ts';
import type { ExportPin } from '../../slack/export-format.ts';
import type { SlackTs } from '../../slack/shapes.ts';
import { addPost } from '../run/post-counts.ts';
import type { ConversationPart, PostLosses } from './part.ts';

/** Writers hand on what they hold when it is more than this. */
export const PART_BYTES = 1024 * 1024;

/** Columns of post-index.csv; see FORMATS.md. */
export const POST_INDEX_HEADER = [
  'permalink',
  'conversation',
  'conversation_id',
  'ts',
  'thread_ts',
];

/** How the posts of a conversation become messages, and what is recorded of them. */
export interface WriterRules {
  readonly context: MessageContext;
  readonly permalink: Permalink;
  /** False when no archive may follow, which would need the record. */
  readonly isRecorded: boolean;
  readonly deflater: Deflater;
}

/** Writes the posts of a conversation, or of a stretch of one, given in the order of their places. */
export class ConversationWriter {
  readonly #conversation: Conversation;
  readonly #rules: WriterRules;
  readonly #packed: PackedEntries;
  readonly #record = new PostPacker();
  readonly #days: DayFiles;
  #held: Held;
  /** Of the posts that were given, whatever became of them. */
  #lastPlaceMs: number | undefined;
  #knownUnknown: number;

  /** `tally`: counts so far; what is written is added to them. */
  constructor(conversation: Conversation, rules: WriterRules, tally = emptyTally()) {
    this.#held = emptyHeld(tally);
    this.#conversation = conversation;
    this.#rules = rules;
    this.#packed = new PackedEntries(rules.deflater);
    this.#days = new DayFiles(conversation.folder, this.#packed);
    this.#knownUnknown = rules.context.people.ids.unknown.size;
  }

  /** Characters and bytes of what was not taken, about. */
  get heldBytes(): number {
    return this.#packed.heldBytes + this.#record.byteLength + this.#held.characters;
  }

  async write(post: Post): Promise<void> {
    const { context } = this.#rules;
    const mapped = mapPost(post, context);
    const written = mapped.messages.map(serializeMessage);
    const added = this.#days.add(placeMs(post), written);
    if (added !== undefined) await added;
    this.#recordPost(post, mapped, written);
    this.#lastPlaceMs = placeMs(post);
    const held = this.#held;
    if (post.isPinned) held.pins.push(...pinOf(post, mapped));
    addPost(held.tally, post, mapped);
    held.posts += 1;
  }

  /** Gives what the posts became since the last call; the last day file may go on. */
  take(): ConversationPart {
    return this.#part('');
  }

  /**
   * Ends the last day file and gives the rest. `bookmarks`: of a conversation that ends here; their list stands behind
   * its posts, or behind `fromMs`, where the posts that were not asked for end.
   */
  async close(
    bookmarks: readonly ChannelBookmark[] = [],
    fromMs?: number,
  ): Promise<ConversationPart> {
    if (bookmarks.length > 0) this.#addBookmarks(bookmarks, fromMs);
    const entries = await this.#days.close();
    return this.#part(entries.map((entry) => `${entryPart(entry)}\n`).join(''));
  }

  #addBookmarks(bookmarks: readonly ChannelBookmark[], fromMs: number | undefined): void {
    const { context } = this.#rules;
    const words = context.rules.bookmarks;
    if (words === undefined) return;
    const { createAtMs } = this.#conversation.channel;
    const beginMicros = beginningMicros(Math.max(createAtMs, fromMs ?? createAtMs));
    const readMicros = this.#lastPlaceMs === undefined ? beginMicros : this.#lastPlaceMs * 1000;
    this.#days.addLast((lastMicros) => {
      const behind = Math.max(lastMicros, readMicros);
      const messages = bookmarkMessages(bookmarks, words, behind, context);
      this.#held.pins.push(...messages.slice(0, 1).map(pinOfList));
      this.#held.tally.messages += messages.length;
      if (this.#rules.isRecorded) for (const { ts } of messages) this.#held.furtherTs.push(ts);
      return messages.map(serializeMessage);
    });
    this.#held.listed = bookmarksDigest(bookmarks);
  }

  #part(entries: ConversationPart['entries']): ConversationPart {
    const { ties, postIndex, characters: _, ...held } = this.#held;
    const { unknown } = this.#rules.context.people.ids;
    const found = [...unknown].slice(this.#knownUnknown);
    this.#held = emptyHeld(emptyTally());
    this.#knownUnknown = unknown.size;
    return {
      channel: this.#conversation.channel.id,
      packed: this.#packed.take(),
      entries,
      ties: ties.join(''),
      postIndex: postIndex.join(''),
      unknown: found,
      record: { count: this.#record.count, bytes: this.#record.take() },
      ...held,
    };
  }

  #recordPost(post: Post, mapped: MappedPost, written: readonly SerializedMessage[]): void {
    const { permalink, isRecorded } = this.#rules;
    const { channel, name, slackId } = this.#conversation;
    const held = this.#held;
    const link = permalink(channel, post.id);
    if (mapped.losses.length > 0) {
      const place = { postId: post.id, channelId: channel.id, link };
      held.losses.push({ place, losses: mapped.losses });
    }
    const [first, ...parts] = mapped.messages;
    if (isRecorded) {
      this.#record.add({
        postId: post.id,
        createAtMs: post.createAtMs,
        ts: first?.ts ?? '',
        leftOut: post.deleteAtMs === undefined ? (mapped.leftOut ?? '') : 'deleted',
        digest: postDigest(post, written),
      });
      for (const { ts } of parts) held.furtherTs.push(ts);
    }
    if (first === undefined) return;
    const line = csvLine([link, name, slackId, first.ts, first.thread_ts ?? '']);
    held.postIndex.push(line);
    held.characters += line.length;
    for (const { ts } of isByTime(post, first.ts) ? parts : mapped.messages) {
      held.ties.push(manifestLine({ kind: 'tie', postId: post.id, ts }));
    }
  }
}

/** True where the time of a post gives its `ts`, with no look at its neighbours. */
const isByTime = (post: Post, ts: SlackTs): boolean =>
  post.tie.count === 1 && post.tie.behind === undefined && microsOf(ts) === partMicros(post, 0);

interface Held {
  readonly ties: string[];
  readonly postIndex: string[];
  readonly losses: PostLosses[];
  readonly furtherTs: SlackTs[];
  readonly pins: ExportPin[];
  readonly tally: PostTally;
  characters: number;
  posts: number;
  listed: string;
}

const emptyHeld = (tally: PostTally): Held => ({
  ties: [],
  postIndex: [],
  losses: [],
  furtherTs: [],
  pins: [],
  tally,
  characters: 0,
  posts: 0,
  listed: '',
});

/** Makes the pin of a post. Mattermost does not store who pinned it and when: author and time of the post are used. */
function pinOf(post: Post, mapped: MappedPost): readonly ExportPin[] {
  const [message] = mapped.messages;
  // A pinned post that was deleted since has left a tombstone, which is not pinned.
  if (message?.pinned_to === undefined) return [];
  const user = message.user ?? message.bot_id ?? '';
  const created = Math.floor(post.createAtMs / 1000);
  return [{ id: message.ts, type: 'C', created, user, owner: user }];
}
