import type { PostRef, Tie } from '../../model/model.ts';
import { type SlackTs, slackTs } from '../../slack/shapes.ts';

/** A post that is split takes at most this many slots, so that no neighbour has to be known. */
export const MAX_PARTS = 32;

/** Anything with a place in its channel's time. */
export interface Placed {
  readonly createAtMs: number;
  readonly tie: Tie;
}

/**
 * Microseconds since the epoch of a post's part: the milliseconds of CreateAt, then the rank among the
 * rows of the same instant; further parts take the slots after all ranks.
 */
export function partMicros({ createAtMs, tie }: Placed, part: number): number {
  const slot = part === 0 ? tie.rank : tie.count + tie.rank * (MAX_PARTS - 1) + part - 1;
  return createAtMs * 1000 + slot;
}

/** `seconds.micros`, six digits after the dot: a message's id within its conversation. */
export function tsFromMicros(micros: number): SlackTs {
  const seconds = Math.floor(micros / 1_000_000);
  return slackTs(`${seconds}.${String(micros - seconds * 1_000_000).padStart(6, '0')}`);
}

/** Microseconds of a `ts`; exact, as they stay below 2^53 until the year 2255. */
export function microsOf(ts: SlackTs): number {
  const [seconds = '0', micros = '0'] = ts.split('.');
  return Number(seconds) * 1_000_000 + Number(micros);
}

/** Issues each post of one channel its `ts`, in (CreateAt, Id) order. */
export interface TsIssuer {
  /** The `ts` of a post's first part, as micros; call it once a post, in order. */
  issue(post: Placed & { readonly id: string }): number;
  /** The `ts` that a post of this channel has or will have. */
  of(ref: PostRef): SlackTs;
}

/**
 * More than a thousand rows in one millisecond would run into the next one. Such posts are shifted to
 * the next free microsecond, and replies that come later find the shifted root.
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
  };
}
