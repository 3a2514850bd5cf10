import { createHash } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import type { FileStore } from '../../exporters/file-store.ts';

/** The SHA-256 of a stored file, read as a stream. SourceError when it may not be read. */
export async function fileSum(
  store: FileStore,
  path: string,
  signal: AbortSignal,
): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(await store.open(path), hash, { signal });
  return hash.digest('hex');
}
