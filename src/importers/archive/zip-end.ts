import { FULL_32 } from './extra-fields.ts';
import type { WindowFile } from './window-file.ts';
import type { Gap } from './zip-gaps.ts';

/*
 * The end of a ZIP, by PKWARE's APPNOTE 6.3.10 (pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT): 4.3.14 to 4.3.16.
 */

/** Where an archive's directory is, by what its end says. */
export interface DirectoryPlace {
  readonly entries: number;
  readonly offset: number;
  readonly sizeBytes: number;
}

/** The directory, and what lies around the records of the end. */
export interface FoundDirectory extends DirectoryPlace {
  /**
   * Bytes behind the directory that belong to no record; undefined for none. Readers that count back from the end of the
   * file, as Python's, find another directory there.
   */
  readonly gap: Gap | undefined;
}

const END = 0x06054b50;
const END_BYTES = 22;
const LOCATOR = 0x07064b50;
const LOCATOR_BYTES = 20;
const ZIP64_END = 0x06064b50;
const ZIP64_END_BYTES = 56;
const MAX_COMMENT_BYTES = 0xffff;
/** Marks that the real number is in the ZIP64 end, as FULL_32 does. */
const FULL_16 = 0xffff;

/** Finds the directory. Throws when the file does not end as a ZIP does, or lies on several disks. */
export async function findDirectory(file: WindowFile): Promise<FoundDirectory> {
  const tailBytes = Math.min(LOCATOR_BYTES + END_BYTES + MAX_COMMENT_BYTES, file.sizeBytes);
  const tail = await file.readApart(file.sizeBytes - tailBytes, tailBytes);
  const at = endIn(tail);
  if (at === -1) throw new Error('no end of a directory: no ZIP, or truncated');
  if (tail.readUInt16LE(at + 20) !== tail.length - at - END_BYTES) {
    throw new Error('the comment has another length than its archive says');
  }
  const end = tail.subarray(at);
  const endsAt = file.sizeBytes - end.length;
  const locator = at - LOCATOR_BYTES;
  if (locator < 0 || tail.readUInt32LE(locator) !== LOCATOR) {
    const place = plainPlace(end);
    return { ...place, gap: gapBetween(endOf(place), endsAt) };
  }
  const recordAt = Number(tail.readBigUInt64LE(locator + 8));
  const place = await zip64Place(file, recordAt);
  checkAgreement(end, place);
  const behind = gapBetween(endOf(place), recordAt);
  const recordEnd = recordAt + ZIP64_END_BYTES;
  return { ...place, gap: behind ?? gapBetween(recordEnd, endsAt - LOCATOR_BYTES) };
}

const endOf = ({ offset, sizeBytes }: DirectoryPlace): number => offset + sizeBytes;

function gapBetween(from: number, to: number): Gap | undefined {
  if (from > to) throw new Error('the directory is cut');
  return from < to ? { offset: from, sizeBytes: to - from } : undefined;
}

/** Throws when both ends tell numbers, and others: some readers look at one of them alone. */
function checkAgreement(end: Buffer, { entries, offset, sizeBytes }: DirectoryPlace): void {
  const plain = plainPlace(end);
  const areSame =
    (plain.entries === FULL_16 || plain.entries === entries) &&
    (plain.sizeBytes === FULL_32 || plain.sizeBytes === sizeBytes) &&
    (plain.offset === FULL_32 || plain.offset === offset);
  if (!areSame) throw new Error('the archive has two ends that say different things');
}

/** Where the end record begins: the last place with its signature. */
function endIn(tail: Buffer): number {
  for (let at = tail.length - END_BYTES; at >= 0; at -= 1) {
    if (tail.readUInt32LE(at) === END) return at;
  }
  return -1;
}

function plainPlace(record: Buffer): DirectoryPlace {
  checkDisk(record.readUInt16LE(4));
  return {
    entries: record.readUInt16LE(10),
    sizeBytes: record.readUInt32LE(12),
    offset: record.readUInt32LE(16),
  };
}

async function zip64Place(file: WindowFile, offset: number): Promise<DirectoryPlace> {
  if (offset > file.sizeBytes) throw new Error('the ZIP64 end lies behind the file');
  const record = await file.readApart(offset, ZIP64_END_BYTES);
  if (record.length < ZIP64_END_BYTES || record.readUInt32LE(0) !== ZIP64_END) {
    throw new Error('no ZIP64 end where its locator says');
  }
  checkDisk(record.readUInt32LE(16));
  return {
    entries: Number(record.readBigUInt64LE(32)),
    sizeBytes: Number(record.readBigUInt64LE(40)),
    offset: Number(record.readBigUInt64LE(48)),
  };
}

function checkDisk(disk: number): void {
  if (disk !== 0) throw new Error(`one of several disks, which are not supported: ${disk}`);
}
