import { constants, type DeflateRaw, type InflateRaw } from 'node:zlib';

/**
 * A stream of zlib with what Node does not document. Node leaves `_processChunk` in place for programs that have used it
 * (nodejs/node, lib/zlib.js), and npm unpacks packages with both (isaacs/minizlib, src/index.ts). The documented ways
 * take more processor time: a handle for each piece, or a write to another thread for each piece.
 */
interface Undocumented {
  _handle: { close: () => void } | null;
  readonly _processChunk: (data: Buffer, flush: number) => Buffer;
}

/** A stream whose handle of zlib serves one piece after another. */
export type KeptStream = (DeflateRaw | InflateRaw) & Undocumented;

const isKeepable = (stream: DeflateRaw | InflateRaw): stream is KeptStream =>
  '_handle' in stream && '_processChunk' in stream && typeof stream._processChunk === 'function';

/** Returns the stream if it can be kept; undefined where Node does not do what keeping it takes, as a trial shows. */
export function keptStream(
  stream: DeflateRaw | InflateRaw,
  trial: { readonly given: Buffer; readonly expected: Buffer },
): KeptStream | undefined {
  if (!isKeepable(stream)) return undefined;
  try {
    const isAsExpected = () =>
      trial.expected.equals(runKept(stream, trial.given)) &&
      stream.bytesWritten === trial.given.length;
    return isAsExpected() && isAsExpected() ? stream : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Runs a whole piece through the stream, whose `bytesWritten` are then those that were read of it; the memory that it
 * returns is that of the next piece too. Throws zlib's errors, after which the stream cannot be used.
 */
export function runKept(stream: KeptStream, data: Buffer): Buffer {
  const handle = stream._handle;
  if (handle === null) throw new RangeError('Expected a stream that is open');
  // _processChunk closes the handle when it is done, and the stream forgets it.
  handle.close = () => undefined;
  try {
    return stream._processChunk(data, constants.Z_FINISH);
  } finally {
    stream._handle = handle;
    stream.reset();
    // Each call adds a listener. A failure is also emitted later, where it would end the process without one.
    stream.removeAllListeners('error').on('error', ignored);
  }
}

const ignored = (): void => undefined;
