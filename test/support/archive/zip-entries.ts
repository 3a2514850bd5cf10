import { buffer } from 'node:stream/consumers';
import { crc32 } from 'node:zlib';
import { type Entry, fromBufferPromise, openPromise, type ZipFile } from 'yauzl';

export interface ArchiveEntry {
  readonly name: string;
  /** Bytes when unpacked. */
  readonly sizeBytes: number;
  /** The unpacked bytes. Throws when their number or their CRC-32 is not what the archive says. */
  read(): Promise<Buffer>;
}

export interface ZipEntries {
  readonly entries: ReadonlyMap<string, ArchiveEntry>;
  /** Names of folders that have an entry of their own, without their `/`. */
  readonly ownFolders: ReadonlySet<string>;
  close(): void;
}

/**
 * The files of a ZIP, from its path or its bytes; folders' own entries are apart. Throws when a name
 * stands twice, and yauzl itself throws when one is absolute or climbs with `..`.
 */
export async function readZipEntries(zip: string | Buffer): Promise<ZipEntries> {
  const file = await open(zip);
  try {
    const entries = new Map<string, ArchiveEntry>();
    const ownFolders = new Set<string>();
    for await (const entry of file.eachEntry()) {
      if (entries.has(entry.fileName)) {
        throw new Error(`the entry ${entry.fileName} stands twice in the archive`);
      }
      if (entry.fileName.endsWith('/')) ownFolders.add(entry.fileName.slice(0, -1));
      else entries.set(entry.fileName, lazyEntry(file, entry));
    }
    return { entries, ownFolders, close: () => file.close() };
  } catch (error) {
    file.close();
    throw error;
  }
}

function open(zip: string | Buffer): Promise<ZipFile> {
  const options = { lazyEntries: true, autoClose: false };
  return typeof zip === 'string' ? openPromise(zip, options) : fromBufferPromise(zip, options);
}

function lazyEntry(file: ZipFile, entry: Entry): ArchiveEntry {
  return {
    name: entry.fileName,
    sizeBytes: entry.uncompressedSize,
    read: async () => {
      const bytes = await buffer(await file.openReadStreamPromise(entry));
      // yauzl compares the sizes and leaves the checksum to its caller.
      if (crc32(bytes) !== entry.crc32) throw new Error(`${entry.fileName}: wrong CRC-32`);
      return bytes;
    },
  };
}
