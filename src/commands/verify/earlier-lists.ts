import { basename } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import {
  type ArchiveLists,
  type ArchiveSet,
  type ListedEntry,
  readArchiveLists,
} from '../../importers/archive/archive-set.ts';
import { formatDifferences } from '../../mapping/verify/compare-lists.ts';
import { type Difference, differenceOf } from '../../mapping/verify/facts.ts';
import { channelFormat, personFormat } from '../../mapping/verify/format-lists.ts';

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

/** What Slack's lists and Mattermost never change of an entry, by its field in a report. */
const FIXED = [
  ['created', 'created'],
  ['creator', 'creator'],
] as const;

const person = z.looseObject({
  name: z.string().catch(''),
  is_bot: z.boolean().catch(false),
  profile: z.looseObject({ bot_id: z.string().optional().catch(undefined) }).catch({}),
});

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
    differences.push(...unlistedMembers(own));
    let count = 0;
    for (const [entry] of others(own.users, lists.users)) {
      count += 1;
      differences.push(...personForm(entry));
    }
    for (const [entry, later, id] of others(own.conversations, lists.conversations)) {
      count += 1;
      const list = archives.conversations.get(id);
      const broken = list === undefined ? [] : channelFormat(entry, list);
      const about = { thing: 'channel', slackChannel: id } as const;
      differences.push(
        ...formatDifferences(broken, about),
        ...fixedDifferences(entry, later, about),
      );
    }
    if (count > 0) uncertain.push({ name: basename(each.path), count });
  }
  return { differences, uncertain };
}

const members = z.looseObject({ members: z.array(z.string()).catch([]) });

/** Members of conversations who are in no list of people of their own archive: an import of it knows none. */
function unlistedMembers({ users, conversations }: ArchiveLists): readonly Difference[] {
  const unlisted = new Set<string>();
  for (const entryOf of conversations.values()) {
    for (const id of members.parse(entryOf()).members) if (!users.has(id)) unlisted.add(id);
  }
  return [...unlisted].map((name) => differenceOf({ kind: 'missing', thing: 'user', name }));
}

type Entry = ReturnType<ListedEntry>;

/** Entries that a later list has otherwise, with that one. */
function* others(
  own: ReadonlyMap<string, ListedEntry>,
  last: ReadonlyMap<string, ListedEntry>,
): Generator<readonly [entry: Entry, later: Entry, id: string]> {
  for (const [id, entryOf] of own) {
    const entry = entryOf();
    const later = last.get(id)?.();
    if (later === undefined || isDeepStrictEqual(steady(entry), steady(later))) continue;
    yield [entry, later, id];
  }
}

/** Without the pins of an archive's own messages, and the time of any change of a person. */
const steady = (entry: Entry): object => ({ ...entry, pins: [], updated: 0 });

function personForm(entry: Entry): readonly Difference[] {
  const { name, is_bot: isBot, profile } = person.parse(entry);
  const broken = personFormat(entry, isBot ? profile.bot_id : undefined);
  return formatDifferences(broken, { thing: 'user', name });
}

const fixedDifferences = (
  entry: Entry,
  later: Entry,
  about: Pick<Difference, 'thing'> & Partial<Difference>,
): readonly Difference[] =>
  FIXED.flatMap(([key, field]) => {
    const [source, target] = [String(later[key] ?? ''), String(entry[key] ?? '')];
    return source === target
      ? []
      : [differenceOf({ ...about, kind: 'differs', field, source, target })];
  });
