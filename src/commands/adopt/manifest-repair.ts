import { z } from 'zod';
import type { DatabaseAddress } from '../../config/database-address.ts';
import { REPAIRS, type RepairEncoding } from '../../model/encoding.ts';
import { recordedRepair, refuseOtherRepair } from '../run/text-encoding.ts';
import { readManifestHeads } from './manifest-heads.ts';

const repairHead = z.looseObject({
  kind: z.literal('manifest'),
  options: z.looseObject({ repairEncoding: z.enum(REPAIRS).optional() }).optional(),
});

/**
 * UsageError when the work directory has manifests of archives and none of them has this repair of texts: what was
 * imported would not be found, or be taken for edited. Manifests that cannot be read say nothing.
 */
export async function refuseOtherThanManifests(
  workDirectory: string,
  setting: Pick<DatabaseAddress, 'repairEncoding'>,
): Promise<void> {
  const others: { readonly name: string; readonly repair: RepairEncoding }[] = [];
  for (const { name, head } of await readManifestHeads(workDirectory)) {
    const read = repairHead.safeParse(head);
    if (!read.success) continue;
    const repair = read.data.options?.repairEncoding ?? 'none';
    if (repair === (recordedRepair(setting) ?? 'none')) return;
    others.push({ name, repair });
  }
  const [other] = others;
  if (other !== undefined) refuseOtherRepair(setting, other.repair, other.name);
}
