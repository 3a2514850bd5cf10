import { createHash } from 'node:crypto';
import { PassThrough, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32, createInflateRaw, inflateRawSync } from 'node:zlib';
import { type Line, TargetError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import { openWindowFile, type WindowFile } from './window-file.ts';
import { type EntryPlace, readDirectory, type ZipDirectory } from './zip-directory.ts';

/** An archive that is read entry by entry; none of it is ever written to a disk. */
export interface ZipReader {
  /** Names of the entries, by their numbers: the order of the archive, folders' own entries left out. */
  readonly names: readonly string[];
  /** Folders that have an entry of their own. */
  readonly folders: readonly string[];
  /** Names of further entries with the name of another one; readers see the last. */
  readonly repeated: readonly string[];
  /**
   * Reads and parses the content of an entry, given its number. TargetError with file and entry when it is damaged,
   * not JSON, or larger than `maxBytes` unpacked.
   */
  readJson(entry: number, maxBytes: number): Promise<unknown>;
  /** Does the same for the entry of a name, which it searches for; undefined when there is none. */
  readNamedJson(name: string, maxBytes: number): Promise<unknown>;
  /** Reads the content of an entry piece by piece. TargetError when it is damaged, which may be found at its end. */
  chunks(entry: number): AsyncGenerator<Buffer>;
  /** Computes the SHA-256 of an entry's content, hexadecimal, in a stream. TargetError when it cannot be read. */
  sha256(entry: number): Promise<string>;
  close(): void;
}

/** Opens an archive. TargetError when it does not exist, is not a ZIP, or is truncated. */
export async function openZip(path: string): Promise<ZipReader> {
  const file = await openWindowFile(path).catch((error: unknown) => {
    throw unreadable(path, error);
  });
  try {
    const directory = await readDirectory(file);
    return zipReader(file, directory);
  } catch (error) {
    await file.close();
    throw unreadable(path, error);
  }
}

function zipReader(file: WindowFile, directory: ZipDirectory): ZipReader {
  const { path } = file;
  const reading = async <Result>(
    entry: number,
    read: (place: EntryPlace) => Promise<Result>,
  ): Promise<Result> => {
    const place = directory.place(entry);
    try {
      return await read(place);
    } catch (error) {
      throw unreadableEntry(path, place.name, error);
    }
  };
  const readJson = async (entry: number, maxBytes: number): Promise<unknown> => {
    const { name, sizeBytes } = directory.place(entry);
    if (sizeBytes > maxBytes) {
      throw new TargetError(notice('archive-entry-too-large', { path, name }));
    }
    const bytes = await reading(entry, (place) => contentOf(file, place));
    return parseEntry(bytes, name, path);
  };
  return {
    names: directory.names,
    folders: directory.folders,
    repeated: directory.repeated,
    readJson,
    async readNamedJson(name, maxBytes) {
      const entry = directory.names.indexOf(name);
      return entry === -1 ? undefined : await readJson(entry, maxBytes);
    },
    async *chunks(entry) {
      const place = directory.place(entry);
      try {
        yield* chunksOf(file, place);
      } catch (error) {
        throw unreadableEntry(path, place.name, error);
      }
    },
    sha256: (entry) => reading(entry, (place) => hashOf(file, place)),
    close: () => void file.close(),
  };
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

/** Reads a whole entry and compares its size and its checksum with the directory. */
async function contentOf(file: WindowFile, place: EntryPlace): Promise<Buffer> {
  checkMethod(place);
  const { offset, compressedBytes, sizeBytes, method } = place;
  const read = await file.read(offset, USUAL_HEADER_BYTES + compressedBytes);
  const start = headerBytes(read);
  const packed =
    start + compressedBytes <= read.length
      ? read.subarray(start, start + compressedBytes)
      : await file.read(offset + start, compressedBytes);
  if (packed.length < compressedBytes) throw new EntryFault('unexpected end of file');
  // Never more than the directory says, so that a small entry cannot fill the memory.
  const bytes =
    method === DEFLATED ? inflateRawSync(packed, { maxOutputLength: sizeBytes + 1 }) : packed;
  checkSum(place, bytes.length, crc32(bytes));
  return bytes;
}

async function hashOf(file: WindowFile, place: EntryPlace): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of chunksOf(file, place)) hash.update(chunk);
  return hash.digest('hex');
}

/** Reads an entry's content and compares size and checksum with the directory at its end. */
async function* chunksOf(file: WindowFile, place: EntryPlace): AsyncGenerator<Buffer> {
  checkMethod(place);
  const { offset, compressedBytes, method } = place;
  const start = offset + headerBytes(await file.readApart(offset, LOCAL_HEADER_BYTES));
  const packed: Readable = file.stream(start, start + compressedBytes);
  const content = method === DEFLATED ? createInflateRaw() : new PassThrough();
  // Its failure ends the content too, where the loop meets it.
  pipeline(packed, content).catch(() => undefined);
  let sizeBytes = 0;
  let crc = 0;
  for await (const chunk of content as AsyncIterable<Buffer>) {
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

function checkSum(place: EntryPlace, sizeBytes: number, crc: number): void {
  if (sizeBytes !== place.sizeBytes || crc !== place.crc) {
    throw new EntryFault(notice('checksum-wrong'));
  }
}

function unreadable(path: string, error: unknown): TargetError {
  const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
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

function parseEntry(bytes: Buffer, name: string, path: string): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch (error) {
    // The parser's message quotes the entry, which may be the text of a post.
    throw new TargetError(notice('archive-entry-not-json', { path, name }), { cause: error });
  }
}
