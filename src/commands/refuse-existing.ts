import { access } from 'node:fs/promises';
import { TargetError } from '../errors.ts';

/** TargetError when something of that name is there and may not be replaced. */
export async function refuseExisting(path: string, isForced: boolean): Promise<void> {
  if (isForced || !(await exists(path))) return;
  throw new TargetError(`${path} exists already: give --force to replace it`);
}

async function exists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch {
    return false;
  }
}
