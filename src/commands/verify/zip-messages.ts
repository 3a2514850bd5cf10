import type { FoundMessage } from '../../importers/archive/archive-set.ts';
import type { ArchiveMessage } from '../../mapping/verify/archive.ts';
import { microsOfTs, type UnpairedMessage } from '../../mapping/verify/pair-archive.ts';

/** A conversation's messages in the archives, read as far as they are asked for. */
export interface ArchiveMessages {
  /** The messages before a time, in microseconds, that no earlier call has returned. */
  before(micros: number): Promise<readonly UnpairedMessage[]>;
  /** The day file that a message was found in when that is not its own day's. */
  wrongDayOf(message: ArchiveMessage): string | undefined;
}

/** Messages in files of other days that wait in memory; any further ones are returned where their file is read. */
const MAX_MISPLACED = 10_000;

/** `found` is in the order of the day files, and of `ts` in each. */
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

/** `2024-01-31` in UTC; '' for what is no `ts`. */
export function dayOfTs(ts: string): string {
  const micros = microsOfTs(ts);
  return Number.isNaN(micros) ? '' : new Date(micros / 1000).toISOString().slice(0, 10);
}
