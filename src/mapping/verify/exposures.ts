import { type Difference, differenceOf } from './facts.ts';

/**
 * Finds messages and files of private conversations that lie in public ones: each is unexpected where it is, and
 * mostly missing where it belongs.
 */
export interface Exposures {
  /** Remembers a difference that may be half of such a pair. */
  see(difference: Difference): void;
  /** What is unexpected in public conversations, and may belong to a private one. */
  strays(): Iterable<Difference>;
  /** Adds a stray whose private conversation was found in another way. */
  confirm(stray: Difference): void;
  /** One difference for each thing of a private conversation that is public. */
  found(): readonly Difference[];
}

/** Things that are remembered of each side; a report with more than these is not clean anyway. */
const MAX_REMEMBERED = 10_000;

/** Makes the search. `isPrivate` says it of a channel by Mattermost's id. */
export function makeExposures(isPrivate: (channelId: string) => boolean): Exposures {
  const missing = new Set<string>();
  const strays: Difference[] = [];
  const confirmed = new Set<Difference>();
  return {
    see(difference) {
      const { kind, thing, field, channelId } = difference;
      if (field !== '' || (thing !== 'message' && thing !== 'file')) return;
      const isPrivatePlace = isPrivate(channelId);
      if (kind === 'missing' && isPrivatePlace && missing.size < 2 * MAX_REMEMBERED) {
        for (const key of keysOf(difference)) missing.add(key);
      }
      if (kind === 'unexpected' && !isPrivatePlace && strays.length < MAX_REMEMBERED) {
        strays.push(difference);
      }
    },
    strays: () => strays,
    confirm: (stray) => void confirmed.add(stray),
    found() {
      for (const stray of strays) {
        if (keysOf(stray).some((key) => missing.has(key))) confirmed.add(stray);
      }
      return [...confirmed].map((stray) =>
        differenceOf({ ...stray, kind: 'differs', field: 'public' }),
      );
    },
  };
}

/** A message is known by its post or its `ts`, a file by its id. */
function keysOf({ thing, postId, ts, name }: Difference): readonly string[] {
  if (thing === 'file') return [`file ${name}`];
  return [...(postId === '' ? [] : [`post ${postId}`]), ...(ts === '' ? [] : [`ts ${ts}`])];
}
