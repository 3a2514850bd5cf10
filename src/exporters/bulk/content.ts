import { createHash, type Hash } from 'node:crypto';
import type { BulkContainer, StoredEntry } from './container.ts';
import { openContainer } from './container.ts';

/** Puts into a hash what is staged of an entry: where its bytes are, which are read from the file itself. */
export function hashEntry(
  hash: Hash,
  { path, headerAt, packedBytes, sizeBytes, method }: StoredEntry,
): void {
  hash.update(`${JSON.stringify(path)} ${headerAt} ${packedBytes} ${sizeBytes} ${method}\n`);
}

/**
 * SHA-256 of what is staged of a file: its lines, and the places of what lies beside them. Bytes of attachments are not
 * read. SourceError for a file that cannot be read.
 */
export async function contentSha256(file: string, signal: AbortSignal): Promise<string> {
  const container = await openContainer(file);
  const hash = createHash('sha256');
  try {
    await hashLines(hash, container, signal);
    for await (const entry of container.entries) hashEntry(hash, entry);
    return hash.digest('hex');
  } finally {
    container.close();
  }
}

async function hashLines(hash: Hash, container: BulkContainer, signal: AbortSignal): Promise<void> {
  for await (const chunk of await container.lines()) {
    signal.throwIfAborted();
    hash.update(chunk);
  }
}
