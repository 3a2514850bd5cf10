import { createReadStream } from 'node:fs';
import { access } from 'node:fs/promises';
import { createInterface } from 'node:readline';

/**
 * The lines about channels that a file of losses holds: every pass meets these again. Those of posts, of which there
 * are many, are told only when a post changes. None when there is no file.
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
