import { readdir } from 'node:fs/promises';
import { ARCHIVE_LOSSES, archiveRecords, OLD_LOSS_FILE, wholesOf } from '../run/record-files.ts';

/**
 * Returns the names of the files in the work directories with the losses of archives. An archive under another name than
 * it was written with has no file of its own: then those of all archives count.
 */
export async function archiveLossFiles(
  zips: readonly string[],
  workDirectories: readonly string[],
): Promise<readonly string[]> {
  const listed = workDirectories.map((folder) => readdir(folder).catch(() => []));
  const names = (await Promise.all(listed)).flat();
  const all = names.filter((name) => name.endsWith(ARCHIVE_LOSSES) || name === OLD_LOSS_FILE);
  const found = zips.flatMap((zip) => {
    const own = wholesOf(zip).map((whole) => archiveRecords(whole).losses);
    const there = own.filter((name) => all.includes(name));
    return there.length === 0 ? all : there;
  });
  return [...new Set(found)];
}
