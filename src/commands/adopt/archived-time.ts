import { join } from 'node:path';
import { EXPORTED_POSTS_FILE, latestArchivedChange } from '../../importers/archive/chain-record.ts';
import { readManifestHeads } from '../run/manifest-heads.ts';

/**
 * Reads until which time of the source, in milliseconds, the archives of a work directory hold all changes: by the
 * store of the chain, which a rehearsal has not, or else by the manifests. Undefined where nothing says so.
 */
export async function archivedTime(workDirectory: string): Promise<number | undefined> {
  const ofChain = await latestArchivedChange(join(workDirectory, EXPORTED_POSTS_FILE));
  if (ofChain !== undefined) return ofChain;
  const heads = await readManifestHeads(workDirectory);
  const times = heads.flatMap(({ head }) => head.seenToMs ?? []);
  return times.length === 0 ? undefined : Math.max(...times);
}
