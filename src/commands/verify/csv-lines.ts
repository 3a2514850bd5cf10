import type { FoundRecord } from '../../importers/archive/csv-set.ts';
import type { FoundLine } from '../../mapping/verify/csv/pair.ts';

/** The lines of a conversation's file, read on demand. */
export interface CsvLines {
  /** The lines up to and with a second that no earlier call has returned. */
  upTo(second: number): Promise<readonly FoundLine[]>;
}

/** Called for a record that cannot be read as a line, with its number and why. */
export type BadLine = (record: FoundRecord, reason: string) => Promise<void>;

/** Lines of later times that wait for theirs; beyond this number they are returned early. */
const MAX_WAITING = 10_000;

/**
 * Makes the reader. Lines should be in order of time: one that comes before an earlier one waits for its time, marked
 * as misplaced, and one that comes after its time is returned with the next ones.
 */
export function makeCsvLines(records: AsyncIterator<FoundRecord>, onBad: BadLine): CsvLines {
  const lines = validLines(records, onBad);
  const ahead: FoundLine[] = [];
  let waiting: FoundLine[] = [];
  let latest = Number.NEGATIVE_INFINITY;
  const lookAhead = async (): Promise<readonly FoundLine[]> => {
    while (ahead.length < 2) {
      const next = await lines.next();
      if (next.done === true) break;
      ahead.push(next.value);
    }
    return ahead;
  };
  return {
    async upTo(second) {
      const taken = waiting.filter(({ seconds }) => seconds <= second);
      waiting = waiting.filter(({ seconds }) => seconds > second);
      for (;;) {
        const [line, next] = await lookAhead();
        if (line === undefined) return taken;
        const isDue = line.seconds <= second;
        if (!isDue && (next === undefined || next.seconds >= line.seconds)) return taken;
        ahead.shift();
        if (isDue) {
          taken.push({ ...line, isMisplaced: line.seconds < latest });
          latest = Math.max(latest, line.seconds);
        } else {
          const isRoom = waiting.length < MAX_WAITING;
          (isRoom ? waiting : taken).push({ ...line, isMisplaced: true });
        }
      }
    },
  };
}

const FIELDS = 4;
const SECONDS = /^\d{1,12}$/;

/** The records that have a time, a channel, an author and a text. */
async function* validLines(
  records: AsyncIterator<FoundRecord>,
  onBad: BadLine,
): AsyncGenerator<FoundLine> {
  for (;;) {
    const next = await records.next();
    if (next.done === true) return;
    const { record } = next.value;
    if ('fault' in record) {
      await onBad(next.value, record.fault);
      continue;
    }
    const [seconds = '', channel = '', author = '', text = ''] = record.fields;
    if (record.fields.length !== FIELDS) {
      await onBad(next.value, `${record.fields.length} fields instead of ${FIELDS}`);
    } else if (SECONDS.test(seconds)) {
      const { line } = record;
      yield { line, seconds: Number(seconds), channel, author, text, isMisplaced: false };
    } else await onBad(next.value, 'no time of whole seconds');
  }
}
