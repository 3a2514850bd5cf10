import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { crc32 } from 'node:zlib';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { type Line, TargetError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';

/** An archive that is read entry by entry; none of it is ever written to a disk. */
export interface ZipReader {
  /** Names in the order of the archive, folders' own entries left out. */
  readonly names: readonly string[];
  /** Names of further entries with the name of another one; readers see the last. */
  readonly repeated: readonly string[];
  /**
   * The parsed content of an entry; undefined without one of that name. TargetError with file and entry when it is
   * damaged, not JSON, or larger than `maxBytes` unpacked.
   */
  readJson(name: string, maxBytes: number): Promise<unknown>;
  /** SHA-256 of an entry's content, hexadecimal, read as a stream. TargetError when it cannot be read. */
  sha256(name: string): Promise<string>;
  close(): void;
}

/** Opens an archive. TargetError when it does not exist, is not a ZIP, or is truncated. */
export async function openZip(path: string): Promise<ZipReader> {
  const file = await opened(path);
  try {
    const entries = new Map<string, Entry>();
    const repeated: string[] = [];
    for await (const entry of file.eachEntry()) {
      if (entry.fileName.endsWith('/')) continue;
      if (entries.has(entry.fileName)) repeated.push(entry.fileName);
      entries.set(entry.fileName, slim(entry));
    }
    return {
      names: [...entries.keys()],
      repeated,
      async readJson(name, maxBytes) {
        const entry = entries.get(name);
        if (entry === undefined) return undefined;
        if (entry.uncompressedSize > maxBytes) {
          throw new TargetError(notice('archive-entry-too-large', { path, name }));
        }
        return parseEntry(await readEntry(file, entry, path), name, path);
      },
      async sha256(name) {
        const entry = entries.get(name);
        if (entry === undefined)
          throw new TargetError(notice('no-such-archive-entry', { path, name }));
        return await hashEntry(file, entry, path);
      },
      close: () => file.close(),
    };
  } catch (error) {
    file.close();
    throw unreadable(path, error);
  }
}

const NOTHING = Buffer.alloc(0);

/** Drops what only the listing needs: an archive can have hundreds of thousands of day files. */
function slim(entry: Entry): Entry {
  entry.fileNameRaw = NOTHING;
  entry.extraFieldRaw = NOTHING;
  entry.fileCommentRaw = NOTHING;
  entry.extraFields = [];
  return entry;
}

async function opened(path: string): Promise<ZipFile> {
  try {
    return await openPromise(path, { lazyEntries: true, autoClose: false });
  } catch (error) {
    throw unreadable(path, error);
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

async function hashEntry(file: ZipFile, entry: Entry, path: string): Promise<string> {
  const hash = createHash('sha256');
  try {
    await pipeline(await file.openReadStreamPromise(entry), hash);
    return hash.digest('hex');
  } catch (error) {
    throw unreadableEntry(path, entry, reasonOf(error), { cause: error });
  }
}

async function readEntry(file: ZipFile, entry: Entry, path: string): Promise<Buffer> {
  const bytes = await bytesOf(file, entry, path);
  // yauzl compares sizes and leaves the checksum to its caller.
  if (crc32(bytes) !== entry.crc32) throw unreadableEntry(path, entry, notice('checksum-wrong'));
  return bytes;
}

async function bytesOf(file: ZipFile, entry: Entry, path: string): Promise<Buffer> {
  try {
    return await buffer(await file.openReadStreamPromise(entry));
  } catch (error) {
    throw unreadableEntry(path, entry, reasonOf(error), { cause: error });
  }
}

const unreadableEntry = (
  path: string,
  { fileName }: Entry,
  reason: Line,
  options?: ErrorOptions,
): TargetError =>
  new TargetError(notice('archive-entry-unreadable', { path, fileName, reason }), options);

function parseEntry(bytes: Buffer, name: string, path: string): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch (error) {
    // The parser's message quotes the entry, which may be the text of a post.
    throw new TargetError(notice('archive-entry-not-json', { path, name }), { cause: error });
  }
}

const reasonOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
