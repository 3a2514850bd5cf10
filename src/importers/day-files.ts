import type { ExportMessage } from '../mapping/slack-export.ts';
import { dayOf, microsOf, tsFromMicros } from '../mapping/timestamps.ts';
import type { OpenEntry, ZipEntry, ZipFile } from './zip-file.ts';

/**
 * The day files of one conversation: `<folder>/YYYY-MM-DD.json`, each a JSON array of messages sorted by
 * `ts`, days in UTC; a reply lies in the file of its own day. Messages come in order of their instant;
 * those of one instant are put in order here, because the parts of a split post come after its neighbours.
 */
export class DayFiles {
  readonly #zip: ZipFile;
  readonly #folder: string;
  readonly #entries: ZipEntry[] = [];
  #held: { micros: number; message: ExportMessage }[] = [];
  #heldInstantMs = -1;
  #lastMicros = -1;
  #day: { name: string; entry: OpenEntry } | undefined;

  constructor(zip: ZipFile, folder: string) {
    this.#zip = zip;
    this.#folder = folder;
  }

  /** Takes the messages of one post whose CreateAt is `createAtMs`. */
  async add(createAtMs: number, messages: readonly ExportMessage[]): Promise<void> {
    if (createAtMs !== this.#heldInstantMs) await this.#flush();
    this.#heldInstantMs = createAtMs;
    for (const message of messages) this.#held.push({ micros: microsOf(message.ts), message });
  }

  /** Ends the last day file; gives what was written. */
  async close(): Promise<readonly ZipEntry[]> {
    await this.#flush();
    await this.#closeDay();
    return this.#entries;
  }

  async #flush(): Promise<void> {
    const held = this.#held.sort((a, b) => a.micros - b.micros);
    this.#held = [];
    for (const { micros, message } of held) {
      // Only a part of a post among more than a thousand of one instant can meet a taken slot.
      const free = Math.max(micros, this.#lastMicros + 1);
      this.#lastMicros = free;
      await this.#write(free, free === micros ? message : { ...message, ts: tsFromMicros(free) });
    }
  }

  async #write(micros: number, message: ExportMessage): Promise<void> {
    const name = dayOf(micros);
    if (this.#day?.name !== name) {
      await this.#closeDay();
      this.#day = { name, entry: this.#zip.openEntry(`${this.#folder}/${name}.json`) };
      await this.#day.entry.write(`[\n${JSON.stringify(message)}`);
      return;
    }
    await this.#day.entry.write(`,\n${JSON.stringify(message)}`);
  }

  async #closeDay(): Promise<void> {
    if (this.#day === undefined) return;
    await this.#day.entry.write('\n]\n');
    this.#entries.push(await this.#day.entry.close());
    this.#day = undefined;
  }
}
