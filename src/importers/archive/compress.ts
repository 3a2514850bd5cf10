import { crc32, deflateRawSync } from 'node:zlib';

/** The bytes of an entry as they lie in an archive. */
export interface Packed {
  readonly compressed: Buffer;
  /** Of the bytes before. */
  readonly crc: number;
}

/** The level that most tools use. */
export const DEFLATE_LEVEL = 6;

const MIN_WINDOW_BITS = 9;
const MAX_WINDOW_BITS = 15;
const MAX_MEMORY_LEVEL = 8;
/** With 6 less than the window the table of symbols holds as many as the window has bytes. */
const MEMORY_BELOW_WINDOW = 6;
const MIN_CHUNK_BYTES = 64;
const MAX_CHUNK_BYTES = 16 * 1024;

/** Deflates a piece that fits into memory. */
export function pack(data: Buffer): Packed {
  return { compressed: deflateRawSync(data, optionsFor(data.length)), crc: crc32(data) };
}

/**
 * No more memory than the piece can use: for a day of messages, zlib spends more time on clearing its usual quarter
 * of a mebibyte than on the messages.
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

/** Deflates entries of archives, many at once. */
export interface Packer {
  /** In the order of the pieces, whose memory is not changed. */
  pack(pieces: readonly Buffer[]): Promise<readonly Packed[]>;
  /** Ends what the packer started; what is still being packed then fails. */
  close(): Promise<void>;
}

/** Deflates where it is called. */
export const packHere: Packer = {
  pack: async (pieces) => pieces.map(pack),
  close: async () => undefined,
};
