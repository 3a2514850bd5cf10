import type { SecretScan } from '../../mapping/inventory/inventory.ts';
import type { Channel } from '../../model/model.ts';
import type { SecretKind } from '../../model/secrets.ts';

/** Counts of a search; it grows with kinds, channels and people, not with what is found. */
export interface SecretTally {
  posts: number;
  files: number;
  filesSkipped: number;
  found: number;
  inDeleted: number;
  readonly kinds: Map<SecretKind, number>;
  readonly channels: Map<Channel, number>;
  readonly authors: Map<string, number>;
}

/** Counts before anything is searched. */
export const noSecrets = (): SecretTally => ({
  posts: 0,
  files: 0,
  filesSkipped: 0,
  found: 0,
  inDeleted: 0,
  kinds: new Map(),
  channels: new Map(),
  authors: new Map(),
});

/** Counts a credential that would move. An author is undefined where nobody is known to have written it. */
export function countSecret(
  tally: SecretTally,
  kind: SecretKind,
  channel: Channel,
  author: string | undefined,
): void {
  tally.found += 1;
  addOne(tally.kinds, kind);
  addOne(tally.channels, channel);
  if (author !== undefined) addOne(tally.authors, author);
}

/** Makes the part of the inventory about secrets, which has counts and places but never a secret. */
export function secretScan(
  tally: SecretTally,
  tookMs: number,
  nameOf: (channel: Channel) => string | undefined,
): SecretScan {
  const { posts, files, filesSkipped, found, inDeleted } = tally;
  return {
    ...{ posts, files, filesSkipped, found, inDeleted, tookMs: Math.round(tookMs) },
    kinds: ordered(tally.kinds, (kind) => kind).map(([kind, count]) => ({ kind, found: count })),
    channels: ordered(tally.channels, ({ id }) => id).map(([channel, count]) => ({
      name: nameOf(channel),
      type: channel.type,
      found: count,
    })),
    authors: ordered(tally.authors, (name) => name).map(([name, count]) => ({
      name,
      found: count,
    })),
  };
}

function addOne<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** The most first, equals by name. */
function ordered<Key>(
  counts: ReadonlyMap<Key, number>,
  nameOf: (key: Key) => string,
): readonly (readonly [Key, number])[] {
  return [...counts].sort(([a, m], [b, n]) => n - m || (nameOf(a) < nameOf(b) ? -1 : 1));
}
