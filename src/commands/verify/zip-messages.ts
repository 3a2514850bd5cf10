import type { FoundMessage } from '../../importers/archive/archive-set.ts';
import type { ArchiveMessage } from '../../mapping/verify/archive-message.ts';
import { microsOfTs, type UnpairedMessage } from '../../mapping/verify/pair-archive.ts';

/** A conversation's messages in the archives, read on demand. */
export interface ArchiveMessages {
  /** The messages before a time, in microseconds, that no earlier call has returned. */
  before(micros: number): Promise<readonly UnpairedMessage[]>;
  /** The day of the file that has the message, when it is not the message's own day. */
  wrongDayOf(message: ArchiveMessage): string | undefined;
}

/** Messages from other days' files that wait in memory for their time; beyond this number they are returned early. */
const MAX_MISPLACED = 10_000;

/** Makes the reader; `found` gives messages in the order of the day files, and of `ts` within each. */
export function makeArchiveMessages(found: AsyncIterator<FoundMessage>): ArchiveMessages {
  const wrongDays = new WeakMap<ArchiveMessage, string>();
  let misplaced: UnpairedMessage[] = [];
  let next: IteratorResult<FoundMessage> | undefined;
  return {
    wrongDayOf: (message) => wrongDays.get(message),
    async before(micros) {
      const taken = misplaced.filter((waiting) => waiting.micros < micros);
      misplaced = misplaced.filter((waiting) => waiting.micros >= micros);
      for (;;) {
        next ??= await found.next();
        if (next.done === true) return taken;
        const { message, day } = next.value;
        const waiting = { message, micros: microsOfTs(message.ts) };
        const isInItsDay = dayOfTs(message.ts) === day;
        const isLater = waiting.micros >= micros;
        if (isInItsDay && isLater) return taken;
        if (!isInItsDay) wrongDays.set(message, day);
        if (isLater && misplaced.length < MAX_MISPLACED) misplaced.push(waiting);
        else taken.push(waiting);
        next = undefined;
      }
    },
  };
}

/** Day of a `ts`, in UTC: `2024-01-31`; '' when it is not a `ts`. */
export function dayOfTs(ts: string): string {
  const micros = microsOfTs(ts);
  return Number.isNaN(micros) ? '' : new Date(micros / 1000).toISOString().slice(0, 10);
}
