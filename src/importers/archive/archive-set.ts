import { basename } from 'node:path';
import { z } from 'zod';
import { TargetError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import { CONVERSATION_LISTS, type ConversationList } from '../../mapping/conversations.ts';
import { parseDayFileName } from '../../slack/export-format.ts';
import {
  type DayFolder,
  type DayStretch,
  type FoundDay,
  type OpenZip,
  readDays,
  type SharedDays,
} from './archive-days.ts';
import { MAX_LIST_BYTES } from './entry-limits.ts';
import { openZip, type ZipReader } from './zip-reader.ts';

const UPLOAD = /^__uploads\/([^/]+)\/(.+)$/;

const listed = z.array(z.looseObject({ id: z.string() }));
export type ListedThing = z.infer<typeof listed>[number];

/** A conversation as the last archive that lists it describes it. */
export interface ListedConversation {
  readonly list: ConversationList;
  readonly entry: ListedThing;
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
  readonly users: ReadonlyMap<string, ListedThing>;
  readonly conversations: ReadonlyMap<string, ListedConversation>;
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
  close(): void;
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
    for (const { zip } of zips) zip.close();
    throw error;
  }
}

async function unite(zips: readonly OpenZip[], isOldArchive: IsOldArchive): Promise<ArchiveSet> {
  const users = new Map<string, ListedThing>();
  const conversations = new Map<string, ListedConversation>();
  const dayFolders = new Map<string, DayFolder[]>();
  const uploads = new Map<string, BundledFile>();
  const orphanDays: string[] = [];
  const orphanFolders: string[] = [];
  const missingFolders: string[] = [];
  for (const [archive, { path, zip }] of zips.entries()) {
    for (const user of await readList(zip, path, 'users.json')) users.set(user.id, user);
    const folders = new Map<string, string>();
    for (const list of CONVERSATION_LISTS) {
      for (const entry of await readList(zip, path, `${list}.json`)) {
        conversations.set(entry.id, { list, entry });
        folders.set(folderOf(list, entry), entry.id);
      }
    }
    const own = new Set(zip.folders);
    for (const folder of own) if (!folders.has(folder)) orphanFolders.push(`${folder}/`);
    const isOld = isOldArchive(path) === true;
    if (!isOld || own.size > 0) {
      for (const folder of folders.keys()) if (!own.has(folder)) missingFolders.push(`${folder}/`);
    }
    for (const [folder, id] of folders) {
      const known = dayFolders.get(id);
      if (known === undefined) dayFolders.set(id, [{ archive, isOld, folder }]);
      else known.push({ archive, isOld, folder });
    }
    for (let entry = 0; entry < zip.count; entry += 1) {
      const name = zip.nameOf(entry);
      const upload = UPLOAD.exec(name);
      if (upload !== null) {
        const [, id = '', file = ''] = upload;
        uploads.set(id, { name: file, isOld, sha256: () => zip.sha256(entry) });
        continue;
      }
      const dayFile = parseDayFileName(name);
      if (dayFile !== undefined && !folders.has(dayFile.folder)) orphanDays.push(name);
    }
  }
  return {
    names: zips.map(({ path }) => basename(path)),
    zips,
    users,
    conversations,
    orphanDays,
    orphanFolders,
    missingFolders,
    hasUploads: uploads.size > 0,
    days: (id, stretch) => readDays(zips, dayFolders.get(id) ?? [], stretch),
    sharedDays: {
      archives: zips.map(({ path, zip }) => ({ path, directory: zip.directory })),
      folders: dayFolders,
    },
    upload: (id) => uploads.get(id),
    *entries() {
      for (const { path, zip } of zips) {
        for (let entry = 0; entry < zip.count; entry += 1) {
          yield { path, name: zip.nameOf(entry), sha256: () => zip.sha256(entry) };
        }
      }
    },
    close() {
      for (const { zip } of zips) zip.close();
    },
  };
}

function folderOf(list: ConversationList, { id, name }: ListedThing): string {
  return list === 'dms' || typeof name !== 'string' ? id : name;
}

async function readList(
  zip: ZipReader,
  path: string,
  entry: string,
): Promise<readonly ListedThing[]> {
  const isNeeded = entry === 'users.json' || entry === 'channels.json';
  const value = await zip.readNamedJson(entry, MAX_LIST_BYTES);
  if (value === undefined && !isNeeded) return [];
  const read = listed.safeParse(value);
  if (read.success) return read.data;
  const position = Array.isArray(value)
    ? value.findIndex((item) => !listed.safeParse([item]).success) + 1
    : 0;
  throw new TargetError(
    position > 0
      ? notice('archive-list-entry-without-id', { path, entry, position })
      : notice('archive-entry-missing', { path, entry }),
  );
}
