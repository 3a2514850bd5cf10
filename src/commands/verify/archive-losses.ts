import { readdir } from 'node:fs/promises';
import { UsageError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import { ARCHIVE_LOSSES, archiveRecords, OLD_LOSS_FILE, wholesOf } from '../run/record-files.ts';

/**
 * Returns the names of the files in the work directories with the losses of archives. An archive under another name than
 * it was written with has no file of its own: then those of all archives count. UsageError when the losses of several
 * archives of 0.1.0 are wanted, which kept those of the last one.
 */
export async function archiveLossFiles(
  zips: readonly string[],
  workDirectories: readonly string[],
): Promise<readonly string[]> {
  const listed = workDirectories.map((folder) => readdir(folder).catch(() => []));
  const names = (await Promise.all(listed)).flat();
  const all = names.filter((name) => name.endsWith(ARCHIVE_LOSSES) || name === OLD_LOSS_FILE);
  const own = zips.map((zip) => ownLosses(zip, all));
  refuseReplaced(zips, names, { own, all });
  const found = own.flatMap((there) => (there.length === 0 ? all : there));
  return [...new Set(found)];
}

const ownLosses = (zip: string, all: readonly string[]): readonly string[] =>
  wholesOf(zip)
    .map((whole) => archiveRecords(whole).losses)
    .filter((name) => all.includes(name));

/** Throws unless the work directories have the losses of every archive, or those of another one in their place. */
function refuseReplaced(
  zips: readonly string[],
  names: readonly string[],
  losses: { readonly own: readonly (readonly string[])[]; readonly all: readonly string[] },
): void {
  const { own, all } = losses;
  const spare = all.filter((name) => name !== OLD_LOSS_FILE && !own.flat().includes(name));
  if (!all.includes(OLD_LOSS_FILE) || spare.length > 0) return;
  const without = zips.filter((_zip, index) => own[index]?.length === 0);
  const runs = without.flatMap(
    (zip) => wholesOf(zip).find((name) => names.includes(archiveRecords(name).manifest)) ?? [],
  );
  const archives = [...new Set(runs)];
  if (archives.length < 2) return;
  throw new UsageError(notice('losses-replaced', { archives: archives.join(', ') }));
}
