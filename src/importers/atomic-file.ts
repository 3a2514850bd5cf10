import { once } from 'node:events';
import type { WriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { finished } from 'node:stream/promises';
import { sweepTemporaryFiles, temporaryPathOf } from './temporary-path.ts';
import { asTargetError } from './write-errors.ts';

/** Only the owner may read what we write: it is a company's correspondence. */
const OWNER_ONLY = 0o600;

const HELD_CHARACTERS = 64 * 1024;

/**
 * A file that is written under another name and gets its own only when it is complete. Every method
 * fails with TargetError when the folder is full, read-only or gone.
 */
export class AtomicFile {
  readonly path: string;
  readonly #temporaryPath: string;
  readonly #stream: WriteStream;
  #texts: string[] = [];
  #heldCharacters = 0;
  #failure: unknown;

  private constructor(path: string, temporaryPath: string, stream: WriteStream) {
    this.path = path;
    this.#temporaryPath = temporaryPath;
    this.#stream = stream;
    stream.on('error', (error) => {
      this.#failure ??= error;
    });
  }

  /**
   * Opens the temporary file at once, so that a folder that cannot be written is known before any work. What
   * killed runs left in the folder goes first: its room may be needed.
   */
  static async create(path: string): Promise<AtomicFile> {
    await sweepTemporaryFiles(dirname(path));
    const temporaryPath = temporaryPathOf(path);
    try {
      const handle = await open(temporaryPath, 'wx', OWNER_ONLY);
      // With the disk before it has its name: after a power cut a whole name must not stand for half a file.
      return new AtomicFile(path, temporaryPath, handle.createWriteStream({ flush: true }));
    } catch (error) {
      throw asTargetError(error, path);
    }
  }

  /** Resolves when there is room for more. Texts are gathered: a file of lines is written many at a time. */
  async write(chunk: string | Buffer): Promise<void> {
    this.#throwFailure();
    if (typeof chunk === 'string') {
      this.#texts.push(chunk);
      this.#heldCharacters += chunk.length;
      if (this.#heldCharacters < HELD_CHARACTERS) return;
    }
    await this.#writeHeld();
    if (typeof chunk !== 'string') await this.#writeNow(chunk);
  }

  async #writeHeld(): Promise<void> {
    if (this.#texts.length === 0) return;
    const text = this.#texts.join('');
    this.#texts = [];
    this.#heldCharacters = 0;
    await this.#writeNow(text);
  }

  async #writeNow(chunk: string | Buffer): Promise<void> {
    if (this.#stream.write(chunk)) return;
    try {
      await once(this.#stream, 'drain');
    } catch (error) {
      throw asTargetError(error, this.path);
    }
  }

  /** Ends the file and waits until its bytes are on the disk; it still has its temporary name. */
  async close(): Promise<void> {
    this.#throwFailure();
    await this.#writeHeld();
    try {
      this.#stream.end();
      await finished(this.#stream);
    } catch (error) {
      throw asTargetError(error, this.path);
    }
  }

  /** Gives the closed file its name, replacing an older one. */
  async commit(): Promise<void> {
    try {
      await rename(this.#temporaryPath, this.path);
    } catch (error) {
      throw asTargetError(error, this.path);
    }
  }

  /** Removes the temporary file; nothing happens after commit(). */
  async discard(): Promise<void> {
    this.#stream.destroy();
    await rm(this.#temporaryPath, { force: true });
  }

  #throwFailure(): void {
    if (this.#failure !== undefined) throw asTargetError(this.#failure, this.path);
  }
}
