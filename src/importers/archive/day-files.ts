import { microsOf, tsFromMicros } from '../../mapping/messages/timestamps.ts';
import { dayFileOf, dayOfTs, type ExportMessage } from '../../slack/export-format.ts';
import type { OpenEntry, ZipEntry } from './zip-entry.ts';
import type { ZipFile } from './zip-writer.ts';

const DAY_MICROS = 86_400_000_000;

/** A day file, and the file name of its archive. */
export interface DayEntry extends ZipEntry {
  readonly archive: string;
}

/**
 * Writes the day files of one conversation: `<folder>/YYYY-MM-DD.json`, each a JSON array of messages sorted by
 * `ts`, days in UTC; a reply is in the file of its own day. Posts must come in the order of their places; messages
 * of one millisecond are sorted here, because the parts of a split post come after its neighbours.
 */
export class DayFiles {
  readonly #folder: string;
  readonly #zipOf: (day: string) => Promise<ZipFile>;
  readonly #entries: DayEntry[] = [];
  #held: { micros: number; message: ExportMessage }[] = [];
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
    if (placeMs !== this.#heldInstantMs) await this.#flush();
    this.#heldInstantMs = placeMs;
    for (const message of messages) this.#held.push({ micros: microsOf(message.ts), message });
  }

  /** Ends the last day file; returns the entries that were written. */
  async close(): Promise<readonly DayEntry[]> {
    await this.#flush();
    await this.#closeDay();
    return this.#entries;
  }

  async #flush(): Promise<void> {
    const held = this.#held.sort((a, b) => a.micros - b.micros);
    this.#held = [];
    for (const { micros, message } of held) {
      // A slot is taken only where more than a thousand messages share a millisecond.
      const free = Math.max(micros, this.#lastMicros + 1);
      this.#lastMicros = free;
      await this.#write(free, free === micros ? message : { ...message, ts: tsFromMicros(free) });
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
