import { microsOf, tsFromMicros } from '../../mapping/messages/timestamps.ts';
import { dayFileOf, dayOfTs, type ExportMessage } from '../../slack/export-format.ts';
import type { OpenEntry, ZipEntry } from './zip-entry.ts';
import type { ZipFile } from './zip-writer.ts';

const DAY_MICROS = 86_400_000_000;

/** A day file, and the file name of its archive. */
export interface DayEntry extends ZipEntry {
  readonly archive: string;
}

interface HeldMessage {
  readonly micros: number;
  readonly message: ExportMessage;
  /** True for a further part of a post, which no other message refers to. */
  readonly isPart: boolean;
}

/**
 * Sorts messages; a part whose slot is taken moves to the next free one. The first messages of posts keep theirs,
 * because threads and links name them.
 */
function placed(held: readonly HeldMessage[]): readonly HeldMessage[] {
  const inOrder = (messages: readonly HeldMessage[]): readonly HeldMessage[] =>
    messages.toSorted((a, b) => a.micros - b.micros);
  const taken = new Set(held.flatMap(({ micros, isPart }) => (isPart ? [] : [micros])));
  const moved = inOrder(held).map((each) => {
    if (!each.isPart) return each;
    let { micros } = each;
    while (taken.has(micros)) micros += 1;
    taken.add(micros);
    return { ...each, micros };
  });
  return inOrder(moved);
}

/**
 * Writes the day files of one conversation: `<folder>/YYYY-MM-DD.json`, each a JSON array of messages sorted by
 * `ts`, days in UTC; a reply is in the file of its own day. Posts must come in the order of their places. Messages
 * are sorted here, because the parts of a split post come after its neighbours; where more than 31 posts share a
 * millisecond, parts may come after posts of the next ones.
 */
export class DayFiles {
  readonly #folder: string;
  readonly #zipOf: (day: string) => Promise<ZipFile>;
  readonly #entries: DayEntry[] = [];
  #held: HeldMessage[] = [];
  #heldInstantMs = -1;
  #lastMicros = -1;
  #day: { number: number; archive: string; entry: OpenEntry } | undefined;

  /** `zipOf` returns the archive for a day, `YYYY-MM-DD`. */
  constructor(folder: string, zipOf: (day: string) => Promise<ZipFile>) {
    this.#folder = folder;
    this.#zipOf = zipOf;
  }

  /** Adds the messages of one post with its place at this time. */
  async add(placeMs: number, messages: readonly ExportMessage[]): Promise<void> {
    if (placeMs !== this.#heldInstantMs) await this.#flush(placeMs * 1000);
    this.#heldInstantMs = placeMs;
    for (const [part, message] of messages.entries()) {
      this.#held.push({ micros: microsOf(message.ts), message, isPart: part > 0 });
    }
  }

  /** Ends the last day file; returns the entries that were written. */
  async close(): Promise<readonly DayEntry[]> {
    await this.#flush(Number.POSITIVE_INFINITY);
    await this.#closeDay();
    return this.#entries;
  }

  /** Writes the messages before a time, in microseconds; no later post has one before it. */
  async #flush(beforeMicros: number): Promise<void> {
    const held = this.#held.length > 1 ? placed(this.#held) : this.#held;
    this.#held = held.filter(({ micros }) => micros >= beforeMicros);
    for (const { micros, message } of held) {
      if (micros >= beforeMicros) break;
      const free = Math.max(micros, this.#lastMicros + 1);
      this.#lastMicros = free;
      const ts = tsFromMicros(free);
      await this.#write(free, ts === message.ts ? message : { ...message, ts });
    }
  }

  async #write(micros: number, message: ExportMessage): Promise<void> {
    const number = Math.floor(micros / DAY_MICROS);
    if (this.#day?.number !== number) {
      const day = dayOfTs(message.ts);
      await this.#closeDay();
      const zip = await this.#zipOf(day);
      const entry = zip.openEntry(dayFileOf(this.#folder, day));
      this.#day = { number, archive: zip.name, entry };
      await this.#day.entry.write(`[\n${JSON.stringify(message)}`);
      return;
    }
    await this.#day.entry.write(`,\n${JSON.stringify(message)}`);
  }

  async #closeDay(): Promise<void> {
    if (this.#day === undefined) return;
    await this.#day.entry.write('\n]\n');
    this.#entries.push({ archive: this.#day.archive, ...(await this.#day.entry.close()) });
    this.#day = undefined;
  }
}
