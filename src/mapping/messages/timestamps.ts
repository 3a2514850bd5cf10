import { type Post, type PostRef, placeMs } from '../../model/model.ts';
import type { Tie } from '../../model/tie.ts';
import { type SlackTs, slackTs } from '../../slack/shapes.ts';

/** Maximum number of messages of one post, so that its neighbours need not be known. */
export const MAX_PARTS = 32;

/** Time of a post and its rank among posts of the same time. */
export interface PostTime {
  readonly createAtMs: number;
  readonly tie: Tie;
}

/**
 * Microseconds since the epoch of a post's part: the milliseconds of CreateAt, or of the root's for a reply that is older
 * than its root, then the rank among the rows of that millisecond, which begin later behind a crowded one; further parts
 * have the slots after all ranks, or the next stretch of free ones where later rows are in their way.
 */
export function partMicros(time: PostTime, part: number): number {
  const { rank, count, behind = 0, partsBehind = 0 } = time.tie;
  const slot = part === 0 ? rank : count + partsBehind + rank * (MAX_PARTS - 1) + part - 1;
  return placeMs(time) * 1000 + behind + slot;
}

/** Writes a `ts`: `seconds.micros` with six digits, the id of a message within its conversation. */
export function tsFromMicros(micros: number): SlackTs {
  const seconds = Math.floor(micros / 1_000_000);
  // Seven digits of which the first goes: faster than padding, and there are several for each post.
  const fraction = String(1_000_000 + micros - seconds * 1_000_000).slice(1);
  return slackTs(`${seconds}.${fraction}`);
}

const POINT = 0x2e;
const ZERO = 0x30;

/** Parses a `ts` to microseconds, which are exact integers until the year 2255; NaN for a text that is none. */
export function microsOf(ts: SlackTs): number {
  let seconds: number | undefined;
  let digits = 0;
  // Digit by digit: there is one for each message, and texts for `Number` would have to be made.
  for (let at = 0; at < ts.length; at += 1) {
    const code = ts.charCodeAt(at);
    if (code === POINT && seconds === undefined) {
      seconds = digits;
      digits = 0;
      continue;
    }
    const digit = code - ZERO;
    if (digit < 0 || digit > 9) return Number.NaN;
    digits = digits * 10 + digit;
  }
  return seconds === undefined ? digits * 1_000_000 : seconds * 1_000_000 + digits;
}

export type PlacedRef = PostTime & Pick<PostRef, 'id'>;

/** Issues the `ts` of a channel's posts, in the order of the stream: roots before their replies. */
export interface TsIssuer {
  /** Issues the `ts` of a post's first part, in microseconds; call once for each post, in order. */
  issue(post: PostTime & Pick<Post, 'id'> & Partial<Pick<Post, 'thread'>>): number;
  /** Returns the `ts` of a post of this channel, issued or expected. */
  of(ref: PlacedRef): SlackTs;
  /** Returns the `ts` of a further part of a post, counted from 1, in microseconds. */
  ofPart(ref: PlacedRef, part: number): number;
}

/**
 * Makes an issuer. Posts that would collide, such as a reply of another time than was known, are moved to the next free
 * microsecond, and their replies refer to the moved root.
 */
export function makeTsIssuer(): TsIssuer {
  const shifted = new Map<string, number>();
  let last = 0;
  return {
    issue(post) {
      const natural = partMicros(post, 0);
      const micros = Math.max(natural, last + 1);
      if (micros !== natural) shifted.set(post.id, micros);
      last = micros;
      return micros;
    },
    of(ref) {
      return tsFromMicros(shifted.get(ref.id) ?? partMicros(ref, 0));
    },
    ofPart: partMicros,
  };
}
