import { link, rename, rm } from 'node:fs/promises';
import { errorCode } from '../errors/error-code.ts';
import { temporaryPathOf } from './atomic-file.ts';
import { asTargetError } from './write-errors.ts';

/* Files that get their names together: all of them, or none where one cannot. */

/** A closed file that waits for its name. */
export interface WaitingFile {
  readonly temporaryPath: string;
  /** Where its name leads. */
  readonly place: string;
  commit(): Promise<void>;
}

/** A file that has its name, and what was there before. */
interface NamedFile {
  readonly file: WaitingFile;
  /** Another name of the older file; undefined for none. */
  readonly olderPath: string | undefined;
}

/**
 * Gives files their names, then does what belongs to them. What either throws, after the files that had their names wait
 * again and the older ones are back in their places.
 */
export async function nameTogether(
  files: Iterable<WaitingFile>,
  act: () => Promise<void>,
): Promise<void> {
  const named: NamedFile[] = [];
  try {
    for (const file of files) named.push(await nameOne(file));
    await act();
  } catch (error) {
    for (const each of named.toReversed()) await takeBack(each);
    throw error;
  }
  for (const { olderPath } of named) await forget(olderPath);
}

async function nameOne(file: WaitingFile): Promise<NamedFile> {
  const olderPath = await keepOlder(file.place);
  try {
    await file.commit();
  } catch (error) {
    // Does nothing where both are names of one file.
    if (olderPath !== undefined) await rename(olderPath, file.place).catch(() => undefined);
    await forget(olderPath);
    throw error;
  }
  return { file, olderPath };
}

/** Gives what is at a place another name as well, so that the place is never empty; undefined where there is nothing. */
async function keepOlder(place: string): Promise<string | undefined> {
  const path = temporaryPathOf(place);
  try {
    // Some disks have no second names, and some systems allow none of another account's files.
    await link(place, path).catch(async (error: unknown) => {
      if (errorCode(error) === 'ENOENT') throw error;
      await rename(place, path);
    });
    return path;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw asTargetError(error, place);
  }
}

/** Lets a file wait again. Where the disk lets nothing be renamed any more, it is as after a kill. */
async function takeBack({ file, olderPath }: NamedFile): Promise<void> {
  try {
    await rename(file.place, file.temporaryPath);
    if (olderPath !== undefined) await rename(olderPath, file.place);
  } catch {
    // The error that led here says what is wrong.
  }
}

/** Removes a second name. Where that fails it goes with the temporary files of killed runs. */
async function forget(path: string | undefined): Promise<void> {
  if (path !== undefined) await rm(path, { force: true }).catch(() => undefined);
}
