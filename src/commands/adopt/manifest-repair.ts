import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { DatabaseAddress } from '../../config/database-address.ts';
import { REPAIRS, type RepairEncoding } from '../../model/encoding.ts';
import { jsonOfLine, linesOf } from '../../system/lines.ts';
import { archiveRecords } from '../run/record-files.ts';
import { recordedRepair, refuseOtherRepair } from '../run/text-encoding.ts';

/** Ending of the manifests of archives, without the archive's name. */
const MANIFEST = archiveRecords('').manifest;

const head = z.looseObject({
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
  const names = await readdir(workDirectory).catch(() => []);
  const manifests = names.filter((name) => name.endsWith(MANIFEST)).sort();
  const others: { readonly name: string; readonly repair: RepairEncoding }[] = [];
  for (const name of manifests) {
    const repair = await repairOf(join(workDirectory, name));
    if (repair === (recordedRepair(setting) ?? 'none')) return;
    if (repair !== undefined) others.push({ name, repair });
  }
  const [other] = others;
  if (other !== undefined) refuseOtherRepair(setting, other.repair, other.name);
}

async function repairOf(path: string): Promise<RepairEncoding | undefined> {
  for await (const line of linesOf(path)) {
    const read = head.safeParse(jsonOfLine(line));
    return read.success ? (read.data.options?.repairEncoding ?? 'none') : undefined;
  }
  return undefined;
}
