import { type Entry, fromRandomAccessReaderPromise } from 'yauzl';
import { type WindowFile, WindowReader } from './window-file.ts';

/** Where an entry is in an archive, and what the directory says of it. */
export interface EntryPlace {
  readonly name: string;
  /** Where its local header begins. */
  readonly offset: number;
  readonly compressedBytes: number;
  readonly sizeBytes: number;
  readonly crc: number;
  /** 0 stored, 8 deflated; undefined when it is encrypted. */
  readonly method: number | undefined;
}

/** The directory of an archive; entries are numbered in its order, without those of folders. */
export interface ZipDirectory {
  /** Names of folders that have an entry of their own, without the `/` at the end. */
  readonly folders: readonly string[];
  readonly names: readonly string[];
  /** Names of further entries with the name of another one; the last of them counts. */
  readonly repeated: readonly string[];
  place(entry: number): EntryPlace;
}

/** The smallest record of a directory: more entries than fit into the file are not believed. */
const MIN_RECORD_BYTES = 46;
const ENCRYPTED = 0xffff;

/**
 * Reads the directory with yauzl, which checks it, into typed arrays: an archive can have hundreds of thousands of day
 * files. Throws yauzl's errors.
 */
export async function readDirectory(file: WindowFile): Promise<ZipDirectory> {
  const zip = await fromRandomAccessReaderPromise(new WindowReader(file), file.sizeBytes, {
    autoClose: false,
  });
  const most = Math.min(zip.entryCount, Math.floor(file.sizeBytes / MIN_RECORD_BYTES));
  const names: string[] = [];
  const repeated: string[] = [];
  const folders: string[] = [];
  const numbers = new Map<string, number>();
  const offsets = new Float64Array(most);
  const compressed = new Float64Array(most);
  const sizes = new Float64Array(most);
  const sums = new Uint32Array(most);
  const methods = new Uint16Array(most);
  for await (const entry of zip.eachEntry()) {
    if (entry.fileName.endsWith('/')) {
      folders.push(entry.fileName.slice(0, -1));
      continue;
    }
    const known = numbers.get(entry.fileName);
    if (known !== undefined) repeated.push(entry.fileName);
    const index = known ?? names.push(entry.fileName) - 1;
    numbers.set(entry.fileName, index);
    offsets[index] = entry.relativeOffsetOfLocalHeader;
    compressed[index] = entry.compressedSize;
    sizes[index] = entry.uncompressedSize;
    sums[index] = entry.crc32;
    methods[index] = methodOf(entry);
  }
  return {
    names,
    repeated,
    folders,
    place(entry) {
      const method = methods[entry];
      return {
        name: names[entry] ?? '',
        offset: offsets[entry] ?? 0,
        compressedBytes: compressed[entry] ?? 0,
        sizeBytes: sizes[entry] ?? 0,
        crc: sums[entry] ?? 0,
        method: method === ENCRYPTED ? undefined : method,
      };
    },
  };
}

const methodOf = (entry: Entry): number =>
  entry.isEncrypted() ? ENCRYPTED : entry.compressionMethod;
