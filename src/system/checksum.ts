import { createHash } from 'node:crypto';

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
