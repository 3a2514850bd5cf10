import type { PackedSums } from './zip-entry.ts';

/*
 * The records of a ZIP, by PKWARE's APPNOTE 6.3.10 (pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT): 4.3.7 local
 * header, 4.3.9 data descriptor, 4.3.12 directory, 4.3.14 to 4.3.16 its end. All numbers are little-endian.
 */

/** An entry as the directory describes it. */
export interface EntryRecord extends PackedSums {
  readonly name: Buffer;
  /** Where its local header begins in the archive. */
  readonly offset: number;
  /** True when its sizes follow its bytes, because they were not known before. */
  readonly isStreamed: boolean;
}

/** The largest number of four bytes; it marks that the real one is in the ZIP64 part. */
const FULL_32 = 0xffffffff;
const FULL_16 = 0xffff;
const NAMES_ARE_UTF8 = 0x0800;
const SIZES_COME_AFTER = 0x0008;
const DEFLATED = 8;
/** Unix, and the version that introduced ZIP64. */
const MADE_BY = (3 << 8) | 45;
const PLAIN_VERSION = 20;
const ZIP64_VERSION = 45;
/** 1980-01-01 00:00, the format's earliest time: with real times two runs would write different bytes. */
const DATE = (1 << 5) | 1;
const STORED = 0;
/** A regular file, mode 644, in the upper half as Unix writes it. */
const FILE_ATTRIBUTES = (0o100644 << 16) >>> 0;
/** A folder, mode 755, and MS-DOS's mark of one. */
const FOLDER_ATTRIBUTES = ((0o040755 << 16) | 0x10) >>> 0;

/** A name that ends in `/` is a folder's (4.4.17), which has no content. */
const isFolder = (name: Buffer): boolean => name.at(-1) === 0x2f;
const methodOf = (name: Buffer): number => (isFolder(name) ? STORED : DEFLATED);

/** Makes the local header of an entry whose sizes are known, or of a streamed one, whose sizes take eight bytes each. */
export function localHeader({
  name,
  crc,
  compressedBytes,
  sizeBytes,
  isStreamed,
}: EntryRecord): Buffer {
  const record = Buffer.alloc(30 + name.length + (isStreamed ? 20 : 0));
  record.writeUInt32LE(0x04034b50, 0);
  record.writeUInt16LE(isStreamed ? ZIP64_VERSION : PLAIN_VERSION, 4);
  record.writeUInt16LE(flagsOf(isStreamed), 6);
  record.writeUInt16LE(methodOf(name), 8);
  record.writeUInt16LE(0, 10);
  record.writeUInt16LE(DATE, 12);
  record.writeUInt32LE(isStreamed ? 0 : crc, 14);
  record.writeUInt32LE(isStreamed ? FULL_32 : compressedBytes, 18);
  record.writeUInt32LE(isStreamed ? FULL_32 : sizeBytes, 22);
  record.writeUInt16LE(name.length, 26);
  record.writeUInt16LE(isStreamed ? 20 : 0, 28);
  name.copy(record, 30);
  // Two sizes of zero: the real ones follow the bytes.
  if (isStreamed) record.writeUInt32LE((16 << 16) | 1, 30 + name.length);
  return record;
}

/** Makes the record that follows the bytes of a streamed entry. */
export function dataDescriptor({ crc, compressedBytes, sizeBytes }: EntryRecord): Buffer {
  const record = Buffer.alloc(24);
  record.writeUInt32LE(0x08074b50, 0);
  record.writeUInt32LE(crc, 4);
  record.writeBigUInt64LE(BigInt(compressedBytes), 8);
  record.writeBigUInt64LE(BigInt(sizeBytes), 16);
  return record;
}

/** Makes the directory record of an entry. */
export function directoryRecord(entry: EntryRecord): Buffer {
  const { name, crc, compressedBytes, sizeBytes, offset, isStreamed } = entry;
  const large = [sizeBytes, compressedBytes, offset].filter((value) => value >= FULL_32);
  const extraBytes = large.length === 0 ? 0 : 4 + 8 * large.length;
  const record = Buffer.alloc(46 + name.length + extraBytes);
  record.writeUInt32LE(0x02014b50, 0);
  record.writeUInt16LE(MADE_BY, 4);
  record.writeUInt16LE(isStreamed || extraBytes > 0 ? ZIP64_VERSION : PLAIN_VERSION, 6);
  record.writeUInt16LE(flagsOf(isStreamed), 8);
  record.writeUInt16LE(methodOf(name), 10);
  record.writeUInt16LE(0, 12);
  record.writeUInt16LE(DATE, 14);
  record.writeUInt32LE(crc, 16);
  record.writeUInt32LE(Math.min(compressedBytes, FULL_32), 20);
  record.writeUInt32LE(Math.min(sizeBytes, FULL_32), 24);
  record.writeUInt16LE(name.length, 28);
  record.writeUInt16LE(extraBytes, 30);
  record.writeUInt32LE(isFolder(name) ? FOLDER_ATTRIBUTES : FILE_ATTRIBUTES, 38);
  record.writeUInt32LE(Math.min(offset, FULL_32), 42);
  name.copy(record, 46);
  if (extraBytes > 0) {
    const extra = 46 + name.length;
    record.writeUInt16LE(1, extra);
    record.writeUInt16LE(extraBytes - 4, extra + 2);
    large.forEach((value, index) => {
      record.writeBigUInt64LE(BigInt(value), extra + 4 + 8 * index);
    });
  }
  return record;
}

export interface DirectoryPlace {
  readonly entries: number;
  readonly offset: number;
  readonly sizeBytes: number;
}

/** Makes the end of an archive, preceded by its ZIP64 form where four bytes cannot hold the numbers. */
export function endRecords(
  { entries, offset, sizeBytes }: DirectoryPlace,
  comment: Buffer,
): Buffer {
  const isLarge = entries >= FULL_16 || offset >= FULL_32 || sizeBytes >= FULL_32;
  const record = Buffer.alloc(22);
  record.writeUInt32LE(0x06054b50, 0);
  record.writeUInt16LE(Math.min(entries, FULL_16), 8);
  record.writeUInt16LE(Math.min(entries, FULL_16), 10);
  record.writeUInt32LE(Math.min(sizeBytes, FULL_32), 12);
  record.writeUInt32LE(Math.min(offset, FULL_32), 16);
  record.writeUInt16LE(comment.length, 20);
  return Buffer.concat([
    ...(isLarge ? [zip64End({ entries, offset, sizeBytes })] : []),
    record,
    comment,
  ]);
}

function zip64End({ entries, offset, sizeBytes }: DirectoryPlace): Buffer {
  const record = Buffer.alloc(56 + 20);
  record.writeUInt32LE(0x06064b50, 0);
  record.writeBigUInt64LE(44n, 4);
  record.writeUInt16LE(MADE_BY, 12);
  record.writeUInt16LE(ZIP64_VERSION, 14);
  record.writeBigUInt64LE(BigInt(entries), 24);
  record.writeBigUInt64LE(BigInt(entries), 32);
  record.writeBigUInt64LE(BigInt(sizeBytes), 40);
  record.writeBigUInt64LE(BigInt(offset), 48);
  record.writeUInt32LE(0x07064b50, 56);
  record.writeBigUInt64LE(BigInt(offset + sizeBytes), 64);
  record.writeUInt32LE(1, 72);
  return record;
}

const flagsOf = (isStreamed: boolean): number =>
  NAMES_ARE_UTF8 | (isStreamed ? SIZES_COME_AFTER : 0);
