import pLimit from 'p-limit';
import type { FilesConfig } from '../../../config/files.ts';
import { KnownError, type Line, problemOf } from '../../../errors/errors.ts';
import { notice } from '../../../errors/notices.ts';
import { unreadableFile } from '../../../errors/unreadable-file.ts';
import type { SampleFile } from '../../../exporters/checks/schema.ts';
import type { FileStore } from '../../../exporters/files/file-store.ts';
import { openFileStore, storeName } from '../../../exporters/files/open.ts';
import { type Check, failure, ok, skipped, warning } from './check.ts';

const SIDE_BY_SIDE = 8;

/** A few files are missing in most stores; more than this share, and more than two, is a store that was half copied. */
const MOST_FAULTS_SHARE = 0.1;
const FEW_FAULTS = 2;
const SHOWN_FAULTS = 10;

/** Looks whether some files are in the store, whole and readable. */
export async function checkFiles(
  files: FilesConfig,
  samples: readonly SampleFile[] | undefined,
  signal: AbortSignal,
): Promise<readonly Check[]> {
  if (files.kind === 'none') {
    const says = notice('files-not-given');
    return [skipped('files', says)];
  }
  const directory = storeName(files);
  const store = await openFileStore(files, signal).catch(asKnownError);
  if (store instanceof KnownError || store === undefined) {
    const says = store === undefined ? '' : problemOf(store);
    return [failure('files', says, notice('files-hint'))];
  }
  try {
    return [await checkSamples(store, directory, samples)];
  } finally {
    store.close();
  }
}

async function checkSamples(
  store: FileStore,
  directory: string,
  samples: readonly SampleFile[] | undefined,
): Promise<Check> {
  if (samples === undefined) return warning('files', notice('files-unknown', { directory }));
  if (samples.length === 0) return ok('files', notice('files-none-named', { directory }));
  const limit = pLimit(SIDE_BY_SIDE);
  const faults = await Promise.all(
    samples.map((sample) =>
      limit(async () => {
        const fault = await faultOf(store, sample);
        return fault === undefined ? [] : [fault];
      }),
    ),
  );
  return verdict(directory, samples.length, faults.flat());
}

function asKnownError(error: unknown): KnownError {
  if (error instanceof KnownError) return error;
  throw error;
}

/** What is wrong with a file; at one that cannot be read a run ends. */
interface Fault {
  readonly line: Line;
  readonly endsRun: boolean;
}

async function faultOf(
  store: FileStore,
  { path, sizeBytes }: SampleFile,
): Promise<Fault | undefined> {
  const differs = (what: Line): Fault => ({
    line: notice('at', { place: path, what }),
    endsRun: false,
  });
  try {
    const found = await store.look(path);
    if (found.state !== 'there') return differs(found.state);
    if (sizeBytes !== undefined && found.sizeBytes !== sizeBytes) {
      const sizes = { found: String(found.sizeBytes), expected: String(sizeBytes) };
      return differs(notice('size-differs', sizes));
    }
    const bytes = await store.open(path);
    // The first bytes prove the right to read; the rest of a large file need not come.
    for await (const _ of bytes) break;
    return undefined;
  } catch (error) {
    const problem = error instanceof KnownError ? error : unreadableFile(path, error);
    return { line: problemOf(problem), endsRun: true };
  }
}

function verdict(directory: string, looked: number, faults: readonly Fault[]): Check {
  if (faults.length === 0) {
    return ok('files', notice('files-ok', { looked, directory }));
  }
  const says = notice('files-differ', { length: faults.length, looked, directory });
  const unreadable = faults.filter(({ endsRun }) => endsRun);
  const lines = [...unreadable, ...faults.filter(({ endsRun }) => !endsRun)].map(
    ({ line }) => line,
  );
  const shown = lines.slice(0, SHOWN_FAULTS);
  const rest = faults.length - shown.length;
  const list = rest === 0 ? shown : [...shown, notice('files-differ-more', { rest })];
  if (unreadable.length > 0) return failure('files', says, ...list);
  if (faults.length === looked)
    return failure('files', says, notice('files-folder-question'), ...list);
  if (faults.length > FEW_FAULTS && faults.length > looked * MOST_FAULTS_SHARE)
    return failure('files', says, notice('files-half-copied'), ...list);
  return warning('files', says, ...list);
}
