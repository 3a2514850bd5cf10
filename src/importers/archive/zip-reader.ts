import { isUtf8 } from 'node:buffer';
import { errorCode } from '../../errors/error-code.ts';
import { TargetError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import { type MapElement, parseList } from '../../mapping/json-pieces.ts';
import { repeatsNames } from '../../mapping/repeated-names.ts';
import { chunksOf, type OpenedEntry, sha256Of, usingContent } from './entry-content.ts';
import { reasonOf } from './entry-fault.ts';
import { Inflater } from './inflate.ts';
import { openWindowFile, type WindowFile } from './window-file.ts';
import {
  type DirectoryTable,
  directoryOf,
  readDirectory,
  type ZipDirectory,
} from './zip-directory.ts';
import type { Gap } from './zip-gaps.ts';

/** Takes an element of a list, and whether one of its objects has a name twice, of which the last value is there. */
type TakeElement = (element: unknown, repeatsNames: boolean) => void;

/** An archive that is read entry by entry; none of it is ever written to a disk. Threads open one each. */
export interface ZipReader {
  /** Number of entries, folders' own left out; their numbers are in the order of the archive. */
  readonly count: number;
  nameOf(entry: number): string;
  /** All names, in the order of the archive. */
  names(): Iterable<string>;
  /** The number of the entry of a name. */
  find(name: string): number | undefined;
  /** The entries with this in front of the last `/` of their names, in the order of the archive. */
  inFolder(folder: string): readonly number[];
  /** Folders that have an entry of their own. */
  readonly folders: readonly string[];
  /** Names of further entries with the name of another one; readers see the last. */
  readonly repeated: readonly string[];
  /** Names, as written, of entries that readers may take otherwise: of folders with content, and with a backslash. */
  readonly odd: readonly string[];
  /** Where more bytes belong to no entry than ZIP programs leave there; undefined for nowhere. */
  readonly gap: Gap | undefined;
  /**
   * Reads and parses the content of an entry, given its number. TargetError with file and entry when it is damaged,
   * not JSON, or larger than `maxBytes` unpacked. Of a list each element is given to `take`, if there is one: of a long
   * list when it is parsed, so that not all are held.
   */
  readJson(entry: number, maxBytes: number, take?: TakeElement): Promise<unknown>;
  /**
   * Does the same for the entry of a name, which it searches for; undefined when there is none. Of a list each element
   * is given to `map` when it is parsed, so that not all need to be held.
   */
  readNamedJson(name: string, maxBytes: number, map?: MapElement): Promise<unknown>;
  /** Reads the content of an entry piece by piece. TargetError when it is damaged, which may be found at its end. */
  chunks(entry: number): AsyncGenerator<Buffer>;
  /** Computes the SHA-256 of an entry's content, hexadecimal. TargetError when it cannot be read. */
  sha256(entry: number): Promise<string>;
  /** The directory, for other threads that open the same archive. */
  readonly directory: DirectoryTable;
  close(): Promise<void>;
}

/**
 * Opens an archive; `known` is its directory as another thread has read it. TargetError when it does not exist, is not a
 * ZIP, or is truncated.
 */
export async function openZip(path: string, known?: DirectoryTable): Promise<ZipReader> {
  const file = await openWindowFile(path).catch((error: unknown) => {
    throw unreadable(path, error);
  });
  try {
    const directory = known === undefined ? await readDirectory(file) : directoryOf(known);
    return zipReader(file, directory);
  } catch (error) {
    await file.close();
    throw unreadable(path, error);
  }
}

function zipReader(file: WindowFile, directory: ZipDirectory): ZipReader {
  const { names, folders, repeated, odd, gap, table } = directory;
  return {
    count: names.count,
    nameOf: (entry) => names.nameOf(entry),
    *names() {
      for (let entry = 0; entry < names.count; entry += 1) yield names.nameOf(entry);
    },
    find: (name) => names.find(name),
    inFolder: (folder) => names.inFolder(folder),
    folders,
    repeated,
    odd,
    gap,
    ...contentReader(file, directory),
    directory: table,
    close: () => file.close(),
  };
}

type ContentReader = Pick<ZipReader, 'readJson' | 'readNamedJson' | 'chunks' | 'sha256'>;

function contentReader(file: WindowFile, { names, place }: ZipDirectory): ContentReader {
  const { path } = file;
  const inflater = new Inflater();
  const opened = (entry: number): OpenedEntry => ({ file, place: place(entry) });
  const readJson = async (
    entry: number,
    maxBytes: number,
    parse: (json: Buffer) => unknown = parseText,
  ): Promise<unknown> => {
    const found = opened(entry);
    if (found.place.sizeBytes > maxBytes) {
      throw new TargetError(notice('archive-entry-too-large', { path, name: names.nameOf(entry) }));
    }
    const name = names.nameOf(entry);
    try {
      return await usingContent(found, inflater, (json) => parseEntry(json, parse, name, path));
    } catch (error) {
      if (error instanceof TargetError) throw error;
      throw unreadableEntry(path, name, error);
    }
  };
  return {
    readJson: (entry, maxBytes, take) =>
      readJson(entry, maxBytes, take === undefined ? parseText : (json) => takeFrom(json, take)),
    async readNamedJson(name, maxBytes, map) {
      const entry = names.find(name);
      if (entry === undefined) return undefined;
      const parse = map === undefined ? parseText : (json: Buffer) => parseList(json, map);
      return await readJson(entry, maxBytes, parse);
    },
    async *chunks(entry) {
      try {
        yield* chunksOf(opened(entry));
      } catch (error) {
        throw unreadableEntry(path, names.nameOf(entry), error);
      }
    },
    async sha256(entry) {
      const found = opened(entry);
      try {
        return await sha256Of(found, inflater);
      } catch (error) {
        throw unreadableEntry(path, names.nameOf(entry), error);
      }
    },
  };
}

/** Text and objects of a longer list take several times as many bytes. */
const LONG_LIST_BYTES = 512 * 1024;

function takeFrom(json: Buffer, take: TakeElement): unknown {
  const takeEach: MapElement = (element, own) => take(element, repeatsNames(own, element));
  if (json.length > LONG_LIST_BYTES) return parseList(json, takeEach);
  const value: unknown = parseText(json);
  if (!Array.isArray(value)) return value;
  if (repeatsNames(json, value)) return parseList(json, takeEach);
  for (const element of value) take(element, false);
  return value;
}

function unreadable(path: string, error: unknown): TargetError {
  const code = errorCode(error);
  const said =
    code === 'ENOENT'
      ? notice('no-such-archive', { path })
      : isOfSystem(error)
        ? notice('file-unreadable', { path, code })
        : notice('archive-not-whole', { path, reason: reasonOf(error) });
  return new TargetError(said, { cause: error });
}

/** True where the file is not read at all, which says nothing of what is in it. */
const isOfSystem = (error: unknown): boolean => error instanceof Error && 'syscall' in error;

const unreadableEntry = (path: string, fileName: string, error: unknown): TargetError =>
  new TargetError(notice('archive-entry-unreadable', { path, fileName, reason: reasonOf(error) }), {
    cause: error,
  });

const parseText = (json: Buffer): unknown => JSON.parse(json.toString('utf8'));

function parseEntry(
  json: Buffer,
  parse: (json: Buffer) => unknown,
  name: string,
  path: string,
): unknown {
  // A replacement character in place of a damaged byte could be the one that Mattermost has there.
  if (!isUtf8(json)) throw new TargetError(notice('archive-entry-not-utf8', { path, name }));
  try {
    return parse(json);
  } catch (error) {
    if (error instanceof TargetError) throw error;
    // The parser's message quotes the entry, which may be the text of a post.
    throw new TargetError(notice('archive-entry-not-json', { path, name }), { cause: error });
  }
}
