import { writeManifestLine } from '../../importers/archive/manifest.ts';
import { PackedPlacer } from '../../importers/archive/place-packed.ts';
import type { ZipEntry } from '../../importers/archive/zip-entry.ts';
import type { ZipFile } from '../../importers/archive/zip-writer.ts';
import { emptyTally, type PostTally, sumOfTallies } from '../../mapping/account.ts';
import type { Conversation } from '../../mapping/conversations.ts';
import type { ChannelId } from '../../model/model.ts';
import { dayFileName, type ExportPin, parseDayFileName } from '../../slack/export-format.ts';
import { migratedConversations } from '../run/shared-scope.ts';
import type { ArchiveRun } from './archive-run.ts';
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
    open.entries.push(...part.entries);
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
    this.#open = new OpenConversation(conversation, this.#run.out.openDay);
  }

  async #endConversation(): Promise<void> {
    if (this.#open === undefined) return;
    const { conversation, entries, pins, archiveOf } = this.#open;
    for (const entry of entries) {
      const archive = archiveOf.get(entry.name) ?? '';
      await writeManifestLine(this.#run.out.manifest, { kind: 'entry', archive, ...entry });
    }
    this.#open = undefined;
    if (pins.length === 0) return;
    const placed = pins.map((pin) => {
      const day = dayFileName(conversation.folder, pin.id);
      return { ...pin, archive: archiveOf.get(day) ?? '' };
    });
    this.#pins.set(conversation.channel.id, placed);
  }
}

/** A conversation whose day files are being placed. */
class OpenConversation {
  readonly conversation: Conversation;
  readonly entries: ZipEntry[] = [];
  readonly pins: ExportPin[] = [];
  /** Name of the archive, by the name of the day file. */
  readonly archiveOf = new Map<string, string>();
  readonly #openDay: ArchiveRun['out']['openDay'];
  readonly packed = new PackedPlacer((name) => this.#zipOf(name));

  constructor(conversation: Conversation, openDay: ArchiveRun['out']['openDay']) {
    this.conversation = conversation;
    this.#openDay = openDay;
  }

  async #zipOf(name: string): Promise<ZipFile> {
    const zip = await this.#openDay(this.conversation.list, parseDayFileName(name)?.day ?? '');
    this.archiveOf.set(name, zip.name);
    return zip;
  }
}
