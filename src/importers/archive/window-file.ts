import { type FileHandle, open } from 'node:fs/promises';
import { Readable } from 'node:stream';

/**
 * Bytes that one read of the disk brings; an archive is mostly read in its order. Old windows wait for the collector, and
 * memory of this size is used again for the next ones: windows of a megabyte take an eighth more processor time.
 */
const WINDOW_BYTES = 64 * 1024;
/** Bytes of one piece of a stream. */
const STREAMED_BYTES = 256 * 1024;

/** A file that is read in windows, of which small pieces are served. */
export interface WindowFile {
  readonly path: string;
  readonly sizeBytes: number;
  /** The bytes at a position if the window has them all. */
  held(position: number, length: number): Buffer | undefined;
  /** Reads bytes at a position; fewer where the file ends. The result is not changed by later reads. */
  read(position: number, length: number): Promise<Buffer>;
  /** Reads bytes without moving the window: for what is not read in the order of the file. */
  readApart(position: number, length: number): Promise<Buffer>;
  /** Reads a long stretch as a stream, from `start` to before `end`, without moving the window. */
  stream(start: number, end: number): Readable;
  close(): Promise<void>;
}

/** Opens a file for reading; throws the error of Node. */
export async function openWindowFile(path: string): Promise<WindowFile> {
  const handle = await open(path, 'r');
  try {
    const { size: sizeBytes } = await handle.stat();
    return windowFile(path, handle, sizeBytes);
  } catch (error) {
    await handle.close();
    throw error;
  }
}

function windowFile(path: string, handle: FileHandle, sizeBytes: number): WindowFile {
  // A window is replaced, never overwritten: pieces of it may still be in use.
  let window: { readonly start: number; readonly bytes: Buffer } = {
    start: 0,
    bytes: Buffer.alloc(0),
  };
  const held = (position: number, length: number): Buffer | undefined => {
    const from = position - window.start;
    const isInside = from >= 0 && from + length <= window.bytes.length;
    return isInside ? window.bytes.subarray(from, from + length) : undefined;
  };
  async function read(position: number, length: number): Promise<Buffer> {
    const wanted = Math.max(0, Math.min(length, sizeBytes - position));
    const known = held(position, wanted);
    if (known !== undefined) return known;
    const size = Math.min(Math.max(wanted, WINDOW_BYTES), sizeBytes - position);
    const bytes = await readAt(handle, position, Math.max(0, size));
    window = { start: position, bytes };
    return bytes.subarray(0, wanted);
  }
  return {
    path,
    sizeBytes,
    held,
    read,
    readApart: (position, length) => readAt(handle, position, length),
    stream: (start, end) => Readable.from(pieces(handle, start, end)),
    close: () => handle.close(),
  };
}

async function readAt(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafeSlow(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await handle.read(bytes, filled, length - filled, position + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return bytes.subarray(0, filled);
}

async function* pieces(handle: FileHandle, start: number, end: number): AsyncGenerator<Buffer> {
  for (let position = start; position < end; position += STREAMED_BYTES) {
    yield await readAt(handle, position, Math.min(STREAMED_BYTES, end - position));
  }
}
