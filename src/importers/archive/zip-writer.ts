import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { AtomicFile } from '../../system/atomic-file.ts';
import { Deflater, Deflating, type Packed } from './compress.ts';
import { OpenEntry } from './open-entry.ts';
import { SpooledBytes } from './spooled-bytes.ts';
import type { PackedStream, ZipEntry } from './zip-entry.ts';
import {
  dataDescriptor,
  directoryRecord,
  type EntryRecord,
  endRecords,
  FULL_32,
  localHeader,
  movedRecord,
  moveRecords,
  recordsIn,
} from './zip-records.ts';

/** Many small writes are slow. */
const BATCH_BYTES = 256 * 1024;

export interface ZipOptions {
  /** Comment of the archive; `unzip -z` shows it. */
  readonly comment: string | undefined;
}

/**
 * Writes a ZIP that gets its own name only when it is complete. Entries are written one after another; until the end only
 * the directory record of each is kept, and of many in a temporary file beside the archive. Every method fails with
 * TargetError as AtomicFile does.
 */
export class ZipFile {
  readonly #file: AtomicFile;
  readonly #comment: Buffer;
  readonly #deflater = new Deflater();
  readonly #hash = createHash('sha256');
  readonly #directory: SpooledBytes;
  #batch: Buffer[] = [];
  #batchBytes = 0;
  #sizeBytes = 0;
  #entries = 0;

  private constructor(file: AtomicFile, { comment }: ZipOptions) {
    this.#file = file;
    this.#directory = new SpooledBytes(`${file.path}.directory`);
    this.#comment = Buffer.from(comment ?? '', 'utf8');
  }

  /** Opens the file. TargetError when the folder is missing, full or read-only. */
  static async create(path: string, options: ZipOptions): Promise<ZipFile> {
    return new ZipFile(await AtomicFile.create(path), options);
  }

  get path(): string {
    return this.#file.path;
  }

  /** Path of the file until it is committed. */
  get temporaryPath(): string {
    return this.#file.temporaryPath;
  }

  /** `path`, or where it leads. */
  get place(): string {
    return this.#file.place;
  }

  /** Size in bytes if the archive ended now. */
  finalBytes(): number {
    return this.#sizeBytes + this.#directory.sizeBytes + this.#end().length;
  }

  /** The file's name without its folder. */
  get name(): string {
    return basename(this.#file.path);
  }

  /** Starts an entry; the next one may start only when it is closed. */
  openEntry(name: string): OpenEntry {
    return new OpenEntry(name, {
      encode: (text) => Buffer.from(text, 'utf8'),
      whole: (data) => this.#writeWhole(name, data.length, this.#deflater.pack(data)),
      packed: (packed, sizeBytes) => this.#writeWhole(name, sizeBytes, packed),
      stream: () => this.openPacked(name),
    });
  }

  /** Writes a small entry as a whole. */
  async addEntry(name: string, text: string): Promise<ZipEntry> {
    const entry = this.openEntry(name);
    await entry.write(text);
    return entry.close();
  }

  /**
   * Adds entries that were packed elsewhere, with their local headers, and their records of the directory, whose offsets
   * count from `base` before them. Takes over the memory of both.
   */
  async addArchived(archived: Buffer, records: Buffer, base = 0): Promise<void> {
    const byBytes = this.#sizeBytes - base;
    const isLarge = this.#sizeBytes + archived.length >= FULL_32;
    await this.#write(archived);
    if (isLarge) await this.#listMoved(records, byBytes);
    else {
      this.#entries += moveRecords(records, byBytes);
      await this.#directory.add(records);
    }
  }

  async #listMoved(records: Buffer, byBytes: number): Promise<void> {
    for (const { record } of recordsIn(records, 0)) {
      this.#entries += 1;
      await this.#directory.add(movedRecord(record, byBytes));
    }
  }

  /** Begins an entry that is packed elsewhere, piece by piece; the next one may start only when it is closed. */
  async openPacked(name: string): Promise<PackedStream> {
    const opened = this.#entry(name, { ...NOTHING_YET, isStreamed: true });
    await this.#write(localHeader(opened));
    return {
      write: (compressed) => this.#write(compressed),
      close: async (sums) => {
        const entry = { ...opened, ...sums };
        await this.#write(dataDescriptor(entry));
        await this.#list(entry);
      },
    };
  }

  /** Writes the entry of a folder, `name/`: readers that list it find a folder without entries too. */
  async addFolder(name: string): Promise<void> {
    const entry = this.#entry(`${name}/`, { ...NOTHING_YET, isStreamed: false });
    await this.#write(localHeader(entry));
    await this.#list(entry);
  }

  /** Writes an entry from its chunks; a chunk's memory may be reused when the next is pulled. Fails as `chunks` does. */
  async addStream(name: string, chunks: AsyncIterable<Buffer>): Promise<ZipEntry> {
    const hash = createHash('sha256');
    const packed = await this.openPacked(name);
    const deflating = new Deflating((bytes) => packed.write(bytes));
    for await (const chunk of chunks) {
      hash.update(chunk);
      await deflating.write(chunk);
    }
    const sums = await deflating.end();
    await packed.close(sums);
    return { name, sizeBytes: sums.sizeBytes, sha256: hash.digest('hex') };
  }

  /** Ends the archive, which keeps its temporary name until commit(). */
  async finish(): Promise<{ sha256: string; sizeBytes: number }> {
    const end = this.#end();
    for await (const piece of this.#directory.pieces()) await this.#write(piece);
    await this.#directory.close();
    await this.#write(end);
    await this.#flush();
    await this.#file.close();
    return { sha256: this.#hash.digest('hex'), sizeBytes: this.#sizeBytes };
  }

  /** Throws the TargetError of a commit() that can be foreseen. */
  async checkName(): Promise<void> {
    await this.#file.checkName();
  }

  async commit(): Promise<void> {
    await this.#file.commit();
  }

  async discard(): Promise<void> {
    try {
      await this.#directory.close();
    } finally {
      await this.#file.discard();
    }
  }

  async #writeWhole(name: string, sizeBytes: number, { compressed, crc }: Packed): Promise<void> {
    const sizes = { compressedBytes: compressed.length, sizeBytes };
    const entry = this.#entry(name, { crc, ...sizes, isStreamed: false });
    await this.#write(localHeader(entry));
    await this.#write(compressed);
    await this.#list(entry);
  }

  #entry(name: string, known: Omit<EntryRecord, 'name' | 'offset'>): EntryRecord {
    return { name: Buffer.from(name, 'utf8'), offset: this.#sizeBytes, ...known };
  }

  async #list(entry: EntryRecord): Promise<void> {
    this.#entries += 1;
    await this.#directory.add(directoryRecord(entry));
  }

  #end(): Buffer {
    const { sizeBytes } = this.#directory;
    const place = { entries: this.#entries, offset: this.#sizeBytes, sizeBytes };
    return endRecords(place, this.#comment);
  }

  async #write(bytes: Buffer): Promise<void> {
    this.#sizeBytes += bytes.length;
    this.#batch.push(bytes);
    this.#batchBytes += bytes.length;
    if (this.#batchBytes >= BATCH_BYTES) await this.#flush();
  }

  async #flush(): Promise<void> {
    const bytes = Buffer.concat(this.#batch, this.#batchBytes);
    this.#batch = [];
    this.#batchBytes = 0;
    this.#hash.update(bytes);
    await this.#file.write(bytes);
  }
}

const NOTHING_YET = { crc: 0, compressedBytes: 0, sizeBytes: 0 };
