import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { TargetError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';

/** The staged file with its indexes is somewhat larger than its lines (docs/performance.md). */
const ROOM_OF_LINES = 1.5;
const MIN_FREE_BYTES = 16 * 1024 * 1024;
const MEBIBYTE = 1024 * 1024;

/** TargetError when the folder of the staged file has less room than so many bytes of lines may need. */
export async function checkRoom(path: string, lineBytes: number): Promise<void> {
  const folder = dirname(path);
  const { bavail, bsize } = await statfs(folder);
  const neededBytes = lineBytes * ROOM_OF_LINES + MIN_FREE_BYTES;
  if (bavail * bsize >= neededBytes) return;
  const mebibytes = (bytes: number): string => String(Math.floor(bytes / MEBIBYTE));
  const values = { folder, free: mebibytes(bavail * bsize), needed: mebibytes(neededBytes) };
  throw new TargetError(notice('bulk-no-room', values));
}
