import { type FileHandle, open } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { TargetError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';

/*
 * The checksum of the record of a chain: CRC-32 of the whole file, kept in the file itself. SQLite finds neither another
 * value nor a lost row, and its driver stops the process at a text that is no UTF-8, so a record is checked before it is
 * opened.
 */

/** The version from which on every record has a checksum. */
export const CHECKED_VERSION = 4;

/**
 * Places in the header of an SQLite file (sqlite.org/fileformat2.html, 1.3), both of 32 bits, the most significant byte
 * first: `user_version`, and the application id, which SQLite leaves to programs and which has the checksum.
 */
const HEADER_BYTES = 100;
const VERSION_AT = 60;
const CHECKSUM_AT = 68;
const CHECKSUM_BYTES = 4;

const CHUNK_BYTES = 1024 * 1024;

/** Writes the checksum into a record that is closed, and waits for the disk. */
export async function sealRecord(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    const sum = Buffer.alloc(CHECKSUM_BYTES);
    sum.writeUInt32BE(await checksumOf(file));
    await file.write(sum, 0, CHECKSUM_BYTES, CHECKSUM_AT);
    await file.sync();
  } finally {
    await file.close();
  }
}

/**
 * Throws a TargetError, which names the file `shownPath`, when a record is not as it was written. Records of versions
 * without a checksum pass, and those of later versions.
 */
export async function refuseDamagedRecord(path: string, shownPath: string): Promise<void> {
  const file = await open(path);
  try {
    if (!(await isAsWritten(file))) {
      throw new TargetError(notice('record-damaged', { path: shownPath }));
    }
  } finally {
    await file.close();
  }
}

async function isAsWritten(file: FileHandle): Promise<boolean> {
  const header = Buffer.alloc(HEADER_BYTES);
  const { bytesRead } = await file.read(header, 0, HEADER_BYTES, 0);
  if (bytesRead < HEADER_BYTES) return false;
  const version = header.readUInt32BE(VERSION_AT);
  const known = header.readUInt32BE(CHECKSUM_AT);
  // An older version has no application id: with one, the version itself is damaged.
  if (version > CHECKED_VERSION || (version < CHECKED_VERSION && known === 0)) return true;
  return known === (await checksumOf(file));
}

/** Computes the checksum of a file, in which the place of the checksum counts as zeros. */
async function checksumOf(file: FileHandle): Promise<number> {
  const chunk = Buffer.alloc(CHUNK_BYTES);
  let sum = 0;
  for (let at = 0; ; ) {
    const { bytesRead } = await file.read(chunk, 0, CHUNK_BYTES, at);
    if (bytesRead === 0) return sum;
    if (at === 0) chunk.fill(0, CHECKSUM_AT, CHECKSUM_AT + CHECKSUM_BYTES);
    sum = crc32(chunk.subarray(0, bytesRead), sum);
    at += bytesRead;
  }
}
