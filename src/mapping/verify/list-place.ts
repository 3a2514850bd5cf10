/** Where the lists of a conversation may stand. */
export interface ListPlace {
  /** Where the conversation begins: the channel's creation, or that of the period; in milliseconds. */
  readonly beginMs: number;
  /** Place of the last post that was read, in milliseconds; undefined before the first one. */
  readonly lastPostMs: () => number | undefined;
  /** True when a later archive may follow the one with the list. */
  readonly mayGoOn: boolean;
}

/** The message before, in the order of time. */
export interface MessageBefore {
  readonly micros: number;
  readonly isList: boolean;
}

/** The last microsecond of a millisecond. */
const LAST_RANK = 999;
/** From the year 2255 on microseconds are no exact numbers. */
const LAST_TIME_MS = 8_999_999_999_999;

/** The last microsecond of the millisecond of what comes before, or the next one where that is taken. */
const behind = (micros: number): number =>
  Math.max(Math.floor(micros / 1000) * 1000 + LAST_RANK, micros + 1);

/**
 * True for the place of a list: behind the last message or post, or where its conversation begins. An archive of a period
 * begins at any time.
 */
export function isPlaceOfList(
  micros: number,
  last: MessageBefore | undefined,
  { beginMs, lastPostMs, mayGoOn }: ListPlace,
): boolean {
  if (last !== undefined && micros <= last.micros) return false;
  if (last?.isList === true) return micros === last.micros + 1;
  const postMs = lastPostMs();
  const beginMicros = Math.min(Math.max(beginMs, 1), LAST_TIME_MS) * 1000;
  const before = [last?.micros ?? beginMicros, ...(postMs === undefined ? [] : [postMs * 1000])];
  if (before.some((each) => micros === behind(each))) return true;
  return mayGoOn && micros % 1000 === LAST_RANK;
}
