import { type FileHandle, open, rm } from 'node:fs/promises';
import { temporaryPathOf } from '../../system/atomic-file.ts';
import { asTargetError } from '../../system/write-errors.ts';

const PIECE_BYTES = 256 * 1024;
/** What an archive of usual size never exceeds; more goes into a file. */
const HELD_PIECES = 16;
const OWNER_ONLY = 0o600;

/**
 * Collects bytes that are needed in order at the end: some megabytes in memory, outside the JavaScript heap, and what
 * comes before them in a temporary file beside `path`. Every method fails with TargetError as AtomicFile does.
 */
export class SpooledBytes {
  readonly #path: string;
  #file: { readonly handle: FileHandle; readonly path: string } | undefined;
  #fileBytes = 0;
  #full: Buffer[] = [];
  #piece = Buffer.allocUnsafeSlow(PIECE_BYTES);
  #used = 0;
  #sizeBytes = 0;

  constructor(path: string) {
    this.#path = path;
  }

  get sizeBytes(): number {
    return this.#sizeBytes;
  }

  async add(bytes: Buffer): Promise<void> {
    this.#sizeBytes += bytes.length;
    if (this.#used + bytes.length > this.#piece.length) {
      this.#full.push(this.#piece.subarray(0, this.#used));
      this.#piece = Buffer.allocUnsafeSlow(Math.max(PIECE_BYTES, bytes.length));
      this.#used = 0;
    }
    this.#used += bytes.copy(this.#piece, this.#used);
    if (this.#full.length >= HELD_PIECES) await this.#spool();
  }

  /** All bytes in order, piece by piece. */
  async *pieces(): AsyncGenerator<Buffer> {
    for (let position = 0; position < this.#fileBytes; ) {
      const piece = await this.#read(position);
      position += piece.length;
      yield piece;
    }
    yield* this.#full;
    yield this.#piece.subarray(0, this.#used);
  }

  /** Deletes the file; safe to call twice. */
  async close(): Promise<void> {
    const file = this.#file;
    if (file === undefined) return;
    this.#file = undefined;
    await file.handle.close();
    await rm(file.path, { force: true });
  }

  async #spool(): Promise<void> {
    const full = this.#full;
    this.#full = [];
    try {
      this.#file ??= await createFile(temporaryPathOf(this.#path));
      for (const piece of full) await this.#file.handle.appendFile(piece);
    } catch (error) {
      throw asTargetError(error, this.#path);
    }
    for (const piece of full) this.#fileBytes += piece.length;
  }

  async #read(position: number): Promise<Buffer> {
    const length = Math.min(PIECE_BYTES, this.#fileBytes - position);
    const piece = Buffer.allocUnsafeSlow(length);
    try {
      const { bytesRead = 0 } = (await this.#file?.handle.read(piece, 0, length, position)) ?? {};
      if (bytesRead === 0) throw new Error('the temporary file of the directory is cut');
      return piece.subarray(0, bytesRead);
    } catch (error) {
      throw asTargetError(error, this.#path);
    }
  }
}

async function createFile(path: string): Promise<{ handle: FileHandle; path: string }> {
  return { handle: await open(path, 'wx+', OWNER_ONLY), path };
}
