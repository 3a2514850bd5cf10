import { TargetError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import { openTexts, type PackedTexts, packTexts } from '../../mapping/packed-texts.ts';
import { type ArchiveMessage, messageIn } from '../../mapping/verify/archive-message.ts';
import { microsOfTs } from '../../mapping/verify/pair-archive.ts';
import { parseDayFileName } from '../../slack/export-format.ts';
import { MAX_DAY_BYTES } from './entry-limits.ts';
import type { DirectoryTable } from './zip-directory.ts';
import { openZip, type ZipReader } from './zip-reader.ts';

/** One of the archives. */
export interface OpenZip {
  readonly path: string;
  readonly zip: ZipReader;
}

/** The files of one day of a conversation. */
export interface FoundDay {
  /** As the names of the files have it. */
  readonly day: string;
  /** In the order of their `ts`. */
  readonly messages: readonly ArchiveMessage[];
  readonly faults: readonly DayFault[];
}

/** Days of a conversation, as names of files have them: from one on, and before another one. */
export interface DayStretch {
  readonly fromDay: string | undefined;
  readonly toDay: string | undefined;
}

/** An entry that cannot be read or is not in order, and why. */
export interface DayFault {
  readonly name: string;
  readonly error: TargetError;
}

/** A folder of a conversation in one of the archives. */
export interface DayFolder {
  /** Its number among the archives. */
  readonly archive: number;
  /** True in an archive of version 0.1. */
  readonly isOld: boolean;
  readonly folder: string;
}

/** What a thread needs to read day files of archives that another one has opened: their directories are not copied. */
export interface SharedDays {
  readonly archives: readonly { readonly path: string; readonly directory: DirectoryTable }[];
  /** JSON lists of `DayFolder` by the conversation's id: a server can have very many. */
  readonly folders: PackedTexts;
}

/** Packs the folders of conversations, by their ids. */
export const packDayFolders = (
  folders: ReadonlyMap<string, readonly DayFolder[]>,
): SharedDays['folders'] =>
  packTexts(new Map(Array.from(folders, ([id, own]) => [id, JSON.stringify(own)])));

/** Makes the look-up of a conversation's folders. */
export function openDayFolders(
  packed: SharedDays['folders'],
): (id: string) => readonly DayFolder[] {
  const jsonOf = openTexts(packed);
  return (id) => JSON.parse(jsonOf(id) ?? '[]');
}

/** The day files of archives, as `ArchiveSet.days` reads them. */
export interface OpenDays {
  days(conversationId: string, stretch?: DayStretch): AsyncGenerator<FoundDay>;
  close(): Promise<void>;
}

/** Opens the archives for reading day files. TargetError when one cannot be opened; then none stays open. */
export async function openSharedDays({ archives, folders }: SharedDays): Promise<OpenDays> {
  const zips: OpenZip[] = [];
  try {
    for (const { path, directory } of archives) {
      zips.push({ path, zip: await openZip(path, directory) });
    }
    const foldersOf = openDayFolders(folders);
    return {
      days: (id, stretch) => readDays(zips, foldersOf(id), stretch),
      close: () => closeZips(zips),
    };
  } catch (error) {
    await closeZips(zips);
    throw error;
  }
}

/** Closes archives, all of them even when one cannot be closed. */
export async function closeZips(zips: readonly OpenZip[]): Promise<void> {
  await Promise.all(zips.map(({ zip }) => zip.close()));
}

/** Reads the day files in the folders of one conversation, one day after another. */
export async function* readDays(
  zips: readonly OpenZip[],
  folders: readonly DayFolder[],
  { fromDay, toDay }: DayStretch = { fromDay: undefined, toDay: undefined },
): AsyncGenerator<FoundDay> {
  for (const { day, entries } of entriesByDay(zips, folders)) {
    if ((fromDay !== undefined && day < fromDay) || (toDay !== undefined && day >= toDay)) continue;
    const messages: ArchiveMessage[] = [];
    const faults: DayFault[] = [];
    for (const part of entries) {
      for (const message of await readDay(part, faults)) messages.push(message);
    }
    messages.sort((a, b) => byTs(a.ts, b.ts));
    yield { day, messages, faults };
  }
}

interface DayEntry {
  readonly zip: ZipReader;
  readonly isOld: boolean;
  readonly entry: number;
}

interface Day {
  readonly day: string;
  readonly entries: DayEntry[];
}

/** One conversation's day files, by day in order. */
function entriesByDay(zips: readonly OpenZip[], folders: readonly DayFolder[]): readonly Day[] {
  const days = new Map<string, Day>();
  for (const { archive, isOld, folder } of folders) {
    const zip = zips[archive]?.zip;
    if (zip === undefined) continue;
    for (const entry of zip.inFolder(folder)) {
      const day = parseDayFileName(zip.nameOf(entry))?.day;
      if (day === undefined) continue;
      const known = days.get(day) ?? { day, entries: [] };
      days.set(day, known);
      known.entries.push({ zip, isOld, entry });
    }
  }
  return [...days.values()].sort((a, b) => (a.day < b.day ? -1 : 1));
}

/** Compares as numbers: seconds have ten digits since 2001, and fewer before. */
function byTs(a: string, b: string): number {
  if (a === b) return 0;
  return a.length - b.length || (a < b ? -1 : 1);
}

async function readDay(
  { zip, isOld, entry }: DayEntry,
  faults: DayFault[],
): Promise<readonly ArchiveMessage[]> {
  try {
    const messages: ArchiveMessage[] = [];
    let isOfMessages = true;
    const value = await zip.readJson(entry, MAX_DAY_BYTES, (element, repeatsNames) => {
      const message = messageIn(element, { isOld, repeatsNames });
      if (message === undefined) isOfMessages = false;
      else messages.push(message);
    });
    if (Array.isArray(value) && isOfMessages) {
      if (!isOld && !areInOrder(messages)) {
        faults.push(faultOf(zip.nameOf(entry), 'messages-not-in-order'));
      }
      return messages;
    }
    faults.push(faultOf(zip.nameOf(entry), 'no-list-of-messages'));
  } catch (error) {
    if (!(error instanceof TargetError)) throw error;
    faults.push({ name: zip.nameOf(entry), error });
  }
  return [];
}

const faultOf = (
  name: string,
  code: 'no-list-of-messages' | 'messages-not-in-order',
): DayFault => ({ name, error: new TargetError(notice(code)) });

/** Readers may show messages in the order of their file. One whose `ts` is none has a place nowhere. */
function areInOrder(messages: readonly ArchiveMessage[]): boolean {
  let last = '';
  for (const { ts } of messages) {
    if (byTs(last, ts) > 0 && microsOfTs(last) > microsOfTs(ts)) return false;
    last = ts;
  }
  return true;
}
