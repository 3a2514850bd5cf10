import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { TargetError } from '../../errors.ts';
import type { FileStore } from '../../exporters/file-store.ts';
import type { ArchiveSet, BundledFile } from '../../importers/verify/archive-set.ts';
import { fileSlackId } from '../../mapping/slack-ids.ts';
import { type Difference, differenceOf } from '../../mapping/verify/difference.ts';
import type { FileInfo, Post } from '../../model.ts';
import { fileSum } from '../files/file-sum.ts';

/** Holds the bytes of a post's files in the archive against the file store. */
export async function bundledFileDifferences(
  set: ArchiveSet,
  store: FileStore | undefined,
  { files }: Post,
  place: Partial<Difference>,
): Promise<readonly Difference[]> {
  const found: Difference[] = [];
  for (const file of files) {
    const bundled = set.upload(fileSlackId(file.id));
    if (bundled === undefined || store === undefined) continue;
    const sums = await bothSums(bundled, store, file);
    if (sums === undefined || sums.source === sums.target) continue;
    const about = { kind: 'differs', thing: 'file', field: 'sha256', name: file.id } as const;
    found.push(differenceOf({ ...place, ...about, ...sums }));
  }
  return found;
}

/** Undefined when the store has not the bytes: that is another matter, and recorded. */
async function bothSums(
  bundled: BundledFile,
  store: FileStore,
  file: FileInfo,
): Promise<{ readonly source: string; readonly target: string } | undefined> {
  const stored = await store.look(file.path);
  if (stored.state !== 'there') return undefined;
  const source = await fileSum(store, file.path);
  try {
    return { source, target: await bundled.sha256() };
  } catch (error) {
    if (error instanceof TargetError) return { source, target: error.message };
    throw error;
  }
}

/** In hexadecimal. */
export async function sha256Of(stream: Readable): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(stream, hash);
  return hash.digest('hex');
}
