import { createInflateRaw, deflateRawSync, inflateRawSync } from 'node:zlib';
import { z } from 'zod';
import { EntryFault } from './entry-fault.ts';
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
   * errors, and EntryFault where more bytes follow the packed ones.
   */
  inflate(packed: Buffer, sizeBytes: number): Buffer {
    const stream = sizeBytes <= MAX_KEPT_BYTES ? this.#kept() : undefined;
    if (stream === undefined) return inflateOnce(packed, sizeBytes);
    let bytes: Buffer;
    try {
      bytes = runKept(stream, packed);
    } catch (error) {
      this.#stream = undefined;
      throw error;
    }
    checkIsRead(stream.bytesWritten, packed.length);
    return bytes;
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

/**
 * Throws when not all bytes of an entry were packed content: zlib ends where the content does, and readers that go from
 * one header to the next may find another entry in what follows.
 */
export function checkIsRead(readBytes: number, compressedBytes: number): void {
  if (readBytes < compressedBytes) throw new EntryFault('bytes follow its packed content');
}

/** What zlib returns with `info: true`, which its types do not know. */
const withEngine = z.object({
  buffer: z.instanceof(Buffer),
  engine: z.object({ bytesWritten: z.number() }),
});

/** A chunk of the entry's size, because zlib.js allocates whole ones. */
function inflateOnce(packed: Buffer, sizeBytes: number): Buffer {
  const inflated: unknown = inflateRawSync(packed, {
    chunkSize: Math.min(Math.max(MIN_CHUNK_BYTES, sizeBytes + 1), MAX_CHUNK_BYTES),
    maxOutputLength: sizeBytes + 1,
    info: true,
  });
  const { buffer, engine } = withEngine.parse(inflated);
  checkIsRead(engine.bytesWritten, packed.length);
  return buffer;
}
