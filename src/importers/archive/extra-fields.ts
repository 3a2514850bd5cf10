import { crc32 } from 'node:zlib';

/** The largest number of four bytes; it marks that the real one is in the ZIP64 part. */
export const FULL_32 = 0xffffffff;
/** Field with sizes and an offset that four bytes cannot hold (APPNOTE 4.5.3). */
export const ZIP64_FIELD = 1;
/** Info-ZIP's field with the name in UTF-8 (APPNOTE 4.6.9). */
const UNICODE_PATH_FIELD = 0x7075;
const UNICODE_PATH_VERSION = 1;
/** Version and checksum in front of the name. */
const UNICODE_PATH_HEAD_BYTES = 5;

/** Finds the data of an extra field; undefined when there is none. What is no field ends the search, as bytes that align do. */
export function extraField(extra: Buffer, wanted: number): Buffer | undefined {
  for (let at = 0; at + 4 <= extra.length; ) {
    const id = extra.readUInt16LE(at);
    const end = at + 4 + extra.readUInt16LE(at + 2);
    if (end > extra.length) return undefined;
    if (id === wanted) return extra.subarray(at + 4, end);
    at = end;
  }
  return undefined;
}

/** Finds the name in UTF-8 that stands beside a name; undefined when there is none, or it belongs to another name. */
export function unicodePathIn(extra: Buffer, name: Buffer): Buffer | undefined {
  const field = extraField(extra, UNICODE_PATH_FIELD);
  if (field === undefined || field.length <= UNICODE_PATH_HEAD_BYTES) return undefined;
  const isOfName = field[0] === UNICODE_PATH_VERSION && field.readUInt32LE(1) === crc32(name);
  return isOfName ? field.subarray(UNICODE_PATH_HEAD_BYTES) : undefined;
}
