import { openPackThread } from '../../importers/archive/compress-thread.ts';
import { ZipFile } from '../../importers/archive/zip-writer.ts';
import type { ConversationList } from '../../mapping/conversations.ts';
import { refuseExisting } from '../../system/files.ts';

export type SplitBy = 'none' | 'visibility' | 'month' | 'size';

export interface ArchivePlan {
  readonly path: string;
  /** The lists whose conversations lie in this archive; the other lists are empty in it. */
  readonly lists: readonly ConversationList[];
}

export interface OpenArchive {
  readonly plan: ArchivePlan;
  readonly zip: ZipFile;
}

/** Gives the archive that a day file (`YYYY-MM-DD`) of a conversation goes into. */
export type OpenDay = (list: ConversationList, day: string) => Promise<ZipFile>;

/** The archives of a run, under temporary names until all are committed. */
export interface Archives {
  readonly openDay: OpenDay;
  /** Leaves so many bytes free in each archive for the lists that come at its end. */
  reserve(bytes: number): void;
  /** Every one so far, at least one, in the order of their names. */
  all(): Promise<readonly OpenArchive[]>;
  commit(): Promise<void>;
  discard(): Promise<void>;
}

export interface ArchiveOptions {
  readonly out: string;
  readonly splitBy: SplitBy;
  /** Day files go on in another archive before one is larger; used by `size` alone. */
  readonly maxBytes: number;
  readonly isForced: boolean;
  /** Stands in the archive's end. */
  readonly comment: string | undefined;
}

const ALL_LISTS: readonly ConversationList[] = ['channels', 'groups', 'dms', 'mpims'];

/**
 * Opens the archives that are known beforehand, and the others as their first day file comes. TargetError when one
 * exists and may not be replaced, or a folder cannot be written; then nothing is left behind.
 */
export async function openArchives(options: ArchiveOptions): Promise<Archives> {
  const opened = new Map<string, OpenArchive>();
  const packer = openPackThread();
  const open = async (ending: string, lists = ALL_LISTS): Promise<OpenArchive> => {
    const path = withEnding(options.out, ending);
    const known = opened.get(path);
    if (known !== undefined) return known;
    await refuseExisting(path, options.isForced);
    const zip = await ZipFile.create(path, { comment: options.comment, packer });
    const archive = { plan: { path, lists }, zip };
    opened.set(path, archive);
    return archive;
  };
  const discard = async (): Promise<void> => {
    await packer.close();
    for (const { zip } of opened.values()) await zip.discard();
  };
  const room = { bytes: options.maxBytes };
  const placing = PLACINGS[options.splitBy](room, open);
  try {
    await placing.begin();
  } catch (error) {
    await discard();
    throw error;
  }
  return {
    reserve(bytes) {
      room.bytes = options.maxBytes - bytes;
    },
    openDay: async (list, day) => (await placing.of(list, day)).zip,
    async all() {
      if (opened.size === 0) await open('');
      return [...opened.values()].sort((a, b) => (a.plan.path < b.plan.path ? -1 : 1));
    },
    async commit() {
      await packer.close();
      for (const { zip } of opened.values()) await zip.commit();
    },
    discard,
  };
}

/** Of what day files may fill, so that the last of them still finds room. */
const FULL = 0.9;

/** Bytes that day files may take of an archive. */
interface Room {
  bytes: number;
}

type Open = (ending: string, lists?: readonly ConversationList[]) => Promise<OpenArchive>;

/** Where a way of splitting puts a day file. */
interface Placing {
  /** Opens what is known before the first day file. */
  begin(): Promise<unknown>;
  of(list: ConversationList, day: string): Promise<OpenArchive>;
}

const PLACINGS: Readonly<Record<SplitBy, (room: Readonly<Room>, open: Open) => Placing>> = {
  none: (_, open) => ({ begin: () => open(''), of: () => open('') }),
  visibility: (_, open) => {
    const isPublic = (list: ConversationList) => list === 'channels';
    const openPublic = () => open('-public', ALL_LISTS.filter(isPublic));
    const openPrivate = () =>
      open(
        '-private',
        ALL_LISTS.filter((list) => !isPublic(list)),
      );
    return {
      begin: async () => [await openPublic(), await openPrivate()],
      of: (list) => (isPublic(list) ? openPublic() : openPrivate()),
    };
  },
  // Conversations come one after another, so all of the months are open side by side: a file each.
  month: (_, open) => ({
    begin: async () => [],
    of: (_list, day) => open(`-${day.slice(0, 7)}`),
  }),
  size: (room, open) => {
    let number = 1;
    const name = () => `-${String(number).padStart(3, '0')}`;
    return {
      begin: () => open(name()),
      async of() {
        const current = await open(name());
        if ((await current.zip.finalBytes()) < room.bytes * FULL) return current;
        number += 1;
        return await open(name());
      },
    };
  },
};

/** `NAME-public.zip` for `NAME.zip`. */
function withEnding(out: string, ending: string): string {
  const [, base = out, extension = ''] = /^(.*?)(\.zip)?$/is.exec(out) ?? [];
  return `${base}${ending}${extension}`;
}
