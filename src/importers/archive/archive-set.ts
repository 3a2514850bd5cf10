import { basename } from 'node:path';
import { z } from 'zod';
import { TargetError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import { CONVERSATION_LISTS, type ConversationList } from '../../mapping/conversations.ts';
import { repeatsNames } from '../../mapping/repeated-names.ts';
import { parseDayFileName } from '../../slack/export-format.ts';
import {
  closeZips,
  type DayFolder,
  type DayStretch,
  type FoundDay,
  type OpenZip,
  openDayFolders,
  packDayFolders,
  readDays,
  type SharedDays,
} from './archive-days.ts';
import { MAX_LIST_BYTES } from './entry-limits.ts';
import { openZip, type ZipReader } from './zip-reader.ts';

const UPLOAD = /^__uploads\/([^/]+)\/(.+)$/;

const listedThing = z.looseObject({ id: z.string() });
export type ListedThing = z.infer<typeof listedThing>;

/** Gives an entry of a list, which is kept as bytes: a server can have many, each with thousands of members. */
export type ListedEntry = () => ListedThing;

/** People and conversations by id, as the last archive that lists them describes them. */
export interface ArchiveLists {
  readonly users: ReadonlyMap<string, ListedEntry>;
  readonly conversations: ReadonlyMap<string, ListedEntry>;
}

/** The bytes of a file inside an archive. */
export interface BundledFile {
  readonly name: string;
  /** True in an archive of version 0.1. */
  readonly isOld: boolean;
  readonly sha256: () => Promise<string>;
}

/**
 * True for an archive of version 0.1, by its path; undefined where that is not known: then one is, which has no entries
 * of folders.
 */
export type IsOldArchive = (path: string) => boolean | undefined;

/** An entry of one of the archives. */
export interface ArchiveEntry {
  readonly path: string;
  readonly name: string;
  /** SHA-256 of its content, hexadecimal; TargetError when it cannot be read. */
  readonly sha256: () => Promise<string>;
}

/** Several archives read as one target: entries of later lists replace earlier ones, day files of one name are joined. */
export interface ArchiveSet {
  readonly names: readonly string[];
  readonly zips: readonly OpenZip[];
  /** Number of people. */
  readonly users: number;
  /** The list of each conversation, by its id. */
  readonly conversations: ReadonlyMap<string, ConversationList>;
  /** Reads the entries of the lists again. TargetError when one cannot be read. */
  lists(): Promise<ArchiveLists>;
  /** Entries of lists in which an object has a name twice: their lists and their ids. */
  readonly repeatedNames: readonly { readonly list: string; readonly id: string }[];
  /** Entries of folders that are of no conversation of their archive, with `/` at the end. */
  readonly orphanFolders: readonly string[];
  /** Folders of listed conversations without an entry of their own. */
  readonly missingFolders: readonly string[];
  /** Day files in the folder of no conversation. */
  readonly orphanDays: readonly string[];
  /** A conversation's day files, one day after another; all of them unless a stretch is given. */
  days(conversationId: string, stretch?: DayStretch): AsyncGenerator<FoundDay>;
  /** What another thread needs to read those. */
  readonly sharedDays: SharedDays;
  /** True when an archive has files besides messages. */
  readonly hasUploads: boolean;
  /** A bundled file, by its id in Slack. */
  upload(fileId: string): BundledFile | undefined;
  /** Every entry, with its archive. */
  entries(): Iterable<ArchiveEntry>;
  close(): Promise<void>;
}

/**
 * Opens the archives. `isOld`: by what their manifests say; without one an archive is held to the present format.
 * TargetError when one is not a complete ZIP or lacks the lists of an export.
 */
export async function openArchiveSet(
  paths: readonly string[],
  isOld: IsOldArchive,
): Promise<ArchiveSet> {
  const zips: OpenZip[] = [];
  try {
    for (const path of paths) zips.push({ path, zip: await openZip(path) });
    return await unite(zips, isOld);
  } catch (error) {
    await closeZips(zips);
    throw error;
  }
}

async function unite(zips: readonly OpenZip[], isOldArchive: IsOldArchive): Promise<ArchiveSet> {
  const found: Found = {
    users: new Set(),
    conversations: new Map(),
    dayFolders: new Map(),
    uploads: new Map(),
    strays: { repeatedNames: [], orphanDays: [], orphanFolders: [], missingFolders: [] },
  };
  for (const [archive, { path, zip }] of zips.entries()) {
    const folders = await findListed(found, path, zip);
    const isOld = isOldArchive(path) === true;
    findFolders(found, zip, { folders, isOld });
    for (const [folder, id] of folders) {
      const known = found.dayFolders.get(id);
      if (known === undefined) found.dayFolders.set(id, [{ archive, isOld, folder }]);
      else known.push({ archive, isOld, folder });
    }
    findEntries(found, zip, { folders, isOld });
  }
  return archiveSet(zips, found);
}

function archiveSet(zips: readonly OpenZip[], found: Found): ArchiveSet {
  const { users, conversations, uploads, strays } = found;
  const packedFolders = packDayFolders(found.dayFolders);
  const foldersOf = openDayFolders(packedFolders);
  return {
    names: zips.map(({ path }) => basename(path)),
    zips,
    users: users.size,
    conversations,
    lists: () => readArchiveLists(zips),
    ...strays,
    hasUploads: uploads.size > 0,
    days: (id, stretch) => readDays(zips, foldersOf(id), stretch),
    sharedDays: {
      archives: zips.map(({ path, zip }) => ({ path, directory: zip.directory })),
      folders: packedFolders,
    },
    upload: (id) => uploads.get(id),
    *entries() {
      for (const { path, zip } of zips) {
        for (let entry = 0; entry < zip.count; entry += 1) {
          yield { path, name: zip.nameOf(entry), sha256: () => zip.sha256(entry) };
        }
      }
    },
    close: () => closeZips(zips),
  };
}

/** What was found in the archives so far. */
interface Found {
  readonly users: Set<string>;
  readonly conversations: Map<string, ConversationList>;
  readonly dayFolders: Map<string, DayFolder[]>;
  readonly uploads: Map<string, BundledFile>;
  readonly strays: {
    readonly repeatedNames: { readonly list: string; readonly id: string }[];
    readonly orphanDays: string[];
    readonly orphanFolders: string[];
    readonly missingFolders: string[];
  };
}

/** The id of the conversation of each folder, by the lists of an archive. */
type ListedFolders = ReadonlyMap<string, string>;

/** Finds the people and conversations that an archive lists. */
async function findListed(found: Found, path: string, zip: ZipReader): Promise<ListedFolders> {
  const noting =
    <Kept>(list: string, keep: (thing: ListedThing) => Kept) =>
    (thing: ListedThing, json: Buffer): Kept => {
      if (repeatsNames(json, thing)) found.strays.repeatedNames.push({ list, id: thing.id });
      return keep(thing);
    };
  const keepId = noting('users.json', idOf);
  for (const { id } of await readList(zip, path, 'users.json', keepId)) found.users.add(id);
  const folders = new Map<string, string>();
  for (const list of CONVERSATION_LISTS) {
    const name = `${list}.json`;
    for (const { id, folder } of await readList(zip, path, name, noting(name, folderOf(list)))) {
      found.conversations.set(id, list);
      folders.set(folder, id);
    }
  }
  return folders;
}

interface ArchiveFolders {
  readonly folders: ListedFolders;
  readonly isOld: boolean;
}

/** Compares the entries of folders with the lists; an archive of version 0.1 has none, or all. */
function findFolders({ strays }: Found, zip: ZipReader, { folders, isOld }: ArchiveFolders): void {
  const own = new Set(zip.folders);
  for (const folder of own) if (!folders.has(folder)) strays.orphanFolders.push(`${folder}/`);
  if (isOld && own.size === 0) return;
  for (const folder of folders.keys()) {
    if (!own.has(folder)) strays.missingFolders.push(`${folder}/`);
  }
}

/** Finds bundled files, and day files of no listed conversation. */
function findEntries(
  { uploads, strays }: Found,
  zip: ZipReader,
  { folders, isOld }: ArchiveFolders,
): void {
  for (let entry = 0; entry < zip.count; entry += 1) {
    const name = zip.nameOf(entry);
    const upload = UPLOAD.exec(name);
    if (upload !== null) {
      const [, id = '', file = ''] = upload;
      uploads.set(id, { name: file, isOld, sha256: () => zip.sha256(entry) });
      continue;
    }
    const dayFile = parseDayFileName(name);
    if (dayFile !== undefined && !folders.has(dayFile.folder)) strays.orphanDays.push(name);
  }
}

/** Reads the lists of archives. TargetError when one cannot be read. */
export async function readArchiveLists(zips: readonly OpenZip[]): Promise<ArchiveLists> {
  const users = new Map<string, ListedEntry>();
  const conversations = new Map<string, ListedEntry>();
  const keep = ({ id }: ListedThing, json: Buffer) => {
    const copy = Buffer.from(json);
    return { id, entry: () => listedThing.parse(JSON.parse(copy.toString('utf8'))) };
  };
  for (const { path, zip } of zips) {
    for (const { id, entry } of await readList(zip, path, 'users.json', keep)) users.set(id, entry);
    for (const list of CONVERSATION_LISTS) {
      for (const { id, entry } of await readList(zip, path, `${list}.json`, keep)) {
        conversations.set(id, entry);
      }
    }
  }
  return { users, conversations };
}

const idOf = ({ id }: ListedThing) => ({ id });

const folderOf =
  (list: ConversationList) =>
  ({ id, name }: ListedThing) => ({
    id,
    folder: list === 'dms' || typeof name !== 'string' ? id : name,
  });

/** Returns what `keep` makes of each entry of a list and of its JSON, whose bytes are there during the call only. */
async function readList<Kept>(
  zip: ZipReader,
  path: string,
  entry: string,
  keep: (thing: ListedThing, json: Buffer) => Kept,
): Promise<readonly Kept[]> {
  const isNeeded = entry === 'users.json' || entry === 'channels.json';
  const kept: Kept[] = [];
  const value = await zip.readNamedJson(entry, MAX_LIST_BYTES, (element, json) => {
    const read = listedThing.safeParse(element);
    if (!read.success) {
      const position = kept.length + 1;
      throw new TargetError(notice('archive-list-entry-without-id', { path, entry, position }));
    }
    kept.push(keep(read.data, json));
  });
  if (Array.isArray(value) || (value === undefined && !isNeeded)) return kept;
  throw new TargetError(notice('archive-entry-missing', { path, entry }));
}
