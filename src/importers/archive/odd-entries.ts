import { isAscii } from 'node:buffer';
import { unicodePathIn } from './extra-fields.ts';

/* Entries of a directory that some readers take for something else than others. */

const BACKSLASH = 0x5c;

/** With a backslash, or in ASCII with another name beside it, which only some readers prefer. */
export const isOddName = (raw: Buffer, extra: Buffer): boolean =>
  raw.includes(BACKSLASH) ||
  (extra.length > 0 && isAscii(raw) && unicodePathIn(extra, raw)?.equals(raw) === false);

interface EntrySizes {
  readonly compressedBytes: number;
  readonly sizeBytes: number;
}

/**
 * True for a folder with content, and, by the attributes in a record of the directory, for a link or a device and a file
 * that is a folder: what unpacks an archive goes by them (APPNOTE 4.4.15; as Info-ZIP fills them in, a Unix mode above
 * and DOS attributes below).
 */
export function isOddKind(record: Buffer, isFolder: boolean, sizes: EntrySizes): boolean {
  if (isFolder && hasContent(sizes)) return true;
  const kind = record.readUInt16LE(UNIX_MODE_AT) & UNIX_KIND;
  const isPlain = kind === 0 || kind === UNIX_FILE || (isFolder && kind === UNIX_FOLDER);
  if (!isPlain) return true;
  return !isFolder && (record.readUInt8(DOS_ATTRIBUTES_AT) & DOS_FOLDER) !== 0;
}

const DOS_ATTRIBUTES_AT = 38;
const UNIX_MODE_AT = 40;
const UNIX_KIND = 0xf000;
const UNIX_FILE = 0x8000;
const UNIX_FOLDER = 0x4000;
const DOS_FOLDER = 0x10;

/** Bytes that nothing takes when it is deflated. */
const DEFLATED_NOTHING_BYTES = 2;

const hasContent = ({ compressedBytes, sizeBytes }: EntrySizes): boolean =>
  sizeBytes > 0 || compressedBytes > DEFLATED_NOTHING_BYTES;
