import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import { AtomicFile } from './atomic-file.ts';
import { ByteHeap } from './byte-heap.ts';
import { Deflating } from './deflating.ts';
import {
  dataDescriptor,
  directoryRecord,
  type EntryRecord,
  endRecords,
  localHeader,
} from './zip-records.ts';

/** The level that most tools use. */
const LEVEL = 6;
/** An entry over this is streamed into the archive instead of being gathered first. */
const GATHERED_BYTES = 4 * 1024 * 1024;
/** Small writes cost more than they write. */
const BATCH_BYTES = 256 * 1024;

export interface ZipEntry {
  readonly name: string;
  readonly sizeBytes: number;
  readonly sha256: string;
}

export interface ZipOptions {
  /** Written into the archive's end; shown by `unzip -z`. */
  readonly comment: string | undefined;
}

/**
 * A ZIP that exists under its own name only when it is complete. Entries are written one after another, and what is
 * kept of each until the end is its line in the directory. Every method fails with TargetError as AtomicFile does.
 */
export class ZipFile {
  readonly #file: AtomicFile;
  readonly #comment: Buffer;
  readonly #hash = createHash('sha256');
  readonly #directory = new ByteHeap();
  #batch: Buffer[] = [];
  #batchBytes = 0;
  #sizeBytes = 0;
  #entries = 0;

  private constructor(file: AtomicFile, comment: Buffer) {
    this.#file = file;
    this.#comment = comment;
  }

  /** Fails with TargetError when the folder is missing, full or read-only. */
  static async create(path: string, { comment }: ZipOptions): Promise<ZipFile> {
    return new ZipFile(await AtomicFile.create(path), Buffer.from(comment ?? '', 'utf8'));
  }

  get path(): string {
    return this.#file.path;
  }

  /** Bytes that the archive would have if it ended now. */
  get finalBytes(): number {
    return this.#sizeBytes + this.#directory.sizeBytes + this.#end().length;
  }

  /** The file's name without its folder. */
  get name(): string {
    return basename(this.#file.path);
  }

  /** Starts an entry; the next one may start when it is closed. */
  openEntry(name: string): OpenEntry {
    return new OpenEntry(name, {
      whole: (data) => this.#addWhole(name, data),
      stream: () => this.#openStream(name),
    });
  }

  /** Writes a small entry whole. */
  async addEntry(name: string, text: string): Promise<ZipEntry> {
    const entry = this.openEntry(name);
    await entry.write(text);
    return entry.close();
  }

  /** Writes an entry as its bytes come; a chunk is done with before the next is pulled. Fails as `chunks` does. */
  async addStream(name: string, chunks: AsyncIterable<Buffer>): Promise<ZipEntry> {
    const hash = createHash('sha256');
    const stream = await this.#openStream(name);
    let sizeBytes = 0;
    for await (const chunk of chunks) {
      hash.update(chunk);
      sizeBytes += chunk.length;
      await stream.write(chunk);
    }
    await stream.close();
    return { name, sizeBytes, sha256: hash.digest('hex') };
  }

  /** Ends the archive; it still has its temporary name until commit(). */
  async finish(): Promise<{ sha256: string; sizeBytes: number }> {
    const end = this.#end();
    for (const piece of this.#directory.pieces()) await this.#write(piece);
    await this.#write(end);
    await this.#flush();
    await this.#file.close();
    return { sha256: this.#hash.digest('hex'), sizeBytes: this.#sizeBytes };
  }

  async commit(): Promise<void> {
    await this.#file.commit();
  }

  async discard(): Promise<void> {
    await this.#file.discard();
  }

  async #addWhole(name: string, data: Buffer): Promise<void> {
    const compressed = deflateRawSync(data, { level: LEVEL });
    const sizes = { compressedBytes: compressed.length, sizeBytes: data.length };
    const entry = this.#entry(name, { crc: crc32(data), ...sizes, isStreamed: false });
    await this.#write(localHeader(entry));
    await this.#write(compressed);
    this.#list(entry);
  }

  async #openStream(name: string): Promise<EntryStream> {
    const opened = this.#entry(name, { ...NOTHING_YET, isStreamed: true });
    await this.#write(localHeader(opened));
    const deflating = new Deflating(LEVEL, (bytes) => this.#write(bytes));
    return {
      write: (chunk) => deflating.write(chunk),
      close: async () => {
        const entry = { ...opened, ...(await deflating.end()) };
        await this.#write(dataDescriptor(entry));
        this.#list(entry);
      },
    };
  }

  #entry(name: string, known: Omit<EntryRecord, 'name' | 'offset'>): EntryRecord {
    return { name: Buffer.from(name, 'utf8'), offset: this.#sizeBytes, ...known };
  }

  #list(entry: EntryRecord): void {
    this.#entries += 1;
    this.#directory.add(directoryRecord(entry));
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

interface EntryStream {
  write(chunk: Buffer): Promise<void>;
  close(): Promise<void>;
}

interface EntryWays {
  readonly whole: (data: Buffer) => Promise<void>;
  readonly stream: () => Promise<EntryStream>;
}

/** An entry under way: gathered while it is small, streamed once it is not. */
export class OpenEntry {
  readonly name: string;
  readonly #ways: EntryWays;
  readonly #hash = createHash('sha256');
  #texts: string[] = [];
  #heldCharacters = 0;
  #sizeBytes = 0;
  #stream: EntryStream | undefined;

  constructor(name: string, ways: EntryWays) {
    this.name = name;
    this.#ways = ways;
  }

  async write(text: string): Promise<void> {
    this.#texts.push(text);
    this.#heldCharacters += text.length;
    if (this.#heldCharacters > GATHERED_BYTES) await this.#streamHeld();
  }

  async close(): Promise<ZipEntry> {
    if (this.#stream === undefined) {
      await this.#ways.whole(this.#take());
    } else {
      await this.#streamHeld();
      await this.#stream.close();
    }
    return { name: this.name, sizeBytes: this.#sizeBytes, sha256: this.#hash.digest('hex') };
  }

  async #streamHeld(): Promise<void> {
    this.#stream ??= await this.#ways.stream();
    await this.#stream.write(this.#take());
  }

  #take(): Buffer {
    const bytes = Buffer.from(this.#texts.join(''), 'utf8');
    this.#texts = [];
    this.#heldCharacters = 0;
    this.#hash.update(bytes);
    this.#sizeBytes += bytes.length;
    return bytes;
  }
}
