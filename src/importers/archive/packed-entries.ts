import type { Deflater, Packed } from './compress.ts';
import { OpenEntry } from './open-entry.ts';
import { entryOf, type PackedStream, type ZipEntry } from './zip-entry.ts';
import {
  localHeaderBytes,
  plainRecordBytes,
  writeLocalHeader,
  writePlainRecord,
} from './zip-records.ts';

/** What stands in a block, in order: whole entries, and pieces of one that was too large to be held. */
export type PackedPiece =
  | {
      /** Entries one behind another, with their local headers, and the records of them. */
      readonly kind: 'entries';
      readonly archivedBytes: number;
      readonly directoryBytes: number;
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
  /** Records of the archive's directory, of whole entries; their offsets count from the begin of the piece. */
  readonly directory: Uint8Array<ArrayBuffer>;
}

/**
 * Deflates entries away from their archive, and writes what stands beside each in a ZIP: of hundreds of thousands that
 * takes as long as deflating them. One entry is written after another; `take` gives what is ready.
 */
export class PackedEntries {
  readonly #deflater: Deflater;
  #pieces: PackedPiece[] = [];
  readonly #bytes = new GrowingBytes();
  readonly #directory = new GrowingBytes();
  /** Where the piece of whole entries begins that the next one is added to. */
  #open: { readonly bytes: number; readonly directory: number } | undefined;

  constructor(deflater: Deflater) {
    this.#deflater = deflater;
  }

  /** Packed bytes that were not taken. */
  get heldBytes(): number {
    return this.#bytes.length;
  }

  openEntry(name: string): OpenEntry {
    return new OpenEntry(name, {
      encode: (text) => this.#deflater.encode(text),
      whole: async (data) => this.#addWhole(name, this.#deflater.pack(data), data.length),
      packed: async (packed, sizeBytes) => this.#addWhole(name, packed, sizeBytes),
      stream: async () => this.#openStream(name),
    });
  }

  /** Packs a small entry at once. */
  addEntry(name: string, text: string): ZipEntry {
    const data = this.#deflater.encode(text);
    this.#addWhole(name, this.#deflater.pack(data), data.length);
    return entryOf(name, data);
  }

  /** Gives what was packed since the last call. */
  take(): PackedBlock {
    this.#endEntries();
    const pieces = this.#pieces;
    this.#pieces = [];
    return { pieces, bytes: this.#bytes.take(), directory: this.#directory.take() };
  }

  #addWhole(name: string, { compressed, crc }: Packed, sizeBytes: number): void {
    this.#open ??= { bytes: this.#bytes.length, directory: this.#directory.length };
    const entry = {
      ...{ name: Buffer.from(name, 'utf8'), offset: this.#bytes.length - this.#open.bytes },
      ...{ crc, sizeBytes, compressedBytes: compressed.length, isStreamed: false },
    };
    const headerAt = this.#bytes.reserve(localHeaderBytes(entry));
    writeLocalHeader(this.#bytes.memory, headerAt, entry);
    this.#bytes.add(compressed);
    const recordAt = this.#directory.reserve(plainRecordBytes(entry));
    writePlainRecord(this.#directory.memory, recordAt, entry);
  }

  #endEntries(): void {
    if (this.#open === undefined) return;
    this.#pieces.push({
      kind: 'entries',
      archivedBytes: this.#bytes.length - this.#open.bytes,
      directoryBytes: this.#directory.length - this.#open.directory,
    });
    this.#open = undefined;
  }

  #openStream(name: string): PackedStream {
    this.#endEntries();
    this.#pieces.push({ kind: 'begin', name });
    return {
      write: async (bytes) => {
        this.#pieces.push({ kind: 'more', compressedBytes: bytes.length });
        this.#bytes.add(bytes);
      },
      close: async (sums) => {
        this.#pieces.push({ kind: 'end', ...sums });
      },
    };
  }
}

/** A server can have very many conversations, and most are small. */
const FIRST_BYTES = 4 * 1024;

/** Bytes one behind another, in memory that is kept. */
class GrowingBytes {
  #memory = Buffer.allocUnsafeSlow(FIRST_BYTES);
  #used = 0;

  get length(): number {
    return this.#used;
  }

  get memory(): Buffer {
    return this.#memory;
  }

  /** Makes room for so many bytes behind the others; returns where in the memory they are to be written. */
  reserve(bytes: number): number {
    const at = this.#used;
    this.#used += bytes;
    if (this.#used > this.#memory.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(this.#used, this.#memory.length * 2));
      this.#memory.copy(larger, 0, 0, at);
      this.#memory = larger;
    }
    return at;
  }

  add(bytes: Uint8Array): void {
    const at = this.reserve(bytes.length);
    this.#memory.set(bytes, at);
  }

  /** Gives them in memory of their own, and begins again. */
  take(): Uint8Array<ArrayBuffer> {
    const taken = new Uint8Array(this.#memory.subarray(0, this.#used));
    this.#used = 0;
    return taken;
  }
}
