import { isUtf8 } from 'node:buffer';
import { crc32 } from 'node:zlib';
import { getFileNameLowLevel, parseExtraFields, validateFileName } from 'yauzl';
import { EntryNames, emptyNameTable, type NameTable } from './entry-names.ts';
import { extraField, FULL_32, ZIP64_FIELD } from './extra-fields.ts';
import { isOddKind, isOddName } from './odd-entries.ts';
import type { WindowFile } from './window-file.ts';
import { type DirectoryPlace, findDirectory } from './zip-end.ts';
import { EntrySpans, type Gap } from './zip-gaps.ts';

/** Where an entry is in an archive, and what the directory says of it. */
export interface EntryPlace {
  /** Where its local header begins. */
  readonly offset: number;
  readonly compressedBytes: number;
  readonly sizeBytes: number;
  readonly crc: number;
  /** 0 stored, 8 deflated; undefined when it is encrypted. */
  readonly method: number | undefined;
  /** CRC-32 of the name's bytes, which are the same in front of the entry. */
  readonly nameCrc: number;
  /** CRC-32 of the name in UTF-8. */
  readonly shownNameCrc: number;
}

/** The directory of an archive; entries are numbered in its order, without those of folders. */
export interface ZipDirectory {
  /** Names of folders that have an entry of their own, without the `/` at the end. */
  readonly folders: readonly string[];
  readonly names: EntryNames;
  /** Names of further entries with the name of another one; the last of them counts. */
  readonly repeated: readonly string[];
  /**
   * Names, as written, of entries that readers take otherwise: of folders with content, with a backslash, in ASCII with
   * another name beside them, and of links.
   */
  readonly odd: readonly string[];
  /** Where bytes belong to no entry; undefined for nowhere. */
  readonly gap: Gap | undefined;
  readonly place: (entry: number) => EntryPlace;
  /** The same for other threads, without a copy. */
  readonly table: DirectoryTable;
}

/** The directory in memory that threads can share. */
export interface DirectoryTable {
  readonly folders: string[];
  readonly repeated: string[];
  readonly odd: string[];
  gap: Gap | undefined;
  readonly names: NameTable;
  readonly offsets: Float64Array;
  /** In four bytes, as most are; else `FULL_32`, and in `large`. */
  readonly compressedBytes: Uint32Array;
  readonly sizesBytes: Uint32Array;
  readonly large: Map<number, LargeSizes>;
  readonly sums: Uint32Array;
  readonly methods: Uint16Array;
  /** CRC-32 of names that the archive has in other bytes than `names`. */
  readonly nameSums: Map<number, number>;
}

/** Sizes of an entry of which one does not fit into four bytes. */
type LargeSizes = Pick<EntryPlace, 'compressedBytes' | 'sizeBytes'>;

const RECORD = 0x02014b50;
const RECORD_BYTES = 46;
/** More than the longest record has. */
const BLOCK_BYTES = 1024 * 1024;
const IS_ENCRYPTED = 0x0001;
const IS_STRONGLY_ENCRYPTED = 0x0040;
const NAME_IS_UTF8 = 0x0800;
const STORED = 0;
const ENCRYPTED = 0xffff;
/** Bytes in front of a stored entry that is encrypted (APPNOTE 6.1.3). */
const ENCRYPTION_BYTES = 12;

/**
 * Reads the directory into typed arrays, block by block: an archive can have hundreds of thousands of day files. Throws
 * when it is not what the end of the archive says, when a name is absolute or climbs, and for what nobody can read.
 */
export async function readDirectory(file: WindowFile): Promise<ZipDirectory> {
  const place = await findDirectory(file);
  const table = emptyTable(mostEntries(place));
  const names = new EntryNames(table.names);
  const spans = new EntrySpans(mostEntries(place));
  const end = place.offset + place.sizeBytes;
  let position = place.offset;
  let left = place.entries;
  while (left > 0) {
    const block = await file.readApart(position, Math.min(BLOCK_BYTES, end - position));
    let at = 0;
    while (left > 0) {
      const length = recordBytes(block, at);
      if (length === undefined || at + length > block.length) break;
      add(table, { names, spans }, block.subarray(at, at + length));
      at += length;
      left -= 1;
    }
    if (at === 0) throw new Error('the directory has fewer entries than its archive says');
    position += at;
  }
  if (position !== end) throw new Error('the directory has another length than its archive says');
  table.gap = (await spans.gap(file, place.offset)) ?? place.gap;
  return directoryOf(table);
}

