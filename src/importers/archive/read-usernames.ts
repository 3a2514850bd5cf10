import { z } from 'zod';
import { MAX_LIST_BYTES } from './entry-limits.ts';
import type { ZipReader } from './zip-reader.ts';

const listed = z.looseObject({ id: z.string(), name: z.string() });
type ListedName = z.infer<typeof listed>;

/** Reads ids and usernames of the people whom an archive lists; TargetError when the list cannot be read. */
export async function readUsernames(
  zip: Pick<ZipReader, 'readNamedJson'>,
): Promise<readonly Pick<ListedName, 'id' | 'name'>[]> {
  const names: Pick<ListedName, 'id' | 'name'>[] = [];
  await zip.readNamedJson('users.json', MAX_LIST_BYTES, (entry) => {
    const read = listed.safeParse(entry);
    if (read.success) names.push({ id: read.data.id, name: read.data.name });
  });
  return names;
}
