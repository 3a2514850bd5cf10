import { createHash, type Hash } from 'node:crypto';
import { once } from 'node:events';
import { basename } from 'node:path';
import { PassThrough, type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipArchive } from 'archiver';
import { AtomicFile } from './atomic-file.ts';
import { asTargetError } from './write-errors.ts';

/** The same for every entry: a clock in the archive would make two runs differ. */
const ENTRY_DATE = new Date('1980-01-01T00:00:00Z');
const ENTRY_MODE = 0o644;
/** An entry over this is streamed into the archive instead of being gathered first. */
const GATHERED_BYTES = 4 * 1024 * 1024;

/** A line of the directory at an archive's end without its name, with room for ZIP64; and that end itself. */
const DIRECTORY_ENTRY_BYTES = 46 + 28;
const END_BYTES = 98;

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
 * A ZIP that exists under its own name only when it is complete. Entries are written one after
 * another, each awaited, because archiver's own queue has no bound.
 */
export class ZipFile {
  readonly #file: AtomicFile;
  readonly #archive: ZipArchive;
  readonly #hash: Hash;
  readonly #failed: Promise<never>;
  #sizeBytes = 0;
  #directoryBytes = END_BYTES;

  private constructor(file: AtomicFile, archive: ZipArchive) {
    this.#file = file;
    this.#archive = archive;
    this.#hash = createHash('sha256');
    this.#failed = new Promise((_, reject) => {
      archive.on('error', reject);
      archive.on('warning', reject);
      file.stream.on('error', (error) => reject(asTargetError(error, file.path)));
    });
    // Whoever waits at the moment of a failure hears of it; without a waiter it must not end the process.
    this.#failed.catch(() => undefined);
    archive.pipe(this.#meter()).pipe(file.stream);
  }

  /** Fails with TargetError when the folder is missing, full or read-only. */
  static async create(path: string, options: ZipOptions): Promise<ZipFile> {
    const file = await AtomicFile.create(path);
    const comment = options.comment === undefined ? {} : { comment: options.comment };
    return new ZipFile(file, new ZipArchive({ zlib: { level: 6 }, ...comment }));
  }

  get path(): string {
    return this.#file.path;
  }

  /** Bytes that the archive would have if it ended now. */
  get finalBytes(): number {
    return this.#sizeBytes + this.#directoryBytes;
  }

  /** The file's name without its folder. */
  get name(): string {
    return basename(this.#file.path);
  }

  /** Starts an entry; the next one may start when it is closed. */
  openEntry(name: string): OpenEntry {
    return new OpenEntry(name, (source) => this.#append(name, source));
  }

  /** Writes a small entry whole. */
  async addEntry(name: string, text: string): Promise<ZipEntry> {
    const entry = this.openEntry(name);
    await entry.write(text);
    return entry.close();
  }

  /** Writes an entry as its bytes come, holding few of them. Fails as `bytes` does. */
  async addStream(name: string, bytes: Readable): Promise<ZipEntry> {
    const hash = createHash('sha256');
    let sizeBytes = 0;
    const counted = new PassThrough({
      transform(chunk: Buffer, _encoding, done) {
        hash.update(chunk);
        sizeBytes += chunk.length;
        done(null, chunk);
      },
    });
    await Promise.all([pipeline(bytes, counted), this.#append(name, counted)]);
    return { name, sizeBytes, sha256: hash.digest('hex') };
  }

  /** Ends the archive; it still has its temporary name until commit(). */
  async finish(): Promise<{ sha256: string; sizeBytes: number }> {
    await Promise.race([this.#archive.finalize(), this.#failed]);
    if (!this.#file.stream.writableFinished) {
      await Promise.race([once(this.#file.stream, 'finish'), this.#failed]);
    }
    return { sha256: this.#hash.digest('hex'), sizeBytes: this.#sizeBytes };
  }

  async commit(): Promise<void> {
    await this.#file.commit();
  }

  async discard(): Promise<void> {
    this.#archive.abort();
    await this.#file.discard();
  }

  async #append(name: string, source: Buffer | PassThrough): Promise<void> {
    this.#directoryBytes += DIRECTORY_ENTRY_BYTES + Buffer.byteLength(name);
    const written = once(this.#archive, 'entry');
    this.#archive.append(source, { name, date: ENTRY_DATE, mode: ENTRY_MODE });
    await Promise.race([written, this.#failed]);
  }

  #meter(): Transform {
    return new Transform({
      transform: (chunk: Buffer, _encoding, done) => {
        this.#hash.update(chunk);
        this.#sizeBytes += chunk.length;
        done(null, chunk);
      },
    });
  }
}

type Append = (source: Buffer | PassThrough) => Promise<void>;

/** An entry under way: gathered while it is small, streamed once it is not. */
export class OpenEntry {
  readonly name: string;
  readonly #append: Append;
  readonly #hash = createHash('sha256');
  #chunks: Buffer[] = [];
  #gatheredBytes = 0;
  #sizeBytes = 0;
  #stream: PassThrough | undefined;
  #appended: Promise<void> | undefined;

  constructor(name: string, append: Append) {
    this.name = name;
    this.#append = append;
  }

  async write(text: string): Promise<void> {
    const chunk = Buffer.from(text, 'utf8');
    this.#hash.update(chunk);
    this.#sizeBytes += chunk.length;
    if (this.#stream !== undefined) return this.#push(this.#stream, chunk);
    this.#chunks.push(chunk);
    this.#gatheredBytes += chunk.length;
    if (this.#gatheredBytes > GATHERED_BYTES) await this.#startStreaming();
  }

  async close(): Promise<ZipEntry> {
    if (this.#stream === undefined) {
      await this.#append(Buffer.concat(this.#chunks));
    } else {
      this.#stream.end();
      await this.#appended;
    }
    return { name: this.name, sizeBytes: this.#sizeBytes, sha256: this.#hash.digest('hex') };
  }

  async #startStreaming(): Promise<void> {
    const stream = new PassThrough();
    this.#stream = stream;
    this.#appended = this.#append(stream);
    this.#appended.catch(() => undefined);
    for (const chunk of this.#chunks) await this.#push(stream, chunk);
    this.#chunks = [];
  }

  async #push(stream: PassThrough, chunk: Buffer): Promise<void> {
    if (stream.write(chunk)) return;
    await Promise.race([once(stream, 'drain'), this.#appended]);
  }
}
