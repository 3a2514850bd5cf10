import { crc32, deflateRawSync } from 'node:zlib';

/** An entry of a ZIP, and what its headers say that is not so. */
export interface RawEntry {
  readonly name: string;
  readonly text: string;
  /** 0 stored, 8 deflated (the default). */
  readonly method?: 0 | 8;
  readonly flags?: number;
  /** Bytes behind the packed ones, which the directory takes for packed. */
  readonly tail?: Buffer;
  /** Extra field in the directory. */
  readonly extra?: Buffer;
  /** External attributes in the directory. */
  readonly attributes?: number;
  /** What follows the content: size and checksum. */
  readonly descriptor?: Buffer;
  /** What the header in front of the content says, where it is not what the directory says. */
  readonly local?: RawHeader;
}

interface RawHeader {
  readonly method?: number;
  readonly flags?: number;
  readonly crc?: number;
  readonly compressedBytes?: number;
  readonly sizeBytes?: number;
  readonly extra?: Buffer;
}

/** A number in so many bytes, little-endian. */
export function number(value: number, bytes: 2 | 4 | 8): Buffer {
  const written = Buffer.alloc(bytes);
  written.writeUIntLE(value, 0, Math.min(bytes, 6));
  return written;
}

export const packed = (text: string): Buffer => deflateRawSync(Buffer.from(text));

/** An extra field. */
export const extraOf = (id: number, data: Buffer): Buffer =>
  Buffer.concat([number(id, 2), number(data.length, 2), data]);

/** Info-ZIP's extra field with another form of a name. */
export const unicodePath = (name: string, path: string): Buffer =>
  extraOf(0x7075, Buffer.concat([Buffer.of(1), number(crc32(name), 4), Buffer.from(path)]));

/** The two halves of a ZIP: its entries, and its directory as it is behind so many bytes. */
export function rawParts(entries: readonly RawEntry[]): {
  readonly entries: Buffer;
  directory(before: number): Buffer;
} {
  const parts = entries.map(entryBytes);
  const starts = parts.map((_part, at) => Buffer.concat(parts.slice(0, at)).length);
  return {
    entries: Buffer.concat(parts),
    directory: (before) =>
      Buffer.concat(entries.map((entry, at) => directoryRecord(entry, before + (starts[at] ?? 0)))),
  };
}

/** A whole ZIP, with these bytes between its directory and its end. */
export function rawZip(list: readonly RawEntry[], behindDirectory = Buffer.alloc(0)): Buffer {
  const { entries, directory } = rawParts(list);
  const place = { entries: list.length, sizeBytes: directory(0).length, offset: entries.length };
  return Buffer.concat([entries, directory(0), behindDirectory, rawEnd(place)]);
}

interface RawPlace {
  readonly entries: number;
  readonly sizeBytes: number;
  readonly offset: number;
}

export const rawEnd = ({ entries, sizeBytes, offset }: RawPlace): Buffer =>
  Buffer.concat([
    ...[number(0x06054b50, 4), number(0, 4), number(entries, 2), number(entries, 2)],
    ...[number(sizeBytes, 4), number(offset, 4), number(0, 2)],
  ]);

/** The ZIP64 end and its locator; `at`: where it begins. */
export const rawZip64End = ({ entries, sizeBytes, offset }: RawPlace, at: number): Buffer =>
  Buffer.concat([
    ...[number(0x06064b50, 4), number(44, 8), number(45, 2), number(45, 2), number(0, 8)],
    ...[number(entries, 8), number(entries, 8), number(sizeBytes, 8), number(offset, 8)],
    ...[number(0x07064b50, 4), number(0, 4), number(at, 8), number(1, 4)],
  ]);

function entryBytes(entry: RawEntry): Buffer {
  const { name, local = {}, descriptor = Buffer.alloc(0) } = entry;
  const { content, method, flags, crc, sizeBytes } = sumsOf(entry);
  const extra = local.extra ?? Buffer.alloc(0);
  return Buffer.concat([
    ...[number(0x04034b50, 4), number(20, 2), number(local.flags ?? flags, 2)],
    ...[number(local.method ?? method, 2), number(0, 2), number(33, 2)],
    number(local.crc ?? crc, 4),
    number(local.compressedBytes ?? content.length, 4),
    number(local.sizeBytes ?? sizeBytes, 4),
    ...[number(Buffer.byteLength(name), 2), number(extra.length, 2), Buffer.from(name)],
    ...[extra, content, descriptor],
  ]);
}

function directoryRecord(entry: RawEntry, offset: number): Buffer {
  const { name, extra = Buffer.alloc(0), attributes = 0 } = entry;
  const { content, method, flags, crc, sizeBytes } = sumsOf(entry);
  return Buffer.concat([
    ...[number(0x02014b50, 4), number(0x0314, 2), number(20, 2), number(flags, 2)],
    ...[number(method, 2), number(0, 2), number(33, 2), number(crc, 4)],
    ...[number(content.length, 4), number(sizeBytes, 4), number(Buffer.byteLength(name), 2)],
    ...[number(extra.length, 2), number(0, 2), number(0, 2), number(0, 2), number(attributes, 4)],
    ...[number(offset, 4), Buffer.from(name), extra],
  ]);
}

function sumsOf({ text, method = 8, flags = 0x0800, tail = Buffer.alloc(0) }: RawEntry) {
  const bytes = Buffer.from(text);
  const content = Buffer.concat([method === 8 ? packed(text) : bytes, tail]);
  return { content, method, flags, crc: crc32(bytes), sizeBytes: bytes.length };
}
