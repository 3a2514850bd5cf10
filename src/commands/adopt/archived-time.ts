import { join } from 'node:path';
import { z } from 'zod';
import { EXPORTED_POSTS_FILE, latestArchivedChange } from '../../importers/archive/chain-record.ts';
import { readManifestHeads } from './manifest-heads.ts';

const seenHead = z.looseObject({ kind: z.literal('manifest'), seenToMs: z.number() });

/**
 * Reads until which time of the source, in milliseconds, the archives of a work directory hold all changes: by the
 * store of the chain, which a rehearsal has not, or else by the manifests. Undefined where nothing says so.
 */
export async function archivedTime(workDirectory: string): Promise<number | undefined> {
  const ofChain = await latestArchivedChange(join(workDirectory, EXPORTED_POSTS_FILE));
  if (ofChain !== undefined) return ofChain;
  const heads = await readManifestHeads(workDirectory);
  const times = heads.flatMap(({ head }) => seenHead.safeParse(head).data?.seenToMs ?? []);
  return times.length === 0 ? undefined : Math.max(...times);
}