/** No more than fit: what an archive says of itself is not believed. */
const mostEntries = ({ entries, sizeBytes }: DirectoryPlace): number =>
  Math.min(entries, Math.floor(sizeBytes / RECORD_BYTES));

/** Length of the record that begins here; undefined when not even its fixed part is in the block. */
function recordBytes(block: Buffer, at: number): number | undefined {
  if (at + RECORD_BYTES > block.length) return undefined;
  if (block.readUInt32LE(at) !== RECORD) {
    throw new Error('a record of the directory does not begin as one');
  }
  const parts = block.readUInt16LE(at + 28) + block.readUInt16LE(at + 30);
  return RECORD_BYTES + parts + block.readUInt16LE(at + 32);
}

function emptyTable(most: number): DirectoryTable {
  const shared = (bytes: number): SharedArrayBuffer => new SharedArrayBuffer(bytes * most);
  return {
    folders: [],
    repeated: [],
    odd: [],
    gap: undefined,
    names: emptyNameTable(most),
    offsets: new Float64Array(shared(8)),
    compressedBytes: new Uint32Array(shared(4)),
    sizesBytes: new Uint32Array(shared(4)),
    large: new Map(),
    sums: new Uint32Array(shared(4)),
    methods: new Uint16Array(shared(2)),
    nameSums: new Map(),
  };
}

/** Returns the directory that a table holds, also one of another thread. */
export function directoryOf(table: DirectoryTable): ZipDirectory {
  const { folders, repeated, odd, gap } = table;
  const names = new EntryNames(table.names);
  return {
    folders,
    repeated,
    odd,
    gap,
    names,
    table,
    place(entry) {
      const method = table.methods[entry];
      const [compressed = 0, size = 0] = [table.compressedBytes[entry], table.sizesBytes[entry]];
      const isLarge = compressed === FULL_32 || size === FULL_32;
      const large = isLarge ? table.large.get(entry) : undefined;
      const shownNameCrc = names.crcOf(entry);
      return {
        offset: table.offsets[entry] ?? 0,
        compressedBytes: large?.compressedBytes ?? compressed,
        sizeBytes: large?.sizeBytes ?? size,
        crc: table.sums[entry] ?? 0,
        method: method === ENCRYPTED ? undefined : method,
        nameCrc: table.nameSums.get(entry) ?? shownNameCrc,
        shownNameCrc,
      };
    },
  };
}

/** What is gathered of the records of a directory. */
interface Gathered {
  readonly names: EntryNames;
  readonly spans: EntrySpans;
}

function add(table: DirectoryTable, { names, spans }: Gathered, record: Buffer): void {
  const flags = record.readUInt16LE(8);
  if ((flags & IS_STRONGLY_ENCRYPTED) !== 0) throw new Error('strong encryption');
  const isEncrypted = (flags & IS_ENCRYPTED) !== 0;
  const method = record.readUInt16LE(10);
  const sizes = sizesOf(record);
  if (method === STORED) checkStored(sizes, isEncrypted);
  const raw = record.subarray(RECORD_BYTES, RECORD_BYTES + record.readUInt16LE(28));
  const extra = extraOf(record);
  const name = nameOf(raw, extra, flags);
  const crc = record.readUInt32LE(16);
  spans.add({ ...sizes, nameBytes: raw.length, crc });
  const isFolder = name.at(-1) === SLASH;
  if (isOddName(raw, extra) || isOddKind(record, isFolder, sizes)) table.odd.push(raw.toString());
  if (isFolder) {
    table.folders.push(name.toString('utf8', 0, name.length - 1));
    return;
  }
  const before = names.count;
  const entry = names.add(name);
  if (entry < before) table.repeated.push(name.toString('utf8'));
  table.offsets[entry] = sizes.offset;
  putSizes(table, entry, sizes);
  table.sums[entry] = crc;
  table.methods[entry] = isEncrypted ? ENCRYPTED : method;
  // The last entry of a name counts.
  if (name.equals(raw)) table.nameSums.delete(entry);
  else table.nameSums.set(entry, crc32(raw));
}

