import type { Deflater, Packed } from './compress.ts';
import { OpenEntry } from './open-entry.ts';
import type { PackedStream } from './zip-entry.ts';

/** What stands in a block of packed bytes, in order: whole entries, and pieces of one that was too large to be held. */
export type PackedPiece =
  | {
      readonly kind: 'whole';
      readonly name: string;
      readonly compressedBytes: number;
      readonly crc: number;
      readonly sizeBytes: number;
    }
  | { readonly kind: 'begin'; readonly name: string }
  | { readonly kind: 'more'; readonly compressedBytes: number }
  | {
      readonly kind: 'end';
      readonly crc: number;
      readonly sizeBytes: number;
      readonly compressedBytes: number;
    };

/** Packed entries as plain data, whose memory can be handed to another thread. */
export interface PackedBlock {
  readonly pieces: readonly PackedPiece[];
  readonly bytes: Uint8Array<ArrayBuffer>;
}

const FIRST_BYTES = 64 * 1024;

/** Deflates entries away from their archive. One entry is written after another; `take` gives what is ready. */
export class PackedEntries {
  readonly #deflater: Deflater;
  #pieces: PackedPiece[] = [];
  #block = new Uint8Array(FIRST_BYTES);
  #used = 0;

  constructor(deflater: Deflater) {
    this.#deflater = deflater;
  }

  /** Packed bytes that were not taken. */
  get heldBytes(): number {
    return this.#used;
  }

  openEntry(name: string): OpenEntry {
    return new OpenEntry(name, {
      encode: (text) => this.#deflater.encode(text),
      whole: async (data) => this.#addWhole(name, this.#deflater.pack(data), data.length),
      packed: async (packed, sizeBytes) => this.#addWhole(name, packed, sizeBytes),
      stream: async () => this.#openStream(name),
    });
  }

  /** Gives what was packed since the last call. */
  take(): PackedBlock {
    const block = { pieces: this.#pieces, bytes: this.#block.slice(0, this.#used) };
    this.#pieces = [];
    this.#used = 0;
    return block;
  }

  #addWhole(name: string, { compressed, crc }: Packed, sizeBytes: number): void {
    const sizes = { compressedBytes: compressed.length, sizeBytes };
    this.#pieces.push({ kind: 'whole', name, crc, ...sizes });
    this.#append(compressed);
  }

  #openStream(name: string): PackedStream {
    this.#pieces.push({ kind: 'begin', name });
    return {
      write: async (bytes) => {
        this.#pieces.push({ kind: 'more', compressedBytes: bytes.length });
        this.#append(bytes);
      },
      close: async (sums) => {
        this.#pieces.push({ kind: 'end', ...sums });
      },
    };
  }

  #append(bytes: Uint8Array): void {
    const needed = this.#used + bytes.length;
    if (needed > this.#block.length) {
      const larger = new Uint8Array(Math.max(needed, this.#block.length * 2));
      larger.set(this.#block.subarray(0, this.#used));
      this.#block = larger;
    }
    this.#block.set(bytes, this.#used);
    this.#used = needed;
  }
}
