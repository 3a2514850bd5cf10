import { hash } from 'node:crypto';

/** An entry of an archive, as its manifest lists it. */
export interface ZipEntry {
  readonly name: string;
  readonly sizeBytes: number;
  readonly sha256: string;
}

/** Describes an entry of which all bytes are there. */
export const entryOf = (name: string, bytes: Buffer): ZipEntry => ({
  name,
  sizeBytes: bytes.length,
  sha256: hash('sha256', bytes),
});

/** What is known of an entry when it has ended. */
export interface PackedSums {
  /** CRC-32 of the uncompressed bytes. */
  readonly crc: number;
  readonly compressedBytes: number;
  readonly sizeBytes: number;
}

/** Takes the packed bytes of an entry that is too large to be held. */
export interface PackedStream {
  write(compressed: Buffer): Promise<void>;
  close(sums: PackedSums): Promise<void>;
}
