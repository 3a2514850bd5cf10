import { stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import Libsql from 'libsql';
import { z } from 'zod';
import type { BulkSource } from '../../config/bulk-source.ts';
import { SourceError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import { exists } from '../../system/files.ts';
import { makeFolder } from '../../system/write-place.ts';
import { contentSha256 } from './content.ts';
import { parseMeta, READ_META, type StagedFile, type StageMeta, writeMeta } from './meta.ts';
import { type StagingProgress, stage } from './stage.ts';
import { STAGE_VERSION } from './tables.ts';

/** In the work directory; see FORMATS.md. */
const STAGE_FILE = 'bulk-source.db';

type FoundFile = Omit<StagedFile, 'sha256'>;

/**
 * Returns the path of the staged export, which is made when there is none of these files as they are now: by path, size
 * and time of change, or, where these differ and the sizes do not, by content. SourceError when a file does not exist or
 * has a line that cannot be read.
 */
export async function ensureStaged(
  source: BulkSource,
  signal: AbortSignal,
  onProgress?: StagingProgress,
): Promise<string> {
  const path = join(source.stageFolder, STAGE_FILE);
  const files = await findFiles(source.files);
  const staged = await readStageMeta(path);
  if (staged !== undefined) {
    if (isOf(staged.files, files)) return path;
    const isSame = await haveSameContent(staged.files, files, signal);
    if (isSame && rememberFiles(path, staged, files)) return path;
  }
  await makeFolder(source.stageFolder);
  await stage({ files, path, signal, ...(onProgress === undefined ? {} : { onProgress }) });
  return path;
}

/**
 * True for files of the same names, wherever they lie, with the same lines and the same things beside them. Nothing is
 * read of files of other sizes.
 */
async function haveSameContent(
  staged: readonly StagedFile[],
  files: readonly FoundFile[],
  signal: AbortSignal,
): Promise<boolean> {
  const looksSame = files.every(({ path, sizeBytes }, index) => {
    const known = staged[index];
    return known?.sizeBytes === sizeBytes && basename(known.path) === basename(path);
  });
  if (staged.length !== files.length || !looksSame) return false;
  for (const [index, { path }] of files.entries()) {
    // A file that cannot be read is reported by staging it, with the number of the line.
    const sha256 = await contentSha256(path, signal).catch(() => '');
    signal.throwIfAborted();
    if (sha256 !== staged[index]?.sha256) return false;
  }
  return true;
}

/** Writes the files' paths and times into the staged file; false when it cannot be written. */
function rememberFiles(path: string, staged: StageMeta, files: readonly FoundFile[]): boolean {
  const known = files.map((file, index) => ({
    ...file,
    sha256: staged.files[index]?.sha256 ?? '',
  }));
  let database: Libsql.Database | undefined;
  try {
    database = new Libsql(path);
    writeMeta(database, { ...staged, files: known });
    return true;
  } catch {
    return false;
  } finally {
    database?.close();
  }
}

async function findFiles(names: readonly string[]): Promise<readonly FoundFile[]> {
  const found: FoundFile[] = [];
  for (const name of names) {
    const path = resolve(name);
    try {
      const file = await stat(path);
      if (!file.isFile()) throw new SourceError(notice('bulk-no-file', { file: name }));
      found.push({ path, sizeBytes: file.size, mtimeMs: Math.trunc(file.mtimeMs) });
    } catch (error) {
      if (error instanceof SourceError) throw error;
      throw new SourceError(notice('bulk-no-file', { file: name }), { cause: error });
    }
  }
  return found;
}

const isOf = (staged: readonly FoundFile[], files: readonly FoundFile[]): boolean =>
  staged.length === files.length &&
  files.every(({ path, sizeBytes, mtimeMs }, index) => {
    const known = staged[index];
    return known?.path === path && known.sizeBytes === sizeBytes && known.mtimeMs === mtimeMs;
  });

const versionRow = z.tuple([z.number()]);
const textRow = z.tuple([z.string()]);

/** Reads what a staged file says of itself; undefined when there is none, or it is of another version or not whole. */
export async function readStageMeta(path: string): Promise<StageMeta | undefined> {
  if (!(await exists(path))) return undefined;
  let database: Libsql.Database | undefined;
  try {
    database = new Libsql(path, { readonly: true });
    const [version] = versionRow.parse(database.prepare('PRAGMA user_version').raw().get());
    if (version !== STAGE_VERSION) return undefined;
    return parseMeta(textRow.parse(database.prepare(READ_META).raw().get())[0]);
  } catch {
    return undefined;
  } finally {
    database?.close();
  }
}
