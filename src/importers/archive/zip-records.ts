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
export const FULL_32 = 0xffffffff;
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

/** Offsets in a directory record (4.3.12). */
const CRC_AT = 16;
const COMPRESSED_AT = 20;
const SIZE_AT = 24;
const NAME_LENGTH_AT = 28;
const OFFSET_AT = 42;
const NAME_AT = 46;

/** A name that ends in `/` is a folder's (4.4.17), which has no content. */
const isFolder = (name: Buffer): boolean => name.at(-1) === 0x2f;
const methodOf = (name: Buffer): number => (isFolder(name) ? STORED : DEFLATED);

/** Length of a local header in bytes. */
export const localHeaderBytes = ({ name, isStreamed }: EntryRecord): number =>
  30 + name.length + (isStreamed ? 20 : 0);

/** Makes the local header of an entry whose sizes are known, or of a streamed one, whose sizes take eight bytes each. */
export function localHeader(entry: EntryRecord): Buffer {
  const record = Buffer.alloc(localHeaderBytes(entry));
  writeLocalHeader(record, 0, entry);
  return record;
}

/** Writes a local header into memory, from an offset on. */
export function writeLocalHeader(
  memory: Buffer,
  at: number,
  { name, crc, compressedBytes, sizeBytes, isStreamed }: EntryRecord,
): void {
  memory.writeUInt32LE(0x04034b50, at);
  memory.writeUInt16LE(isStreamed ? ZIP64_VERSION : PLAIN_VERSION, at + 4);
  memory.writeUInt16LE(flagsOf(isStreamed), at + 6);
  memory.writeUInt16LE(methodOf(name), at + 8);
  memory.writeUInt16LE(0, at + 10);
  memory.writeUInt16LE(DATE, at + 12);
  memory.writeUInt32LE(isStreamed ? 0 : crc, at + 14);
  memory.writeUInt32LE(isStreamed ? FULL_32 : compressedBytes, at + 18);
  memory.writeUInt32LE(isStreamed ? FULL_32 : sizeBytes, at + 22);
  memory.writeUInt16LE(name.length, at + 26);
  memory.writeUInt16LE(isStreamed ? 20 : 0, at + 28);
  memory.set(name, at + 30);
  if (!isStreamed) return;
  // Two sizes of zero: the real ones follow the bytes.
  const extra = at + 30 + name.length;
  memory.fill(0, extra, extra + 20);
  memory.writeUInt32LE((16 << 16) | 1, extra);
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
  const { sizeBytes, compressedBytes, offset } = entry;
  const large = [sizeBytes, compressedBytes, offset].filter((value) => value >= FULL_32);
  const plainBytes = plainRecordBytes(entry);
  if (large.length === 0) {
    const record = Buffer.alloc(plainBytes);
    writePlainRecord(record, 0, entry);
    return record;
  }
  const extraBytes = 4 + 8 * large.length;
  const record = Buffer.alloc(plainBytes + extraBytes);
  writePlainRecord(record, 0, {
    ...entry,
    sizeBytes: Math.min(sizeBytes, FULL_32),
    compressedBytes: Math.min(compressedBytes, FULL_32),
    offset: Math.min(offset, FULL_32),
  });
  record.writeUInt16LE(ZIP64_VERSION, 6);
  record.writeUInt16LE(extraBytes, 30);
  record.writeUInt16LE(1, plainBytes);
  record.writeUInt16LE(extraBytes - 4, plainBytes + 2);
  for (const [index, value] of large.entries()) {
    record.writeBigUInt64LE(BigInt(value), plainBytes + 4 + 8 * index);
  }
  return record;
}

/** Length of a record without ZIP64 part in bytes. */
export const plainRecordBytes = ({ name }: Pick<EntryRecord, 'name'>): number =>
  NAME_AT + name.length;

/** Writes a directory record without ZIP64 part into memory, from an offset on. */
export function writePlainRecord(memory: Buffer, at: number, entry: EntryRecord): void {
  const { name, crc, compressedBytes, sizeBytes, offset, isStreamed } = entry;
  memory.fill(0, at, at + NAME_AT);
  memory.writeUInt32LE(0x02014b50, at);
  memory.writeUInt16LE(MADE_BY, at + 4);
  memory.writeUInt16LE(isStreamed ? ZIP64_VERSION : PLAIN_VERSION, at + 6);
  memory.writeUInt16LE(flagsOf(isStreamed), at + 8);
  memory.writeUInt16LE(methodOf(name), at + 10);
  memory.writeUInt16LE(0, at + 12);
  memory.writeUInt16LE(DATE, at + 14);
  memory.writeUInt32LE(crc, at + CRC_AT);
  memory.writeUInt32LE(compressedBytes, at + COMPRESSED_AT);
  memory.writeUInt32LE(sizeBytes, at + SIZE_AT);
  memory.writeUInt16LE(name.length, at + NAME_LENGTH_AT);
  memory.writeUInt32LE(isFolder(name) ? FOLDER_ATTRIBUTES : FILE_ATTRIBUTES, at + 38);
  memory.writeUInt32LE(offset, at + OFFSET_AT);
  memory.set(name, at + NAME_AT);
}

/** A record of a directory, and where its entry is: from its local header to the next one. */
export interface FoundRecord {
  readonly name: string;
  readonly record: Buffer;
  readonly from: number;
  readonly to: number;
}

const recordEnd = (records: Buffer, at: number): number =>
  at + NAME_AT + records.readUInt16LE(at + NAME_LENGTH_AT);

/** Reads records without ZIP64 part of entries that stand one behind another, `endOffset` behind the last. */
export function* recordsIn(records: Buffer, endOffset: number): Generator<FoundRecord> {
  for (let at = 0; at < records.length; ) {
    const end = recordEnd(records, at);
    const record = records.subarray(at, end);
    const from = record.readUInt32LE(OFFSET_AT);
    const to = end < records.length ? records.readUInt32LE(end + OFFSET_AT) : endOffset;
    yield { name: record.toString('utf8', NAME_AT), record, from, to };
    at = end;
  }
}

/** Changes records without ZIP64 part for entries that stand so many bytes further on; returns their number. */
export function moveRecords(records: Buffer, byBytes: number): number {
  let count = 0;
  for (let at = 0; at < records.length; at = recordEnd(records, at)) {
    records.writeUInt32LE(records.readUInt32LE(at + OFFSET_AT) + byBytes, at + OFFSET_AT);
    count += 1;
  }
  return count;
}

/** Makes the record for an entry that stands so many bytes further on, with a ZIP64 part where its offset needs one. */
export function movedRecord(record: Buffer, byBytes: number): Buffer {
  return directoryRecord({
    name: record.subarray(NAME_AT),
    crc: record.readUInt32LE(CRC_AT),
    compressedBytes: record.readUInt32LE(COMPRESSED_AT),
    sizeBytes: record.readUInt32LE(SIZE_AT),
    offset: record.readUInt32LE(OFFSET_AT) + byBytes,
    isStreamed: false,
  });
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
