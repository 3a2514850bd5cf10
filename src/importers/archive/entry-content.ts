/* Reads the content of an entry of a ZIP. Faults are errors whose reason is given by `reasonOf` (entry-fault.ts). */
import { createHash, hash } from 'node:crypto';
import { PassThrough, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32, createInflateRaw } from 'node:zlib';
import { notice } from '../../errors/notices.ts';
import { EntryFault } from './entry-fault.ts';
import { checkIsRead, type Inflater } from './inflate.ts';
import { checkLocalHeader, LOCAL_HEADER_BYTES, localHeaderBytes } from './local-header.ts';
import type { WindowFile } from './window-file.ts';
import type { EntryPlace } from './zip-directory.ts';

/** An entry that is being read: its archive, and where it is there. */
export interface OpenedEntry {
  readonly file: WindowFile;
  readonly place: EntryPlace;
}

const DEFLATED = 8;
/** Room for the names and extra fields of almost all entries, so that one read finds header and content. */
const USUAL_HEADER_BYTES = 512;
/** A longer entry is hashed in a stream. */
const MAX_HELD_BYTES = 1024 * 1024;

/**
 * Reads and unpacks a whole entry, and returns what `use` makes of its bytes, which are there during the call only: the
 * inflater's memory is that of the next entry too.
 */
export async function usingContent<Result>(
  entry: OpenedEntry,
  inflater: Inflater,
  use: (bytes: Buffer) => Result,
): Promise<Result> {
  const packed = heldContent(entry) ?? (await packedContent(entry));
  return use(unpacked(packed, entry.place, inflater));
}

/** Computes the SHA-256 of an entry's content, hexadecimal. */
export async function sha256Of(entry: OpenedEntry, inflater: Inflater): Promise<string> {
  if (entry.place.sizeBytes > MAX_HELD_BYTES) return await hashOfChunks(entry);
  return await usingContent(entry, inflater, (bytes) => hash('sha256', bytes));
}

/** The packed bytes of an entry if they are in memory: waiting for nothing takes longer than reading a small one. */
function heldContent(entry: OpenedEntry): Buffer | undefined {
  const { offset, compressedBytes } = entry.place;
  checkMethod(entry.place);
  const header = entry.file.held(offset, LOCAL_HEADER_BYTES);
  if (header === undefined) return undefined;
  const whole = entry.file.held(offset, localHeaderBytes(header) + compressedBytes);
  return whole === undefined ? undefined : behindHeader(whole, entry);
}

async function packedContent(entry: OpenedEntry): Promise<Buffer> {
  const { offset, compressedBytes } = entry.place;
  checkMethod(entry.place);
  const begin = await entry.file.read(offset, USUAL_HEADER_BYTES + compressedBytes);
  const length = localHeaderBytes(begin) + compressedBytes;
  const whole = length <= begin.length ? begin : await entry.file.read(offset, length);
  if (whole.length < length) throw new EntryFault('unexpected end of file');
  return behindHeader(whole.subarray(0, length), entry);
}

function behindHeader(whole: Buffer, entry: OpenedEntry): Buffer {
  checkLocalHeader(whole, entry.place);
  return whole.subarray(localHeaderBytes(whole));
}

/** Unpacks a whole entry and compares its size and its checksum with the directory. */
function unpacked(packed: Buffer, place: EntryPlace, inflater: Inflater): Buffer {
  const bytes = place.method === DEFLATED ? inflater.inflate(packed, place.sizeBytes) : packed;
  checkSum(place, bytes.length, crc32(bytes));
  return bytes;
}

async function hashOfChunks(entry: OpenedEntry): Promise<string> {
  const sum = createHash('sha256');
  for await (const chunk of chunksOf(entry)) sum.update(chunk);
  return sum.digest('hex');
}

/** Reads an entry's content piece by piece, and compares size and checksum with the directory at its end. */
export async function* chunksOf(entry: OpenedEntry): AsyncGenerator<Buffer> {
  const { file, place } = entry;
  checkMethod(place);
  const { offset, compressedBytes, method } = place;
  const begin = await file.readApart(offset, LOCAL_HEADER_BYTES);
  const header = await file.readApart(offset, localHeaderBytes(begin));
  const start = offset + header.length;
  if (start + compressedBytes > file.sizeBytes) throw new EntryFault('unexpected end of file');
  checkLocalHeader(header, place);
  const packed: Readable = file.stream(start, start + compressedBytes);
  const inflate = method === DEFLATED ? createInflateRaw() : undefined;
  const content = inflate ?? new PassThrough();
  // Its failure ends the content too, where the loop meets it.
  pipeline(packed, content).catch(() => undefined);
  let sizeBytes = 0;
  let crc = 0;
  const chunks: AsyncIterable<Buffer> = content;
  for await (const chunk of chunks) {
    sizeBytes += chunk.length;
    crc = crc32(chunk, crc);
    if (sizeBytes > place.sizeBytes) throw new EntryFault(notice('checksum-wrong'));
    yield chunk;
  }
  checkSum(place, sizeBytes, crc);
  if (inflate !== undefined) checkIsRead(inflate.bytesWritten, compressedBytes);
}

function checkMethod({ method }: EntryPlace): void {
  if (method !== DEFLATED && method !== 0) throw new EntryFault(notice('entry-method-unknown'));
}

function checkSum(place: EntryPlace, sizeBytes: number, crc: number): void {
  if (sizeBytes !== place.sizeBytes || crc !== place.crc) {
    throw new EntryFault(notice('checksum-wrong'));
  }
}
