import { crc32 } from 'node:zlib';
import { EntryFault } from './entry-fault.ts';
import { extraField, FULL_32, unicodePathIn, ZIP64_FIELD } from './extra-fields.ts';
import type { EntryPlace } from './zip-directory.ts';

/*
 * The header in front of an entry's content (APPNOTE 4.3.7). It repeats what the directory says of the entry, and readers
 * that go from header to header believe it alone: an archive in which both disagree is not the same to all.
 */

export const LOCAL_HEADER_BYTES = 30;
const LOCAL_HEADER = 0x04034b50;
const ENCRYPTED_FLAG = 0x0001;
/** Checksum and sizes follow the content; here they may be 0. */
const SIZES_FOLLOW_FLAG = 0x0008;

/** Length of a local header, whose extra field may have another length than that in the directory. */
export function localHeaderBytes(read: Buffer): number {
  if (read.length < LOCAL_HEADER_BYTES || read.readUInt32LE(0) !== LOCAL_HEADER) {
    throw new EntryFault('invalid local file header signature');
  }
  return LOCAL_HEADER_BYTES + read.readUInt16LE(26) + read.readUInt16LE(28);
}

/** Throws when a whole local header says something else than the directory. */
export function checkLocalHeader(local: Buffer, place: EntryPlace): void {
  const nameEnd = LOCAL_HEADER_BYTES + local.readUInt16LE(26);
  const name = local.subarray(LOCAL_HEADER_BYTES, nameEnd);
  const extra = local.subarray(nameEnd, nameEnd + local.readUInt16LE(28));
  if (crc32(name) !== place.nameCrc || isRenamed(name, extra, place)) {
    throw new EntryFault('its name is another one in the directory');
  }
  const flags = local.readUInt16LE(6);
  // Of an encrypted entry the directory has told before.
  if ((flags & ENCRYPTED_FLAG) !== 0 || local.readUInt16LE(8) !== place.method) {
    throw new EntryFault('it is packed in another way by the directory');
  }
  if (!areSumsRight(local, extra, place)) {
    throw new EntryFault('its sizes or its checksum are others in the directory');
  }
}

/** True when a Unicode path beside the name, which some readers prefer, is another name. */
function isRenamed(name: Buffer, extra: Buffer, { shownNameCrc }: EntryPlace): boolean {
  if (extra.length === 0) return false;
  const path = unicodePathIn(extra, name);
  return path !== undefined && crc32(path) !== shownNameCrc;
}

function areSumsRight(local: Buffer, extra: Buffer, place: EntryPlace): boolean {
  const mayBeZero = (local.readUInt16LE(6) & SIZES_FOLLOW_FLAG) !== 0;
  const large = extra.length === 0 ? undefined : extraField(extra, ZIP64_FIELD);
  const is = (written: number, expected: number, at: number): boolean => {
    if (written === expected || (mayBeZero && written === 0)) return true;
    // In the ZIP64 field both sizes stand, that of the content first (APPNOTE 4.5.3).
    if (written !== FULL_32 || large === undefined || large.length < at + 8) return false;
    const found = Number(large.readBigUInt64LE(at));
    return found === expected || (mayBeZero && found === 0);
  };
  const crc = local.readUInt32LE(14);
  return (
    (crc === place.crc || (mayBeZero && crc === 0)) &&
    is(local.readUInt32LE(18), place.compressedBytes, 8) &&
    is(local.readUInt32LE(22), place.sizeBytes, 0)
  );
}
