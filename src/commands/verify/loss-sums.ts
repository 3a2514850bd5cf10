import { join } from 'node:path';
import { UsageError } from '../../errors/errors.ts';
import { readManifest } from '../../importers/archive/read-manifest.ts';
import { type Difference, differenceOf } from '../../mapping/verify/facts.ts';
import { sha256OfText } from '../../system/checksum.ts';
import { exists } from '../../system/files.ts';
import { ARCHIVE_LOSSES, MANIFEST_END } from '../run/record-files.ts';

/**
 * Holds the files of losses of archives against the manifests beside them: what a changed one says would explain a
 * difference. A file without a manifest, or with one of an earlier version, is believed.
 */
export async function changedLosses(
  lossFiles: readonly string[],
  workDirectories: readonly string[],
): Promise<readonly Difference[]> {
  const found: Difference[] = [];
  for (const folder of workDirectories) {
    for (const name of lossFiles.filter((each) => each.endsWith(ARCHIVE_LOSSES))) {
      const path = join(folder, name);
      const manifest = `${path.slice(0, -ARCHIVE_LOSSES.length)}${MANIFEST_END}`;
      const source = (await exists(path)) ? await writtenSum(manifest) : undefined;
      if (source === undefined) continue;
      const target = await sha256OfText(path);
      if (source === target) continue;
      const about = { kind: 'differs', thing: 'archive', field: 'losses', name } as const;
      found.push(differenceOf({ ...about, source, target }));
    }
  }
  return found;
}

/** What a manifest says of the file of losses; undefined where it says nothing or cannot be read. */
async function writtenSum(manifest: string): Promise<string | undefined> {
  try {
    for await (const read of readManifest(manifest)) {
      if (read.kind === 'account') return read.losses?.sha256;
    }
  } catch (error) {
    // A manifest of a given archive that cannot be read is refused where it is asked about its archive.
    if (!(error instanceof UsageError)) throw error;
  }
  return undefined;
}