function putSizes(table: DirectoryTable, entry: number, sizes: LargeSizes): void {
  const { compressedBytes, sizeBytes } = sizes;
  table.compressedBytes[entry] = Math.min(compressedBytes, FULL_32);
  table.sizesBytes[entry] = Math.min(sizeBytes, FULL_32);
  // The last entry of a name counts.
  table.large.delete(entry);
  if (Math.max(compressedBytes, sizeBytes) >= FULL_32) {
    table.large.set(entry, { compressedBytes, sizeBytes });
  }
}

type Sizes = Pick<EntryPlace, 'sizeBytes' | 'compressedBytes' | 'offset'>;

function checkStored({ sizeBytes, compressedBytes }: Sizes, isEncrypted: boolean): void {
  if (compressedBytes === sizeBytes + (isEncrypted ? ENCRYPTION_BYTES : 0)) return;
  throw new Error(`a stored entry has two sizes: ${compressedBytes} and ${sizeBytes}`);
}

/** Sizes and offset; from the ZIP64 field those that four bytes cannot hold (APPNOTE 4.5.3). */
function sizesOf(record: Buffer): Sizes {
  const compressedBytes = record.readUInt32LE(20);
  const sizeBytes = record.readUInt32LE(24);
  const offset = record.readUInt32LE(42);
  const isLarge = compressedBytes === FULL_32 || sizeBytes === FULL_32 || offset === FULL_32;
  const field = isLarge ? extraField(extraOf(record), ZIP64_FIELD) : undefined;
  if (field === undefined) return { compressedBytes, sizeBytes, offset };
  let at = 0;
  const real = (known: number): number => {
    if (known !== FULL_32) return known;
    if (at + 8 > field.length) throw new Error('a ZIP64 field lacks a size');
    at += 8;
    return Number(field.readBigUInt64LE(at - 8));
  };
  // In this order.
  const size = real(sizeBytes);
  const compressed = real(compressedBytes);
  return { sizeBytes: size, compressedBytes: compressed, offset: real(offset) };
}

function extraOf(record: Buffer): Buffer {
  const start = RECORD_BYTES + record.readUInt16LE(28);
  return record.subarray(start, start + record.readUInt16LE(30));
}

const SLASH = 0x2f;
const BACKSLASH = 0x5c;
const DOT = 0x2e;
const COLON = 0x3a;
const LAST_ASCII = 0x7f;

/** The name in UTF-8, with `/` between its parts. Throws when it is absolute or climbs out of its archive. */
function nameOf(raw: Buffer, extra: Buffer, flags: number): Buffer {
  const { isAscii, isOdd } = lookAt(raw);
  const isKnown = isAscii || ((flags & NAME_IS_UTF8) !== 0 && isUtf8(raw));
  if (isKnown && !isOdd && extra.length === 0) return raw;
  const text = getFileNameLowLevel(flags, raw, parseExtraFields(extra), false);
  const fault = validateFileName(text);
  if (fault !== null) throw new Error(fault);
  return Buffer.from(text, 'utf8');
}

/** Odd: perhaps absolute, perhaps climbing, or with a backslash. */
function lookAt(name: Buffer): { readonly isAscii: boolean; readonly isOdd: boolean } {
  let isAscii = true;
  let isOdd = name[0] === SLASH || name[1] === COLON;
  for (let at = 0; at < name.length; at += 1) {
    const byte = name[at] ?? 0;
    if (byte > LAST_ASCII) isAscii = false;
    if (byte === BACKSLASH || (byte === DOT && name[at - 1] === DOT)) isOdd = true;
  }
  return { isAscii, isOdd };
}
