/** Rows of one millisecond that have a microsecond each. */
export const MICROS_PER_MS = 1_000;

/** Slots of the further parts of a post (FORMATS.md, `ts`). */
const PART_SLOTS = 31;

/** Number of rows from which on the slots of their further parts reach into the next millisecond. */
export const WIDE_ROWS = Math.ceil(MICROS_PER_MS / (PART_SLOTS + 1));

/**
 * Where more milliseconds than this need it, or no room is found in so many places, further parts keep their slots: the
 * archive's writer moves each to a free one.
 */
const MAX_PLACED = 1_000;
const MAX_TRIES = 16;

/** How far the rows of a millisecond, and behind them the further parts of their posts, are moved, in microseconds. */
export interface Move {
  readonly rows: number;
  readonly parts: number;
}

/** The milliseconds of a channel that are moved: too many rows before them or in them. */
export type Behind = ReadonlyMap<number, Move>;

export const NOT_BEHIND: Behind = new Map();

/** What is read of a channel's milliseconds. */
export interface InstantReading {
  /** Number of rows that have a rank in the millisecond. */
  readonly sizeOf: (ms: number) => Promise<number>;
  /** The milliseconds with rows from one to another, both included, in order. */
  readonly between: (fromMs: number, toMs: number) => Promise<readonly number[]>;
}

/** Milliseconds with more rows than microseconds, and those with `WIDE_ROWS` or more. */
export interface CrowdedInstants {
  readonly crowded: readonly number[];
  readonly wide: readonly number[];
}

/** Moves rows behind crowded milliseconds, and further parts whose slots would be those of later rows or parts. */
export async function movesOf(
  { crowded, wide }: CrowdedInstants,
  reading: InstantReading,
): Promise<Behind> {
  const rows = await rowsBehind(crowded, reading);
  const instants = [...new Set([...wide, ...rows.keys()])].sort((a, b) => a - b);
  const parts = await partsBehind(instants, rows, reading);
  const moved = [...new Set([...rows.keys(), ...parts.keys()])];
  return new Map(
    moved.map((ms) => [ms, { rows: rows.get(ms) ?? 0, parts: parts.get(ms) ?? 0 }] as const),
  );
}

type Micros = ReadonlyMap<number, number>;

/** Follows each crowded millisecond until the rows after it have room again. */
async function rowsBehind(crowded: readonly number[], { sizeOf }: InstantReading): Promise<Micros> {
  const behind = new Map<number, number>();
  for (const first of crowded.toSorted((a, b) => a - b)) {
    if (behind.has(first + 1)) continue;
    for (let ms = first; ; ms += 1) {
      const over = (behind.get(ms) ?? 0) + (await sizeOf(ms)) - MICROS_PER_MS;
      if (over <= 0) break;
      behind.set(ms + 1, over);
    }
  }
  return behind;
}

/** A stretch of microseconds, without its end. */
interface Claim {
  readonly from: number;
  readonly to: number;
}

/**
 * Places the slots of the parts of these milliseconds, one after the other, behind whatever is in their way: rows of
 * later milliseconds with the slots of their parts, and slots that were placed before.
 */
async function partsBehind(
  instants: readonly number[],
  rows: Micros,
  reading: InstantReading,
): Promise<Micros> {
  const moved = new Map<number, number>();
  if (instants.length > MAX_PLACED) return moved;
  const wide = new Set(instants);
  let placed: Claim[] = [];
  const claimOf = async (ms: number): Promise<Claim> => {
    const size = await reading.sizeOf(ms);
    const from = ms * MICROS_PER_MS + (rows.get(ms) ?? 0);
    // The parts of a wide millisecond are placed in their turn.
    return { from, to: from + size * (wide.has(ms) ? 1 : PART_SLOTS + 1) };
  };
  for (const ms of instants) {
    const { from, to: start } = await claimOf(ms);
    const size = start - from;
    const slots = size * PART_SLOTS;
    placed = placed.filter(({ to }) => to > start);
    const at = await firstFree(start, slots, async (end) => {
      const later = await reading.between(ms + 1, Math.floor(end / MICROS_PER_MS));
      return [...placed, ...(await Promise.all(later.map(claimOf)))];
    });
    if (at === undefined) continue;
    placed.push({ from: at, to: at + slots });
    if (at > start) moved.set(ms, at - start);
  }
  return moved;
}

/**
 * The first place from `start` on with room for some slots between the claims, which are read up to where it ends;
 * undefined when it is not found soon.
 */
async function firstFree(
  start: number,
  slots: number,
  claimsUntil: (end: number) => Promise<readonly Claim[]>,
): Promise<number | undefined> {
  let at = start;
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const end = at + slots;
    const inTheWay = (await claimsUntil(end)).filter(({ from, to }) => from < end && to > at);
    if (inTheWay.length === 0) return at;
    at = inTheWay.reduce((most, { to }) => Math.max(most, to), at);
  }
  return undefined;
}
