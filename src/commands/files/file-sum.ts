import { createHash } from 'node:crypto';
import type { FileStore } from '../../exporters/file-store.ts';

/** The SHA-256 of a stored file, in hexadecimal, read as it comes. SourceError when it may not be read. */
export async function fileSum(
  store: FileStore,
  path: string,
  signal?: AbortSignal,
): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of store.chunks(path)) {
    signal?.throwIfAborted();
    hash.update(chunk);
  }
  return hash.digest('hex');
}
