import { basename } from 'node:path';
import type { Config } from '../../config/config.ts';
import { UsageError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import { sourceKind } from '../../model/source-kind.ts';
import { recordedRepair, refuseOtherRepair } from '../run/text-encoding.ts';
import { archiveOtherThan, type GivenArchive } from './manifests.ts';

type RunSettings = Pick<Config, 'source' | 'redactSecrets' | 'zipBookmarks'>;

/**
 * Throws UsageError when an archive was made in another way than this run would make it, and nearly everything would
 * differ: its credentials, ids, texts, or lists of bookmarks. An archive without a manifest passes.
 */
export function refuseUnlikeArchives(
  archives: readonly GivenArchive[],
  { source, redactSecrets, zipBookmarks }: RunSettings,
): void {
  // Every credential would be written into differences.jsonl.
  if (!redactSecrets) refuseRedacted(archives);
  const kind = sourceKind(source.engine);
  const ofOther = archiveOtherThan(kind, archives, ({ options }) => options.source);
  if (ofOther !== undefined) {
    const { path, found: known } = ofOther;
    throw new UsageError(notice('archive-of-other-source', { path, known, kind }));
  }
  const repair = recordedRepair(source) ?? 'none';
  const repaired = archiveOtherThan(repair, archives, ({ options }) => options.repairEncoding);
  if (repaired !== undefined) refuseOtherRepair(source, repaired.found, repaired.name);
  const lists: string = zipBookmarks;
  const listed = archiveOtherThan(lists, archives, ({ options }) => options.bookmarks);
  if (listed !== undefined) {
    const { name, found: setting } = listed;
    throw new UsageError(notice('archive-has-other-bookmarks', { name, setting }));
  }
}

function refuseRedacted(archives: readonly GivenArchive[]): void {
  const redacted = archives.find(({ heads }) => heads.some(({ options }) => options.redactSecrets));
  if (redacted === undefined) return;
  throw new UsageError(notice('archive-is-redacted', { name: basename(redacted.path) }));
}
