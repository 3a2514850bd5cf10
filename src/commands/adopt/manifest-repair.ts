import type { DatabaseAddress } from '../../config/database-address.ts';
import { readManifestHeads } from '../run/manifest-heads.ts';
import { recordedRepair, refuseOtherRepair } from '../run/text-encoding.ts';

/**
 * UsageError when the work directory has manifests of archives and none of them has this repair of texts: what was
 * imported would not be found, or be taken for edited. Manifests that cannot be read say nothing.
 */
export async function refuseOtherThanManifests(
  workDirectory: string,
  setting: Pick<DatabaseAddress, 'repairEncoding'>,
): Promise<void> {
  const made = await readManifestHeads(workDirectory);
  const [first] = made;
  const repair = recordedRepair(setting) ?? 'none';
  if (first === undefined || made.some(({ head }) => head.options.repairEncoding === repair))
    return;
  refuseOtherRepair(setting, first.head.options.repairEncoding, first.name);
}
