import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';

/** Computes the SHA-256 of bytes that come in pieces, in hexadecimal. Throws the signal's reason when it is aborted. */
export async function sha256Of(
  chunks: AsyncIterable<Uint8Array>,
  signal?: AbortSignal,
): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of chunks) {
    signal?.throwIfAborted();
    hash.update(chunk);
  }
  return hash.digest('hex');
}

const MARK = Buffer.of(0xef, 0xbb, 0xbf);
const CARRIAGE_RETURN = 0x0d;

/**
 * Computes the SHA-256 of a text file as it was written: without the byte order mark and the carriage returns that
 * editors add. Throws the error of Node for a file that cannot be read.
 */
export async function sha256OfText(path: string): Promise<string> {
  return await sha256Of(writtenBytes(createReadStream(path)));
}

async function* writtenBytes(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let isFirst = true;
  for await (const chunk of chunks) {
    const isMarked = isFirst && chunk.subarray(0, MARK.length).equals(MARK);
    isFirst = false;
    const bytes = isMarked ? chunk.subarray(MARK.length) : chunk;
    yield bytes.includes(CARRIAGE_RETURN)
      ? Buffer.from(bytes.filter((byte) => byte !== CARRIAGE_RETURN))
      : bytes;
  }
}
