import { basename } from 'node:path';
import {
  type ArchiveLists,
  type ArchiveSet,
  type ListedEntry,
  readArchiveLists,
} from '../../importers/archive/archive-set.ts';
import {
  changedConversation,
  changedPerson,
  isSameEntry,
  unlistedMembers,
} from '../../mapping/verify/earlier-lists.ts';
import type { Difference } from '../../mapping/verify/facts.ts';

/** An archive whose lists were compared only as far as they cannot change. */
export interface UncertainLists {
  readonly name: string;
  /** Entries that are others than in a later archive. */
  readonly count: number;
}

interface EarlierLists {
  readonly differences: readonly Difference[];
  readonly uncertain: readonly UncertainLists[];
}

/**
 * Compares the lists of earlier archives with the last ones, which are compared with the source: names, topics and members
 * may have changed in between, but not their form and what stays. Counts entries that are others. `isKnown`: by the
 * path of an archive whose entries are held against checksums, which says more.
 */
export async function compareEarlierLists(
  archives: Pick<ArchiveSet, 'zips' | 'conversations'>,
  lists: ArchiveLists,
  isKnown: (path: string) => boolean,
): Promise<EarlierLists> {
  const differences: Difference[] = [];
  const uncertain: UncertainLists[] = [];
  for (const each of archives.zips.slice(0, -1)) {
    if (isKnown(each.path)) continue;
    const own = await readArchiveLists([each]);
    differences.push(...unlistedMembers(own.users, entriesOf(own.conversations)));
    let count = 0;
    for (const { entry } of others(own.users, lists.users)) {
      count += 1;
      differences.push(...changedPerson(entry));
    }
    for (const other of others(own.conversations, lists.conversations)) {
      count += 1;
      const list = archives.conversations.get(other.id);
      differences.push(...changedConversation({ ...other, list }));
    }
    if (count > 0) uncertain.push({ name: basename(each.path), count });
  }
  return { differences, uncertain };
}

type Entry = ReturnType<ListedEntry>;

/** Entries one by one, because many are large. */
function* entriesOf(list: ReadonlyMap<string, ListedEntry>): Generator<Entry> {
  for (const entryOf of list.values()) yield entryOf();
}

/** An entry that a later list has otherwise. */
interface OtherEntry {
  readonly entry: Entry;
  readonly later: Entry;
  readonly id: string;
}

function* others(
  own: ReadonlyMap<string, ListedEntry>,
  last: ReadonlyMap<string, ListedEntry>,
): Generator<OtherEntry> {
  for (const [id, entryOf] of own) {
    const entry = entryOf();
    const later = last.get(id)?.();
    if (later !== undefined && !isSameEntry(entry, later)) yield { entry, later, id };
  }
}
