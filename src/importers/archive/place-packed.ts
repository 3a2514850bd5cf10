import type { PackedBlock, PackedPiece } from './packed-entries.ts';
import type { PackedStream } from './zip-entry.ts';
import type { ZipFile } from './zip-writer.ts';

/** Puts packed entries into their archives, in the order in which they were packed. */
export class PackedPlacer {
  readonly #zipOf: (name: string) => Promise<ZipFile>;
  #stream: PackedStream | undefined;

  /** `zipOf` returns the archive of an entry, and is asked once for each. */
  constructor(zipOf: (name: string) => Promise<ZipFile>) {
    this.#zipOf = zipOf;
  }

  /** Places a block; an entry that is too large to be held goes on in the next one. */
  async place({ pieces, bytes }: PackedBlock): Promise<void> {
    let offset = bytes.byteOffset;
    for (const piece of pieces) {
      const length = piece.kind === 'whole' || piece.kind === 'more' ? piece.compressedBytes : 0;
      await this.#placePiece(piece, Buffer.from(bytes.buffer, offset, length));
      offset += length;
    }
  }

  async #placePiece(piece: PackedPiece, compressed: Buffer): Promise<void> {
    switch (piece.kind) {
      case 'whole': {
        const { name, crc, sizeBytes } = piece;
        await (await this.#zipOf(name)).addPacked({ name, crc, sizeBytes, compressed });
        return;
      }
      case 'begin':
        this.#stream = await (await this.#zipOf(piece.name)).openPacked(piece.name);
        return;
      case 'more':
        await this.#stream?.write(compressed);
        return;
      case 'end':
        await this.#stream?.close(piece);
        this.#stream = undefined;
    }
  }
}
