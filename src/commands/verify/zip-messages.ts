import type { DayFault, FoundDay } from '../../importers/archive/archive-days.ts';
import type { ArchiveMessage } from '../../mapping/verify/archive-message.ts';
import { microsOfTs, type UnpairedMessage } from '../../mapping/verify/pair-archive.ts';

/** A conversation's messages in the archives, read on demand. Times are microseconds since the epoch. */
export interface ArchiveMessages {
  /** The messages before a time that no earlier call has returned. */
  before(micros: number): Promise<readonly UnpairedMessage[]>;
  /** The first of them. */
  next(micros: number): Promise<UnpairedMessage | undefined>;
  /** The day of the file that has the message, when it is not the message's own day. */
  wrongDayOf(message: ArchiveMessage): string | undefined;
  /** True when a message was read that belongs behind the stretch. */
  readonly reachesOn: boolean;
}

/** Where the days of a stretch end, and who is told of entries that cannot be read or are not in order. */
export interface MessageReading {
  readonly toMicros: number;
  readonly onFault: (entry: DayFault) => void;
}

/** Messages from other days' files that wait in memory for their time; beyond this number they are returned early. */
const MAX_MISPLACED = 10_000;

/**
 * Makes the reader of days in their order. What is wrong with an entry is told of by the first call for a time behind
 * the beginning of its day, so that it does not depend on how far earlier calls have looked.
 */
export function makeArchiveMessages(
  days: AsyncIterator<FoundDay>,
  { toMicros, onFault }: MessageReading,
): ArchiveMessages {
  const read: ReadMessages = {
    toMicros,
    day: NO_DAY,
    misplaced: makeMisplaced(),
    wrongDays: new WeakMap(),
    reachesOn: false,
  };
  const faults = makeWaitingFaults(onFault);
  let isEnd = false;

  /** True when what was read is used up, and something is left. */
  const mayReadOn = (): boolean => !isEnd && read.day.at >= read.day.messages.length;

  /** Reads the next day; returns false when there is none. */
  async function readOn(micros: number): Promise<boolean> {
    const next = await days.next();
    if (next.done === true) {
      isEnd = true;
      return false;
    }
    read.day = openDay(next.value);
    faults.add(next.value.faults, read.day.beginMicros);
    faults.tell(micros);
    return true;
  }

  return {
    wrongDayOf: (message) => read.wrongDays.get(message),
    get reachesOn() {
      return read.reachesOn;
    },
    async before(micros) {
      faults.tell(micros);
      const taken: UnpairedMessage[] = [];
      do {
        let each = takeRead(read, micros);
        for (; each !== undefined; each = takeRead(read, micros)) taken.push(each);
      } while (mayReadOn() && (await readOn(micros)));
      return taken;
    },
    async next(micros) {
      faults.tell(micros);
      do {
        const each = takeRead(read, micros);
        if (each !== undefined) return each;
      } while (mayReadOn() && (await readOn(micros)));
      return undefined;
    },
  };
}

/** Messages that were read and not returned, and what is known of all that were read. */
interface ReadMessages {
  readonly toMicros: number;
  day: OpenDay;
  readonly misplaced: ReturnType<typeof makeMisplaced>;
  /** Days of the files that have messages of other days. */
  readonly wrongDays: WeakMap<ArchiveMessage, string>;
  reachesOn: boolean;
}

/** Takes a message without reading on; undefined when there is none in what was read, or it is later. */
function takeRead(read: ReadMessages, micros: number): UnpairedMessage | undefined {
  const waiting = read.misplaced.take(micros);
  if (waiting !== undefined) return waiting;
  const { day } = read;
  for (; day.at < day.messages.length; day.at += 1) {
    const message = day.messages[day.at];
    if (message === undefined) continue;
    const each = { message, micros: microsOfTs(message.ts) };
    const isInItsDay = each.micros >= day.beginMicros && each.micros < day.endMicros;
    const isLater = each.micros >= micros;
    if (isInItsDay && isLater) return undefined;
    if (!isInItsDay) read.wrongDays.set(message, day.day);
    if (each.micros >= read.toMicros) read.reachesOn = true;
    if (isLater && read.misplaced.add(each)) continue;
    // A day can have thousands, which are not held once they are compared.
    day.messages[day.at] = undefined;
    day.at += 1;
    return each;
  }
  return undefined;
}

interface Waiting {
  readonly entry: DayFault;
  readonly beginMicros: number;
}

/** Faults of entries that wait until a call is for a time behind the beginning of their day. */
function makeWaitingFaults(onFault: MessageReading['onFault']) {
  let waiting: Waiting[] = [];
  return {
    add(faults: readonly DayFault[], beginMicros: number): void {
      for (const entry of faults) waiting.push({ entry, beginMicros });
    },
    tell(micros: number): void {
      if (waiting.length === 0) return;
      const waits = ({ beginMicros }: Waiting): boolean => beginMicros >= micros;
      for (const each of waiting) if (!waits(each)) onFault(each.entry);
      waiting = waiting.filter(waits);
    },
  };
}

interface OpenDay {
  readonly day: string;
  /** NaN for a day that no calendar has. */
  readonly beginMicros: number;
  readonly endMicros: number;
  /** Those that were returned are undefined. */
  readonly messages: (ArchiveMessage | undefined)[];
  /** Number of the next message. */
  at: number;
}

const DAY_MICROS = 86_400_000_000;
const NO_DAY: OpenDay = { day: '', beginMicros: 0, endMicros: 0, messages: [], at: 0 };

function openDay({ day, messages }: FoundDay): OpenDay {
  const beginMs = Date.parse(`${day}T00:00:00Z`);
  const isDay = !Number.isNaN(beginMs) && dayOfMs(beginMs) === day;
  const beginMicros = isDay ? beginMs * 1000 : Number.NaN;
  return { day, beginMicros, endMicros: beginMicros + DAY_MICROS, messages: [...messages], at: 0 };
}

/** Messages of other days that wait for their time. */
function makeMisplaced() {
  let waiting: UnpairedMessage[] = [];
  let earliest = Number.POSITIVE_INFINITY;
  return {
    /** Returns false when there are too many. */
    add(message: UnpairedMessage): boolean {
      if (waiting.length >= MAX_MISPLACED) return false;
      waiting.push(message);
      earliest = Math.min(earliest, message.micros);
      return true;
    },
    /** The first that came of those before a time. */
    take(micros: number): UnpairedMessage | undefined {
      if (earliest >= micros) return undefined;
      const found = waiting.find((each) => each.micros < micros);
      waiting = waiting.filter((each) => each !== found);
      earliest = Math.min(...waiting.map((each) => each.micros));
      return found;
    },
  };
}

/** Day of a `ts`, in UTC: `2024-01-31`; '' when it is not a `ts`. */
export function dayOfTs(ts: string): string {
  const micros = microsOfTs(ts);
  return Number.isNaN(micros) ? '' : dayOfMs(micros / 1000);
}

/** Day of a time in milliseconds, in UTC. */
export const dayOfMs = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** Beginning of the day of a time, in UTC; both in microseconds. */
export const dayBeginMicros = (micros: number): number =>
  Math.floor(micros / DAY_MICROS) * DAY_MICROS;
