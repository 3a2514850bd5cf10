import { createReadStream } from 'node:fs';
import { access } from 'node:fs/promises';
import { createInterface } from 'node:readline';

/**
 * Reads the lines about channels in a file of losses, because every pass records these again. Losses of posts, which
 * are many, are recorded only when a post changes. Empty when there is no file.
 */
export async function knownLosses(path: string): Promise<ReadonlySet<string>> {
  const told = new Set<string>();
  const isThere = await access(path).then(
    () => true,
    () => false,
  );
  if (!isThere) return told;
  for await (const line of createInterface({ input: createReadStream(path) })) {
    if (!line.includes('"post":')) told.add(line);
  }
  return told;
}
