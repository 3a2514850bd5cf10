import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { TargetError } from '../../errors/errors.ts';
import type { FileStore } from '../../exporters/files/file-store.ts';
import type { ArchiveSet, BundledFile } from '../../importers/archive/archive-set.ts';
import { fileSlackId } from '../../mapping/slack-ids.ts';
import type { ArchiveMessage } from '../../mapping/verify/archive.ts';
import { type Difference, differenceOf } from '../../mapping/verify/facts.ts';
import { NOT_FETCHED, type PickedUp } from '../../mapping/verify/report.ts';
import type { FileInfo, Post } from '../../model/model.ts';
import { linkedFileId } from '../run/file-links.ts';
import { fileSum } from '../run/file-manifest.ts';
import { pickedUpFiles, SERVED_FILE } from '../run/served-files.ts';
import type { DifferenceLog } from './difference-log.ts';

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

/** Tells of each linked file whether somebody has fetched it. */
export interface LinkedFiles {
  look(parts: readonly ArchiveMessage[], place: Partial<Difference>): Promise<void>;
  counts(): PickedUp;
}

/** By the log of `serve-files` in the work directory; what nobody fetched is an expected difference. */
export async function openLinkedFiles(
  workDirectory: string,
  book: DifferenceLog,
): Promise<LinkedFiles> {
  const pickedUp = await pickedUpFiles(join(workDirectory, SERVED_FILE));
  let linked = 0;
  let fetched = 0;
  return {
    counts: () => ({ linked, fetched }),
    async look(parts, place) {
      for (const { url_private: link } of parts.flatMap(({ files }) => files)) {
        const name = linkedFileId(link);
        if (name === undefined) continue;
        linked += 1;
        if (pickedUp.has(name)) {
          fetched += 1;
          continue;
        }
        const about = { kind: 'differs', thing: 'file', field: 'fetched', name } as const;
        await book.expect(differenceOf({ ...place, ...about }), NOT_FETCHED);
      }
    },
  };
}
