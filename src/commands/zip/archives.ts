import { ZipFile } from '../../importers/archive/zip-writer.ts';
import type { ConversationList } from '../../mapping/conversations.ts';

export type SplitBy = 'none' | 'visibility' | 'month' | 'size';

export interface ArchivePlan {
  readonly path: string;
  /** Lists with conversations in this archive; the others are empty. */
  readonly lists: readonly ConversationList[];
}

/** An archive that is complete. */
export interface WrittenArchive {
  readonly file: string;
  readonly sizeBytes: number;
  readonly sha256: string;
}

export interface OpenArchive {
  readonly plan: ArchivePlan;
  readonly zip: ZipFile;
}

/** Returns the archive for a day file (`YYYY-MM-DD`) of a conversation. */
export type OpenDay = (list: ConversationList, day: string) => Promise<ZipFile>;

/** Archives of a run, under temporary names until all are committed. */
export interface Archives {
  readonly openDay: OpenDay;
  /** Returns the archive for all days of all conversations of a list; undefined where each day may have its own. */
  readonly wholeOf: (list: ConversationList) => Promise<ZipFile | undefined>;
  /** Reserves bytes in each archive for the lists at its end. */
  reserve(bytes: number): void;
  /** Returns all archives so far, at least one, in the order of their names. */
  all(): Promise<readonly OpenArchive[]>;
  /** Throws the TargetError of a commit() that can be foreseen, before anything has its name. */
  checkNames(): Promise<void>;
  discard(): Promise<void>;
}

export interface ArchiveOptions {
  readonly out: string;
  readonly splitBy: SplitBy;
  /** Size at which another archive is started; for `size` only. */
  readonly maxBytes: number;
  /** Throws when an archive may not have this path. */
  readonly refuse: (path: string) => Promise<void>;
  /** Comment at the end of the archive. */
  readonly comment: string | undefined;
}

const ALL_LISTS: readonly ConversationList[] = ['channels', 'groups', 'dms', 'mpims'];

/**
 * Opens the archives that are known beforehand, and others with their first day file. What `refuse` throws, and
 * TargetError when a folder cannot be written; then no file is left.
 */
export async function openArchives(options: ArchiveOptions): Promise<Archives> {
  const opened = new Map<string, OpenArchive>();
  const open = async (ending: string, lists = ALL_LISTS): Promise<OpenArchive> => {
    const path = withEnding(options.out, ending);
    const known = opened.get(path);
    if (known !== undefined) return known;
    await options.refuse(path);
    const zip = await ZipFile.create(path, { comment: options.comment });
    const archive = { plan: { path, lists }, zip };
    opened.set(path, archive);
    return archive;
  };
  const discard = async (): Promise<void> => {
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
    wholeOf: async (list) => (placing.isByDay ? undefined : (await placing.of(list, '')).zip),
    async all() {
      if (opened.size === 0) await open('');
      return [...opened.values()].sort((a, b) => (a.plan.path < b.plan.path ? -1 : 1));
    },
    async checkNames() {
      for (const { zip } of opened.values()) await zip.checkName();
    },
    discard,
  };
}

/** Share of the room at which another archive is started, so that the last day file still fits. */
const FULL = 0.9;

/** Number of bytes for day files in an archive. */
interface Room {
  bytes: number;
}

type Open = (ending: string, lists?: readonly ConversationList[]) => Promise<OpenArchive>;

/** A way of distributing day files over archives. */
interface Placing {
  /** True where days of one conversation may go into several archives. */
  readonly isByDay: boolean;
  /** Opens the archives that are known before the first day file. */
  begin(): Promise<unknown>;
  of(list: ConversationList, day: string): Promise<OpenArchive>;
}

const PLACINGS: Readonly<Record<SplitBy, (room: Readonly<Room>, open: Open) => Placing>> = {
  none: (_, open) => ({ isByDay: false, begin: () => open(''), of: () => open('') }),
  visibility: (_, open) => {
    const isPublic = (list: ConversationList) => list === 'channels';
    const openPublic = () => open('-public', ALL_LISTS.filter(isPublic));
    const openPrivate = () =>
      open(
        '-private',
        ALL_LISTS.filter((list) => !isPublic(list)),
      );
    return {
      isByDay: false,
      begin: async () => [await openPublic(), await openPrivate()],
      of: (list) => (isPublic(list) ? openPublic() : openPrivate()),
    };
  },
  // Conversations come one after another, so the archives of all months are open at the same time.
  month: (_, open) => ({
    isByDay: true,
    begin: async () => [],
    of: (_list, day) => open(`-${day.slice(0, 7)}`),
  }),
  size: (room, open) => {
    let number = 1;
    const name = () => `-${String(number).padStart(3, '0')}`;
    return {
      isByDay: true,
      begin: () => open(name()),
      async of() {
        const current = await open(name());
        if (current.zip.finalBytes() < room.bytes * FULL) return current;
        number += 1;
        return await open(name());
      },
    };
  },
};

/** Makes `NAME-public.zip` of `NAME.zip`. */
function withEnding(out: string, ending: string): string {
  const [, base = out, extension = ''] = /^(.*?)(\.zip)?$/is.exec(out) ?? [];
  return `${base}${ending}${extension}`;
}
