import { once } from 'node:events';
import { crc32, createDeflateRaw, type DeflateRaw, deflateRawSync } from 'node:zlib';
import { type KeptStream, keptStream, runKept } from './kept-zlib.ts';
import type { PackedSums } from './zip-entry.ts';

/** The bytes of an entry as an archive holds them. */
export interface Packed {
  readonly compressed: Buffer;
  /** CRC-32 of the uncompressed bytes. */
  readonly crc: number;
}

/** The default level of zlib and of most tools. */
const DEFLATE_LEVEL = 6;

const MIN_WINDOW_BITS = 9;
const MAX_WINDOW_BITS = 15;
const MAX_MEMORY_LEVEL = 8;
/** With a memory level 6 below the window bits, zlib's table holds as many symbols as the window has bytes. */
const MEMORY_BELOW_WINDOW = 6;
const MIN_CHUNK_BYTES = 64;
const MAX_CHUNK_BYTES = 16 * 1024;

/** Deflates a piece that fits into memory. */
export function pack(data: Buffer): Packed {
  return { compressed: deflateRawSync(data, optionsFor(data.length)), crc: crc32(data) };
}

/**
 * zlib options that take no more memory than the piece can use: for a day of messages, clearing zlib's usual 256 KiB
 * takes longer than compressing the messages.
 */
function optionsFor(sizeBytes: number) {
  const windowBits = between(MIN_WINDOW_BITS, Math.ceil(Math.log2(sizeBytes + 1)), MAX_WINDOW_BITS);
  return {
    level: DEFLATE_LEVEL,
    windowBits,
    memLevel: Math.min(windowBits - MEMORY_BELOW_WINDOW, MAX_MEMORY_LEVEL),
    chunkSize: between(MIN_CHUNK_BYTES, sizeBytes, MAX_CHUNK_BYTES),
  };
}

const between = (least: number, value: number, most: number): number =>
  Math.min(Math.max(least, value), most);

/** Of the longest text whose bytes are made in place; longer ones are few. */
const MOST_CHARACTERS = 64 * 1024;
const BYTES_OF_CHARACTER = 3;

/** Deflates many pieces with handles of zlib that it keeps, 2 MiB at most; the bytes are those of `pack`. */
export class Deflater {
  #encoded: Buffer | undefined;

  /** By the bits of their windows; undefined where Node lacks what keeping a handle takes. */
  readonly #streams = new Map<number, KeptStream | undefined>();

  pack(data: Buffer): Packed {
    const stream = this.#streamFor(data.length);
    if (stream === undefined) return pack(data);
    return { compressed: Buffer.from(runKept(stream, data)), crc: crc32(data) };
  }

  /**
   * Makes the bytes of a text in UTF-8, in the memory of the text before it: without a look at their number and without
   * memory of their own, which take longer than the bytes of a day of messages.
   */
  encode(text: string): Buffer {
    if (text.length > MOST_CHARACTERS) return Buffer.from(text, 'utf8');
    this.#encoded ??= Buffer.allocUnsafeSlow(MOST_CHARACTERS * BYTES_OF_CHARACTER);
    return this.#encoded.subarray(0, this.#encoded.write(text, 'utf8'));
  }

  #streamFor(sizeBytes: number): KeptStream | undefined {
    const options = optionsFor(sizeBytes);
    const { windowBits } = options;
    if (!this.#streams.has(windowBits)) this.#streams.set(windowBits, keptDeflate(options));
    return this.#streams.get(windowBits);
  }
}

const TRIAL = Buffer.alloc(200, 'a message');

function keptDeflate(options: ReturnType<typeof optionsFor>): KeptStream | undefined {
  const stream = createDeflateRaw({ ...options, chunkSize: MAX_CHUNK_BYTES });
  return keptStream(stream, { given: TRIAL, expected: deflateRawSync(TRIAL, options) });
}

/** Deflates a stream of chunks; passes on the output before it takes the next chunk. */
export class Deflating {
  readonly #deflate: DeflateRaw;
  readonly #handOn: (bytes: Buffer) => Promise<void>;
  #out: Buffer[] = [];
  #crc = 0;
  #sizeBytes = 0;
  #compressedBytes = 0;

  constructor(handOn: (bytes: Buffer) => Promise<void>) {
    this.#handOn = handOn;
    this.#deflate = createDeflateRaw({ level: DEFLATE_LEVEL });
    this.#deflate.on('data', (bytes: Buffer) => this.#out.push(bytes));
    // write() or end() report a failure; without a listener it would end the process first.
    this.#deflate.on('error', () => undefined);
  }

  /** Resolves when the chunk's memory may be reused. */
  async write(chunk: Buffer): Promise<void> {
    this.#crc = crc32(chunk, this.#crc);
    this.#sizeBytes += chunk.length;
    await new Promise<void>((resolve, reject) => {
      this.#deflate.write(chunk, (error) => (error ? reject(error) : resolve()));
    });
    await this.#handOnAll();
  }

  async end(): Promise<PackedSums> {
    const ended = once(this.#deflate, 'end');
    this.#deflate.end();
    await ended;
    await this.#handOnAll();
    return { crc: this.#crc, sizeBytes: this.#sizeBytes, compressedBytes: this.#compressedBytes };
  }

  async #handOnAll(): Promise<void> {
    const out = this.#out;
    this.#out = [];
    for (const bytes of out) {
      this.#compressedBytes += bytes.length;
      await this.#handOn(bytes);
    }
  }
}
