import { dirname } from 'node:path';

/**
 * Lets SQLite sort in files: what it sorts for an index grows with the posts and would otherwise stay in memory. The
 * files have no names and are in the folder of the store (sqlite.org/tempfiles.html, 5).
 */
export function sortOnDisk(path: string): void {
  process.env['SQLITE_TMPDIR'] ??= dirname(path);
}
