import { buffer } from 'node:stream/consumers';
import { crc32 } from 'node:zlib';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { TargetError } from '../errors.ts';

/** No entry of an export comes near it; a broken or hostile one may claim any size. */
const MAX_ENTRY_BYTES = 512 * 1024 * 1024;

/** An archive that is read entry by entry; nothing of it is ever written to a disk. */
export interface ZipReader {
  /** Names in the order of the archive, folders' own entries left out. */
  readonly names: readonly string[];
  /** The parsed content of an entry; undefined when there is none of that name. */
  readJson(name: string): Promise<unknown>;
  close(): void;
}

/** Opens an archive. TargetError when there is none, or it is no ZIP, or cut short. */
export async function openZip(path: string): Promise<ZipReader> {
  const file = await opened(path);
  try {
    const entries = new Map<string, Entry>();
    for await (const entry of file.eachEntry()) {
      if (!entry.fileName.endsWith('/')) entries.set(entry.fileName, entry);
    }
    return {
      names: [...entries.keys()],
      async readJson(name) {
        const entry = entries.get(name);
        return entry === undefined ? undefined : await readEntry(file, entry, path);
      },
      close: () => file.close(),
    };
  } catch (error) {
    file.close();
    throw unreadable(path, error);
  }
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
  const what = isMissing ? 'there is no such archive' : `is no whole ZIP (${reasonOf(error)})`;
  return new TargetError(`${path}: ${what}`, { cause: error });
}

async function readEntry(file: ZipFile, entry: Entry, path: string): Promise<unknown> {
  if (entry.uncompressedSize > MAX_ENTRY_BYTES) {
    throw new TargetError(`${path}: the entry ${entry.fileName} is too large for an export`);
  }
  try {
    const bytes = await buffer(await file.openReadStreamPromise(entry));
    // The reader compares sizes and leaves the checksum to its caller.
    if (crc32(bytes) !== entry.crc32) throw new Error('wrong checksum');
    return JSON.parse(bytes.toString('utf8'));
  } catch (error) {
    throw new TargetError(
      `${path}: the entry ${entry.fileName} cannot be read (${reasonOf(error)})`,
      {
        cause: error,
      },
    );
  }
}

const reasonOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
