import { createHash, hash } from 'node:crypto';
import { PassThrough, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32, createInflateRaw } from 'node:zlib';
import { errorCode } from '../../errors/error-code.ts';
import { type Line, TargetError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import { type MapElement, parseList } from '../../mapping/json-pieces.ts';
import { repeatsNames } from '../../mapping/repeated-names.ts';
import { Inflater } from './inflate.ts';
import { openWindowFile, type WindowFile } from './window-file.ts';
import {
  type DirectoryTable,
  directoryOf,
  type EntryPlace,
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
  const { names, folders, repeated, odd, gap, place } = directory;
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
    let json: Buffer;
    try {
      const packed = heldContent(found) ?? (await packedContent(found));
      json = unpacked(packed, found.place, inflater);
    } catch (error) {
      throw unreadableEntry(path, names.nameOf(entry), error);
    }
    return parseEntry(() => parse(json), names.nameOf(entry), path);
  };
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
        if (found.place.sizeBytes > MAX_HELD_BYTES) return await hashOf(found);
        const packed = heldContent(found) ?? (await packedContent(found));
        return hash('sha256', unpacked(packed, found.place, inflater));
      } catch (error) {
        throw unreadableEntry(path, names.nameOf(entry), error);
      }
    },
    directory: directory.table,
    close: () => file.close(),
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

/** An entry that is being read. */
interface OpenedEntry {
  readonly file: WindowFile;
  readonly place: EntryPlace;
}

/** A fault of an entry, as a notice or in words of Node. */
class EntryFault extends Error {
  readonly reason: Line;

  constructor(reason: Line) {
    super();
    this.reason = reason;
  }
}

const DEFLATED = 8;
const LOCAL_HEADER = 0x04034b50;
const LOCAL_HEADER_BYTES = 30;
/** Room for the names and extra fields of almost all entries, so that one read finds header and content. */
const USUAL_HEADER_BYTES = 512;
/** A longer entry is hashed in a stream. */
const MAX_HELD_BYTES = 1024 * 1024;

/** The packed bytes of an entry if they are in memory: waiting for nothing takes longer than reading a small one. */
function heldContent(entry: OpenedEntry): Buffer | undefined {
  const { offset, compressedBytes } = entry.place;
  checkMethod(entry.place);
  const header = entry.file.held(offset, LOCAL_HEADER_BYTES);
  if (header === undefined) return undefined;
  const whole = entry.file.held(offset, headerBytes(header) + compressedBytes);
  return whole === undefined ? undefined : behindHeader(whole, entry);
}

async function packedContent(entry: OpenedEntry): Promise<Buffer> {
  const { offset, compressedBytes } = entry.place;
  checkMethod(entry.place);
  const begin = await entry.file.read(offset, USUAL_HEADER_BYTES + compressedBytes);
  const length = headerBytes(begin) + compressedBytes;
  const whole = length <= begin.length ? begin : await entry.file.read(offset, length);
  if (whole.length < length) throw new EntryFault('unexpected end of file');
  return behindHeader(whole.subarray(0, length), entry);
}

function behindHeader(whole: Buffer, entry: OpenedEntry): Buffer {
  checkName(whole, entry.place);
  return whole.subarray(headerBytes(whole));
}

/** Unpacks a whole entry and compares its size and its checksum with the directory. */
function unpacked(packed: Buffer, place: EntryPlace, inflater: Inflater): Buffer {
  const bytes = place.method === DEFLATED ? inflater.inflate(packed, place.sizeBytes) : packed;
  checkSum(place, bytes.length, crc32(bytes));
  return bytes;
}

async function hashOf(entry: OpenedEntry): Promise<string> {
  const sum = createHash('sha256');
  for await (const chunk of chunksOf(entry)) sum.update(chunk);
  return sum.digest('hex');
}

/** Reads an entry's content and compares size and checksum with the directory at its end. */
async function* chunksOf(entry: OpenedEntry): AsyncGenerator<Buffer> {
  const { file, place } = entry;
  checkMethod(place);
  const { offset, compressedBytes, method } = place;
  const begin = await file.readApart(offset, LOCAL_HEADER_BYTES);
  const header = await file.readApart(offset, headerBytes(begin));
  const start = offset + header.length;
  if (start + compressedBytes > file.sizeBytes) throw new EntryFault('unexpected end of file');
  checkName(header, place);
  const packed: Readable = file.stream(start, start + compressedBytes);
  const content = method === DEFLATED ? createInflateRaw() : new PassThrough();
  // Its failure ends the content too, where the loop meets it.
  pipeline(packed, content).catch(() => undefined);
  let sizeBytes = 0;
  let crc = 0;
  const chunks: AsyncIterable<Buffer> = content;
  for await (const chunk of chunks) {
    sizeBytes += chunk.length;
    crc = crc32(chunk, crc);
    if (sizeBytes > place.sizeBytes) throw new EntryFault(notice('checksum-wrong'));
    yield chunk;
  }
  checkSum(place, sizeBytes, crc);
}

function checkMethod({ method }: EntryPlace): void {
  if (method !== DEFLATED && method !== 0) throw new EntryFault(notice('entry-method-unknown'));
}

/** Length of a local header, which may differ from what the directory says of the entry. */
function headerBytes(read: Buffer): number {
  if (read.length < LOCAL_HEADER_BYTES || read.readUInt32LE(0) !== LOCAL_HEADER) {
    throw new EntryFault('invalid local file header signature');
  }
  return LOCAL_HEADER_BYTES + read.readUInt16LE(26) + read.readUInt16LE(28);
}

function checkName(local: Buffer, { nameCrc }: EntryPlace): void {
  const name = local.subarray(LOCAL_HEADER_BYTES, LOCAL_HEADER_BYTES + local.readUInt16LE(26));
  if (crc32(name) !== nameCrc) throw new EntryFault('its name is another one in the directory');
}

function checkSum(place: EntryPlace, sizeBytes: number, crc: number): void {
  if (sizeBytes !== place.sizeBytes || crc !== place.crc) {
    throw new EntryFault(notice('checksum-wrong'));
  }
}

function unreadable(path: string, error: unknown): TargetError {
  const isMissing = errorCode(error) === 'ENOENT';
  return new TargetError(
    isMissing
      ? notice('no-such-archive', { path })
      : notice('archive-not-whole', { path, reason: reasonOf(error) }),
    { cause: error },
  );
}

const unreadableEntry = (path: string, fileName: string, error: unknown): TargetError =>
  new TargetError(notice('archive-entry-unreadable', { path, fileName, reason: reasonOf(error) }), {
    cause: error,
  });

function reasonOf(error: unknown): Line {
  if (error instanceof EntryFault) return error.reason;
  return error instanceof Error ? error.message : String(error);
}

const parseText = (json: Buffer): unknown => JSON.parse(json.toString('utf8'));

function parseEntry(parse: () => unknown, name: string, path: string): unknown {
  try {
    return parse();
  } catch (error) {
    if (error instanceof TargetError) throw error;
    // The parser's message quotes the entry, which may be the text of a post.
    throw new TargetError(notice('archive-entry-not-json', { path, name }), { cause: error });
  }
}
