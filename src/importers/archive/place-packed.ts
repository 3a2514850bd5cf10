import type { PackedBlock, PackedPiece } from './packed-entries.ts';
import type { PackedStream } from './zip-entry.ts';
import { recordsIn } from './zip-records.ts';
import type { ZipFile } from './zip-writer.ts';

/** Into which archives entries go. */
export interface PlacedArchives {
  /** The archive of all of them; undefined where each may have another one. */
  readonly whole: ZipFile | undefined;
  /** Returns the archive of an entry; asked once for each where there is no archive of all. */
  readonly of: (name: string) => Promise<ZipFile>;
}

/** Puts packed entries into their archives, in the order in which they were packed. */
export class PackedPlacer {
  readonly #archives: PlacedArchives;
  #stream: PackedStream | undefined;

  constructor(archives: PlacedArchives) {
    this.#archives = archives;
  }

  /** Places a block; an entry that is too large to be held goes on in the next one. */
  async place({ pieces, bytes, directory }: PackedBlock): Promise<void> {
    const content = new Slices(bytes);
    const records = new Slices(directory);
    for (const piece of pieces) {
      if (piece.kind === 'entries') {
        const archived = content.next(piece.archivedBytes);
        await this.#placeEntries(archived, records.next(piece.directoryBytes));
      } else {
        const length = piece.kind === 'more' ? piece.compressedBytes : 0;
        await this.#placePiece(piece, content.next(length));
      }
    }
  }

  async #placeEntries(archived: Buffer, records: Buffer): Promise<void> {
    const { whole, of } = this.#archives;
    if (whole !== undefined) return await whole.addArchived(archived, records);
    for (const { name, record, from, to } of recordsIn(records, archived.length)) {
      const zip = await of(name);
      await zip.addArchived(archived.subarray(from, to), record, from);
    }
  }

  async #placePiece(
    piece: Exclude<PackedPiece, { readonly kind: 'entries' }>,
    compressed: Buffer,
  ): Promise<void> {
    switch (piece.kind) {
      case 'begin': {
        const { whole, of } = this.#archives;
        const zip = whole ?? (await of(piece.name));
        this.#stream = await zip.openPacked(piece.name);
        return;
      }
      case 'more':
        await this.#stream?.write(compressed);
        return;
      case 'end':
        await this.#stream?.close(piece);
        this.#stream = undefined;
    }
  }
}

/** Gives one part of some bytes after another. */
class Slices {
  readonly #bytes: Uint8Array<ArrayBuffer>;
  #at = 0;

  constructor(bytes: Uint8Array<ArrayBuffer>) {
    this.#bytes = bytes;
  }

  next(length: number): Buffer {
    const { buffer, byteOffset } = this.#bytes;
    const from = byteOffset + this.#at;
    this.#at += length;
    return Buffer.from(buffer, from, length);
  }
}
