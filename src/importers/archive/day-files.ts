import {
  type SerializedMessage,
  serializeMessage,
} from '../../mapping/messages/serialize-message.ts';
import { microsOf, tsFromMicros } from '../../mapping/messages/timestamps.ts';
import { dayFileOf } from '../../slack/export-format.ts';
import type { OpenEntry } from './open-entry.ts';
import type { ZipEntry } from './zip-entry.ts';

const DAY_MS = 86_400_000;
const DAY_MICROS = DAY_MS * 1000;

interface HeldMessage {
  /** The time of its `ts`. */
  readonly tsMicros: number;
  /** The time at which it is written. */
  readonly micros: number;
  readonly written: SerializedMessage;
  /** True for a further part of a post, which no other message refers to. */
  readonly isPart: boolean;
}

/** Text of a day file that was not handed on yet. */
interface DayText {
  /** Days since the epoch. */
  readonly day: number;
  readonly text: string;
  readonly isEnd: boolean;
}

/** Where day files are written. */
export interface DayTarget {
  /** Begins a file that is written piece by piece. */
  openEntry(name: string): OpenEntry;
  /** Writes a file at once: almost all are small, and there are very many. */
  addEntry(name: string, text: string): ZipEntry | Promise<ZipEntry>;
}

/** Text of a day that is held before it is handed on. */
const MAX_HELD_CHARACTERS = 64 * 1024;

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

/** False for posts of one message each, in order, as they mostly are. */
const mustBePlaced = (held: readonly HeldMessage[]): boolean =>
  held.some(({ isPart, micros }, at) => isPart || micros < (held[at - 1]?.micros ?? 0));

/**
 * Writes the day files of one conversation: `<folder>/YYYY-MM-DD.json`, each a JSON array of messages sorted by
 * `ts`, days in UTC; a reply is in the file of its own day. Posts must come in the order of their places. Messages
 * are sorted here, because the parts of a split post come after its neighbours; where more than 31 posts share a
 * millisecond, parts may come after posts of the next ones.
 */
export class DayFiles {
  readonly #folder: string;
  readonly #target: DayTarget;
  readonly #entries: ZipEntry[] = [];
  #held: HeldMessage[] = [];
  #heldInstantMs = -1;
  #lastMicros = -1;
  /** The day of the last message, and what it has that was not handed on. */
  #day: number | undefined;
  #text = '';
  #full: DayText[] = [];
  #open: OpenEntry | undefined;

  constructor(folder: string, target: DayTarget) {
    this.#folder = folder;
    this.#target = target;
  }

  /** Adds the messages of one post with its place at this time. A promise must be awaited before the next call. */
  add(placeMs: number, messages: readonly SerializedMessage[]): Promise<void> | undefined {
    if (placeMs !== this.#heldInstantMs) this.#flush(placeMs * 1000);
    this.#heldInstantMs = placeMs;
    let isPart = false;
    for (const written of messages) {
      const micros = microsOf(written.message.ts);
      this.#held.push({ tsMicros: micros, micros, written, isPart });
      isPart = true;
    }
    return this.#full.length === 0 ? undefined : this.#handOn();
  }

  /**
   * Adds messages behind all others; nothing may be added after them. `make` is given the time of the last message, in
   * microseconds, -1 without any.
   */
  addLast(make: (lastMicros: number) => readonly SerializedMessage[]): void {
    this.#flush(Number.POSITIVE_INFINITY);
    for (const written of make(this.#lastMicros)) {
      const micros = microsOf(written.message.ts);
      this.#held.push({ tsMicros: micros, micros, written, isPart: false });
    }
  }

  /** Ends the last day file; returns the entries that were written. */
  async close(): Promise<readonly ZipEntry[]> {
    this.#flush(Number.POSITIVE_INFINITY);
    this.#endDay();
    await this.#handOn();
    return this.#entries;
  }

  /** Writes the messages before a time, in microseconds; no later post has one before it. */
  #flush(beforeMicros: number): void {
    const held = mustBePlaced(this.#held) ? placed(this.#held) : this.#held;
    let done = 0;
    for (const { tsMicros, micros, written } of held) {
      if (micros >= beforeMicros) break;
      done += 1;
      const free = Math.max(micros, this.#lastMicros + 1);
      this.#lastMicros = free;
      this.#write(free, free === tsMicros ? written.json : jsonAt(written, free));
    }
    this.#held = held.slice(done);
  }

  #write(micros: number, json: string): void {
    const day = Math.floor(micros / DAY_MICROS);
    let before = ',\n';
    if (day !== this.#day) {
      this.#endDay();
      this.#day = day;
      before = '[\n';
    }
    if (json.length < MAX_HELD_CHARACTERS) {
      this.#text += `${before}${json}`;
      if (this.#text.length >= MAX_HELD_CHARACTERS) this.#fill(day, '');
      return;
    }
    // A long one, with very many replies, would be copied where it is joined to others.
    this.#text += before;
    this.#fill(day, json);
    this.#fill(day, '');
  }

  /** Puts the text of the day where it is handed on, and begins another one. */
  #fill(day: number, next: string): void {
    this.#full.push({ day, text: this.#text, isEnd: false });
    this.#text = next;
  }

  #endDay(): void {
    if (this.#day === undefined) return;
    this.#full.push({ day: this.#day, text: `${this.#text}\n]\n`, isEnd: true });
    this.#day = undefined;
    this.#text = '';
  }

  async #handOn(): Promise<void> {
    const full = this.#full;
    this.#full = [];
    for (const { day, text, isEnd } of full) {
      if (isEnd && this.#open === undefined) {
        const added = this.#target.addEntry(this.#nameOf(day), text);
        this.#entries.push(added instanceof Promise ? await added : added);
        continue;
      }
      this.#open ??= this.#target.openEntry(this.#nameOf(day));
      await this.#open.write(text);
      if (!isEnd) continue;
      this.#entries.push(await this.#open.close());
      this.#open = undefined;
    }
  }

  #nameOf(day: number): string {
    return dayFileOf(this.#folder, dayText(day));
  }
}

/** Days of eleven years: each is the name of a file in many conversations. */
const MOST_DAYS = 4096;
const dayTexts = new Map<number, string>();

function dayText(number: number): string {
  const known = dayTexts.get(number);
  if (known !== undefined) return known;
  const day = new Date(number * DAY_MS).toISOString().slice(0, 10);
  if (dayTexts.size === MOST_DAYS) dayTexts.clear();
  dayTexts.set(number, day);
  return day;
}

/** A message that is moved to another time is written again. */
function jsonAt({ message }: SerializedMessage, micros: number): string {
  return serializeMessage({ ...message, ts: tsFromMicros(micros) }).json;
}
