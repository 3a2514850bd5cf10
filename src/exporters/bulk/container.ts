import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { posix } from 'node:path';
import type { Readable } from 'node:stream';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { SourceError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';

/** An entry of a ZIP that may be a file of a post: enough to read it without the directory. */
export interface StoredEntry {
  /** Relative to `data/`. */
  readonly path: string;
  readonly headerAt: number;
  readonly packedBytes: number;
  readonly sizeBytes: number;
  readonly method: number;
}

/** A file of the source: lines, and the bytes beside them. */
export interface BulkContainer {
  /** Entries below `data/`, read once, one at a time. */
  readonly entries: AsyncIterable<StoredEntry>;
  /** Length of the lines, unpacked. */
  readonly lineBytes: number;
  /** The bytes of the lines. */
  lines(): Promise<Readable>;
  /** JSONL files of a ZIP that are not the one to be read. */
  readonly otherJsonl: readonly string[];
  close(): void;
}

/** `PK` and the mark of a local header. */
const ZIP_SIGNATURE = Buffer.of(0x50, 0x4b, 0x03, 0x04);

/** Opens a ZIP or a JSONL file, whatever its name. SourceError when it cannot be read or holds no lines. */
export async function openContainer(file: string): Promise<BulkContainer> {
  try {
    return (await beginsAsZip(file)) ? await openZip(file) : await openJsonl(file);
  } catch (error) {
    throw unreadable(file, error);
  }
}

/** The error for a file that the system or the ZIP reader refuses; a known error as it is. */
function unreadable(file: string, error: unknown): SourceError {
  if (error instanceof SourceError) return error;
  const detail = error instanceof Error ? error.message : String(error);
  return new SourceError(notice('bulk-unreadable', { file, detail }), { cause: error });
}

async function beginsAsZip(file: string): Promise<boolean> {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(ZIP_SIGNATURE.length), 0, 4, 0);
    return bytesRead === ZIP_SIGNATURE.length && buffer.equals(ZIP_SIGNATURE);
  } finally {
    await handle.close();
  }
}

async function openJsonl(file: string): Promise<BulkContainer> {
  const { size } = await stat(file);
  return {
    entries: noEntries(),
    lineBytes: size,
    lines: async () => createReadStream(file),
    otherJsonl: [],
    close: () => undefined,
  };
}

async function* noEntries(): AsyncGenerator<StoredEntry> {}

const OPTIONS = { lazyEntries: true, autoClose: false, decodeStrings: false } as const;

/** Names are taken as UTF-8, which Go's writer writes; nothing is checked, for no name becomes a path on this machine. */
const nameOf = (entry: Entry): string =>
  Buffer.isBuffer(entry.fileName) ? entry.fileName.toString('utf8') : String(entry.fileName);

async function openZip(file: string): Promise<BulkContainer> {
  const zip = await openPromise(file, OPTIONS);
  const found: Entry[] = [];
  try {
    for await (const entry of zip.eachEntry()) {
      if (/\.jsonl$/i.test(nameOf(entry))) found.push(entry);
    }
  } catch (error) {
    zip.close();
    throw error;
  }
  const chosen = found.find((entry) => !nameOf(entry).includes('/')) ?? found[0];
  if (chosen === undefined) {
    zip.close();
    throw new SourceError(notice('bulk-zip-without-lines', { file }));
  }
  const folder = posix.dirname(nameOf(chosen));
  return {
    entries: dataEntries(file, folder === '.' ? 'data/' : `${folder}/data/`),
    lineBytes: chosen.uncompressedSize,
    lines: () => zip.openReadStreamPromise(chosen),
    otherJsonl: found.filter((entry) => entry !== chosen).map(nameOf),
    close: () => zip.close(),
  };
}

async function* dataEntries(file: string, folder: string): AsyncGenerator<StoredEntry> {
  const zip: ZipFile = await openPromise(file, OPTIONS);
  try {
    for await (const entry of zip.eachEntry()) {
      const name = nameOf(entry);
      if (!name.startsWith(folder) || name.endsWith('/')) continue;
      yield {
        path: name.slice(folder.length),
        headerAt: entry.relativeOffsetOfLocalHeader,
        packedBytes: entry.compressedSize,
        sizeBytes: entry.uncompressedSize,
        method: entry.compressionMethod,
      };
    }
  } finally {
    zip.close();
  }
}
