import { createInflateRaw, deflateRawSync, inflateRawSync } from 'node:zlib';
import { type KeptStream, keptStream, runKept } from './kept-zlib.ts';

/** Entries up to this size share a handle of zlib. */
const MAX_KEPT_BYTES = 64 * 1024;
const MIN_CHUNK_BYTES = 64;
const MAX_CHUNK_BYTES = 1024 * 1024;

const TRIAL = Buffer.alloc(200, 'a message');

/** Inflates many entries; zlib's handle is kept for the small ones. */
export class Inflater {
  #stream: KeptStream | undefined;
  #isKeepable = true;

  /**
   * Inflates an entry that has this size by what the archive says; returns not much more than that if it is larger, so
   * that a small entry cannot fill the memory. The memory of the result is that of the next one too. Throws zlib's
   * errors.
   */
  inflate(packed: Buffer, sizeBytes: number): Buffer {
    const stream = sizeBytes <= MAX_KEPT_BYTES ? this.#kept() : undefined;
    if (stream === undefined) return inflateOnce(packed, sizeBytes);
    try {
      return runKept(stream, packed);
    } catch (error) {
      this.#stream = undefined;
      throw error;
    }
  }

  #kept(): KeptStream | undefined {
    if (this.#stream !== undefined || !this.#isKeepable) return this.#stream;
    const options = { chunkSize: MAX_KEPT_BYTES + 1, maxOutputLength: 2 * MAX_KEPT_BYTES + 2 };
    const trial = { given: deflateRawSync(TRIAL), expected: TRIAL };
    this.#stream = keptStream(createInflateRaw(options), trial);
    this.#isKeepable = this.#stream !== undefined;
    return this.#stream;
  }
}

/** A chunk of the entry's size, because zlib.js allocates whole ones. */
const inflateOnce = (packed: Buffer, sizeBytes: number): Buffer =>
  inflateRawSync(packed, {
    chunkSize: Math.min(Math.max(MIN_CHUNK_BYTES, sizeBytes + 1), MAX_CHUNK_BYTES),
    maxOutputLength: sizeBytes + 1,
  });
