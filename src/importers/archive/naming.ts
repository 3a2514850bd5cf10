import { createReadStream, existsSync } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import Database from 'libsql';
import { z } from 'zod';
import { TargetError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import { sha256Of } from '../../system/checksum.ts';
import { asTargetError } from '../../system/write-errors.ts';
import { refuseDamagedRecord } from './record-checksum.ts';
import { recordError } from './record-errors.ts';

/*
 * The moment at which archives and the record of their posts get their names. Before it the record is prepared: written,
 * under a name that no run removes, with the archives that are to be named. After a kill the next run looks which of
 * them have their names. Otherwise an archive could be there whose posts the next one repeats.
 */

/** An archive that gets its name, and how to recognise it. */
export interface NamedArchive {
  /** Absolute. */
  readonly file: string;
  readonly temporaryFile: string;
  readonly sizeBytes: number;
  readonly sha256: string;
}

const namedArchive = z.object({
  file: z.string(),
  temporaryFile: z.string(),
  sizeBytes: z.number(),
  sha256: z.string(),
});
const valueRow = z.object({ value: z.string() });

/** Value of a record with the name that its last run was told to write; absent in those of earlier versions. */
export const NAMING_OUT = 'naming_out';

/** Path of a record whose archives are about to get their names. */
export const preparedPathOf = (path: string): string => path.replace(/\.db$/, '.next.db');

/** Makes the prepared record that of the chain, when its archives have their names. */
export const commitPrepared = (path: string): Promise<void> => renameTo(preparedPathOf(path), path);

/**
 * Removes the prepared record of a run that failed. It is kept when an archive has its name already, and where it cannot
 * be read or removed: then the next run ends the naming as after a kill, for which the archives have to wait.
 */
export async function discardPrepared(path: string): Promise<'removed' | 'kept'> {
  try {
    const states = await statesOf(await preparedArchives(path));
    if (states.some(({ state }) => state === 'named')) return 'kept';
    await rm(preparedPathOf(path));
    return 'removed';
  } catch {
    // Thrown, it would hide why the run failed.
    return 'kept';
  }
}

async function renameTo(from: string, path: string): Promise<void> {
  try {
    await rename(from, path);
  } catch (error) {
    throw asTargetError(error, path);
  }
}

/**
 * Ends the naming of a run that was stopped in it: the record counts when the archives have their names, also those that
 * get them here, and is removed when none has; then returns the names of that run, of its archives and of `--out`.
 * TargetError when an archive is neither there nor waiting for its name.
 */
export async function settleNaming(path: string): Promise<readonly string[]> {
  const prepared = preparedPathOf(path);
  if (!existsSync(prepared)) return [];
  const states = await statesOf(await preparedArchives(path));
  const gone = states.filter(({ state }) => state === 'gone').map(({ archive }) => archive.file);
  if (gone.length > 0) {
    throw new TargetError(notice('naming-unclear', { archives: gone.join(', '), prepared }));
  }
  const waiting = states.filter(({ state }) => state === 'waiting');
  if (waiting.length === states.length) {
    const names = await preparedNames(path);
    await rm(prepared);
    return names;
  }
  for (const { archive } of waiting) await renameTo(archive.temporaryFile, archive.file);
  await commitPrepared(path);
  return [];
}

/**
 * Returns the archives of a run that was stopped while it named them for `out`; none when that is no such run, when none
 * of them has its name, or when its record cannot be read.
 */
export async function archivesNamedFor(path: string, out: string): Promise<readonly string[]> {
  const states = await statesFor(preparedPathOf(path), out, basename(out));
  return states.some(({ state }) => state === 'named') ? filesOf(states) : [];
}

/**
 * Returns the archives that the last run of a chain wrote for `out`, when all of them are as it wrote them; else none,
 * also when the record cannot be read.
 */
export async function archivesWrittenFor(path: string, out: string): Promise<readonly string[]> {
  const states = await statesFor(path, out, '');
  return states.every(({ state }) => state === 'named') ? filesOf(states) : [];
}

const filesOf = (states: readonly ArchiveState[]): readonly string[] =>
  states.map(({ archive }) => archive.file);

/**
 * Looks at the archives that a run named for `out`, as its record says; at none where the record is of another run, or
 * missing, or cannot be read. `unnamed`: what a record of an older version, which does not name its run, is taken for.
 */
async function statesFor(
  record: string,
  out: string,
  unnamed: string,
): Promise<readonly ArchiveState[]> {
  if (!existsSync(record)) return [];
  try {
    const name = await readRecord(record, NAMING_OUT, (value) => value ?? unnamed);
    const archives = await readRecord(record, 'naming', parseNaming);
    const isOwn = archives.every(({ file }) => dirname(file) === dirname(resolve(out)));
    return isOwn && name === basename(out) ? await statesOf(archives) : [];
  } catch (error) {
    if (error instanceof TargetError) return [];
    throw error;
  }
}

/** Reads the names of the run whose record is prepared. TargetError when it cannot be read. */
async function preparedNames(path: string): Promise<readonly string[]> {
  const out = await readRecord(preparedPathOf(path), NAMING_OUT, (value) => value ?? '');
  const files = (await preparedArchives(path)).map(({ file }) => basename(file));
  return [...new Set([out, ...files])].filter((name) => name !== '');
}

/** Reads which archives were about to get their names. TargetError when the record cannot be read. */
const preparedArchives = (path: string): Promise<readonly NamedArchive[]> =>
  readRecord(preparedPathOf(path), 'naming', parseNaming);

const parseNaming = (value: string | undefined): readonly NamedArchive[] =>
  z.array(namedArchive).parse(JSON.parse(value ?? ''));

async function readRecord<Value>(
  path: string,
  name: string,
  parse: (value: string | undefined) => Value,
): Promise<Value> {
  try {
    await refuseDamagedRecord(path, path);
    const database = new Database(path, { readonly: true });
    try {
      const found: unknown = database.prepare('SELECT value FROM meta WHERE name = ?').get(name);
      return parse(found === undefined ? undefined : valueRow.parse(found).value);
    } finally {
      database.close();
    }
  } catch (error) {
    throw recordError(error, path);
  }
}

interface ArchiveState {
  readonly archive: NamedArchive;
  readonly state: 'named' | 'waiting' | 'gone';
}

async function statesOf(archives: readonly NamedArchive[]): Promise<readonly ArchiveState[]> {
  const states: ArchiveState[] = [];
  for (const archive of archives) {
    const { file, temporaryFile } = archive;
    // First, because an older archive of that name may have the same bytes.
    if (await isIt(temporaryFile, archive)) states.push({ archive, state: 'waiting' });
    else if (await isIt(file, archive)) states.push({ archive, state: 'named' });
    else states.push({ archive, state: 'gone' });
  }
  return states;
}

async function isIt(path: string, { sizeBytes, sha256 }: NamedArchive): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  if (found?.size !== sizeBytes) return false;
  return (await sha256Of(createReadStream(path))) === sha256;
}
