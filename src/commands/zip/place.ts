import { entryLine } from '../../importers/archive/manifest.ts';
import { PackedPlacer } from '../../importers/archive/place-packed.ts';
import type { ZipFile } from '../../importers/archive/zip-writer.ts';
import { emptyTally, type PostTally, sumOfTallies } from '../../mapping/account.ts';
import type { Conversation } from '../../mapping/conversations.ts';
import type { ChannelId } from '../../model/model.ts';
import { dayFileName, type ExportPin, parseDayFileName } from '../../slack/export-format.ts';
import { migratedConversations } from '../run/shared-scope.ts';
import type { ArchiveRun } from './archive-run.ts';
import type { OpenDay } from './archives.ts';
import type { ConversationPart } from './part.ts';

/** A pin, and the archive with its message. */
export interface PlacedPin extends ExportPin {
  readonly archive: string;
}

/** Counts and pins of a run. */
export interface WrittenPosts {
  readonly tally: PostTally;
  readonly pins: ReadonlyMap<ChannelId, readonly PlacedPin[]>;
  /** Conversations with a list of their bookmarks. */
  readonly lists: number;
}

/** Name of the value of a chain that has the digest of a channel's bookmarks. */
export const bookmarksKey = (channel: ChannelId): string => `bookmarks ${channel}`;

/** Puts the parts of conversations, which come in the order of the plan, into archives and records. */
export class PartPlacer {
  readonly #run: ArchiveRun;
  readonly #conversationOf: (id: ChannelId) => Conversation;
  readonly #pins = new Map<ChannelId, readonly PlacedPin[]>();
  #tally = emptyTally();
  #lists = 0;
  #open: OpenConversation | undefined;

  constructor(run: ArchiveRun) {
    this.#run = run;
    this.#conversationOf = migratedConversations(run.scope);
  }

  /** Places one part. A further part of the same conversation goes on where it ended. */
  async place(part: ConversationPart): Promise<void> {
    const { log, out, people } = this.#run;
    if (this.#open?.conversation.channel.id !== part.channel) await this.#begin(part.channel);
    const open = this.#open;
    if (open === undefined) return;
    for (const id of part.unknown) people.of(id);
    await open.packed.place(part.packed);
    if (part.entries !== '') open.entries.push(part.entries);
    open.pins.push(...part.pins);
    for (const { place, losses } of part.losses) await log.losses.record(place, losses);
    const { count, bytes } = part.record;
    if (count > 0) out.exported?.putPacked(part.channel, bytes, count);
    if (part.furtherTs.length > 0) out.exported?.putFurther(part.channel, part.furtherTs);
    if (part.listed !== '') {
      out.exported?.setMeta(bookmarksKey(part.channel), part.listed);
      this.#lists += 1;
    }
    if (part.postIndex !== '') await out.postIndex.write(part.postIndex);
    if (part.ties !== '') await out.manifest.write(part.ties);
    this.#tally = sumOfTallies([this.#tally, part.tally]);
    log.progress.advance(part.posts);
  }

  /** Ends the last conversation. */
  async end(): Promise<WrittenPosts> {
    await this.#endConversation();
    return { tally: this.#tally, pins: this.#pins, lists: this.#lists };
  }

  async #begin(channel: ChannelId): Promise<void> {
    await this.#endConversation();
    const conversation = this.#conversationOf(channel);
    this.#run.log.progress.at(conversation.name);
    const { openDay, wholeOf } = this.#run.out;
    this.#open = new OpenConversation(conversation, openDay, await wholeOf(conversation.list));
  }

  async #endConversation(): Promise<void> {
    if (this.#open === undefined) return;
    const open = this.#open;
    const { conversation, pins } = open;
    await this.#run.out.manifest.write(open.entryLines());
    this.#open = undefined;
    if (pins.length === 0) return;
    const placed = pins.map((pin) => {
      const day = dayFileName(conversation.folder, pin.id);
      return { ...pin, archive: open.archiveOf(day) };
    });
    this.#pins.set(conversation.channel.id, placed);
  }
}

/** A conversation whose day files are being placed. */
class OpenConversation {
  readonly conversation: Conversation;
  /** Lines about day files, in order. */
  readonly entries: string[] = [];
  readonly pins: ExportPin[] = [];
  readonly packed: PackedPlacer;
  readonly #whole: ZipFile | undefined;
  /** Names of archives by those of day files, in their order; empty where there is one archive for all. */
  readonly #archives = new Map<string, string>();

  constructor(conversation: Conversation, openDay: OpenDay, whole: ZipFile | undefined) {
    this.conversation = conversation;
    this.#whole = whole;
    const of = async (name: string): Promise<ZipFile> => {
      const zip = await openDay(conversation.list, parseDayFileName(name)?.day ?? '');
      this.#archives.set(name, zip.name);
      return zip;
    };
    this.packed = new PackedPlacer({ whole, of });
  }

  /** The name of the archive of a day file. */
  archiveOf(name: string): string {
    return this.#whole?.name ?? this.#archives.get(name) ?? '';
  }

  /** Lines of the manifest about the day files that were placed. */
  entryLines(): string {
    const archives = this.#archives.values();
    const lines = this.entries.flatMap((some) => some.split('\n').slice(0, -1));
    return lines
      .map((part) => entryLine(this.#whole?.name ?? archives.next().value ?? '', part))
      .join('');
  }
}
