import { join } from 'node:path';
import { UsageError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import { csvLine, decodeSpreadsheet } from '../../mapping/csv.ts';
import { markedLike } from '../../mapping/csv-document.ts';
import { listText } from '../../mapping/lists/list.ts';
import { type Lists, type Matching, readLists } from '../../mapping/lists/lists.ts';
import { LIST_NAMES, type ListName } from '../../mapping/lists/names.ts';
import { CHANNELS_CSV_HEADER } from '../../mapping/plan/channels-csv.ts';
import { USERS_CSV_HEADER } from '../../mapping/plan/users-csv.ts';
import { AtomicFile } from '../../system/atomic-file.ts';
import { readIfPresent } from '../../system/files.ts';
import { CHANNELS_FILE, USERS_FILE } from '../run/decisions.ts';

export const LIST_FILES: Readonly<Record<ListName, string>> = {
  people: USERS_FILE,
  channels: CHANNELS_FILE,
};

/** Bytes of both files as they were read; undefined for one that is not there. */
export type ListBytes = Readonly<Record<ListName, Buffer | undefined>>;

export interface OpenedLists {
  readonly lists: Lists;
  readonly bytes: ListBytes;
}

/** Reads both lists of a work directory. UsageError when neither is there, or a line is wrong. */
export async function openLists(work: string, matching: Matching): Promise<OpenedLists> {
  const bytes = await readBytes(work);
  if (LIST_NAMES.every((name) => bytes[name] === undefined)) {
    throw new UsageError(notice('lists-missing', { folder: work }));
  }
  const texts = { people: textOf(bytes, 'people'), channels: textOf(bytes, 'channels') };
  return { lists: readLists(texts, LIST_FILES, matching), bytes };
}

async function readBytes(work: string): Promise<ListBytes> {
  const [people, channels] = await Promise.all([
    readIfPresent(join(work, USERS_FILE)),
    readIfPresent(join(work, CHANNELS_FILE)),
  ]);
  return { people, channels };
}

/** A list that is not there has no lines. */
function textOf(bytes: ListBytes, name: ListName): string {
  const there = bytes[name];
  if (there !== undefined) return decodeSpreadsheet(there, LIST_FILES[name]);
  return csvLine(name === 'people' ? USERS_CSV_HEADER : CHANNELS_CSV_HEADER);
}

/** What saving came to: the lists as they are in the files now, or the files that somebody else changed. */
export type Saved = OpenedLists | { readonly changedOnDisk: readonly string[] };

/**
 * Writes the lists that were changed, each as a whole, in their files' form: both are complete before one takes its
 * place. Nothing is written when somebody else changed a file since it was read. TargetError when a file cannot be
 * written.
 */
export async function saveLists(
  work: string,
  { lists, bytes }: OpenedLists,
  matching: Matching,
): Promise<Saved> {
  const changed = LIST_NAMES.filter((name) => lists[name].changed.size > 0);
  const texts = {
    people: listText(lists.people),
    channels: listText(lists.channels),
  };
  // What is written must be what the next plan can read: UsageError otherwise.
  readLists(texts, LIST_FILES, matching);
  const files: AtomicFile[] = [];
  try {
    for (const name of changed) {
      const file = await AtomicFile.create(join(work, LIST_FILES[name]));
      files.push(file);
      await file.write(markedLike(bytes[name] ?? Buffer.alloc(0), texts[name]));
      await file.close();
    }
    const changedOnDisk = await changedSince(work, bytes, changed);
    if (changedOnDisk.length > 0) return { changedOnDisk };
    for (const file of files) await file.commit();
  } finally {
    for (const file of files) await file.discard();
  }
  return await openLists(work, matching);
}

async function changedSince(
  work: string,
  before: ListBytes,
  names: readonly ListName[],
): Promise<readonly string[]> {
  const now = await readBytes(work);
  return names
    .filter((name) => !(before[name]?.equals(now[name] ?? Buffer.alloc(0)) ?? false))
    .map((name) => LIST_FILES[name]);
}
