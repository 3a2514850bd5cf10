import type { FilesConfig } from '../../config/files.ts';
import { KnownError, type Line, problemOf } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import type { SampleFile } from '../../exporters/checks/schema.ts';
import type { FileStore } from '../../exporters/files/file-store.ts';
import { openFileStore, storeName } from '../../exporters/files/open.ts';
import { type Check, failure, ok, skipped, warning } from './check.ts';

/** Looks whether a few files are in the store, whole and readable. */
export async function checkFiles(
  files: FilesConfig,
  samples: readonly SampleFile[] | undefined,
): Promise<readonly Check[]> {
  if (files.kind === 'none') {
    const says = notice('files-not-given');
    return [skipped('files', says)];
  }
  const directory = storeName(files);
  const store = await openFileStore(files).catch(asKnownError);
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
  const faults: Line[] = [];
  for (const sample of samples) {
    const fault = await faultOf(store, sample);
    if (fault !== undefined) faults.push(notice('at', { place: sample.path, what: fault }));
  }
  return verdict(directory, samples.length, faults);
}

function asKnownError(error: unknown): KnownError {
  if (error instanceof KnownError) return error;
  throw error;
}

async function faultOf(
  store: FileStore,
  { path, sizeBytes }: SampleFile,
): Promise<Line | undefined> {
  try {
    const found = await store.look(path);
    if (found.state !== 'there') return found.state;
    if (found.sizeBytes !== sizeBytes) {
      return notice('size-differs', {
        found: String(found.sizeBytes),
        expected: String(sizeBytes),
      });
    }
    const bytes = await store.open(path);
    // The first bytes prove the right to read; the rest of a large file need not come.
    for await (const _ of bytes) break;
    return undefined;
  } catch {
    return notice('file-denied');
  }
}

function verdict(directory: string, looked: number, faults: readonly Line[]): Check {
  if (faults.length === 0) {
    return ok('files', notice('files-ok', { looked, directory }));
  }
  const says = notice('files-differ', { length: faults.length, looked, directory });
  if (faults.length < looked) return warning('files', says, ...faults);
  const question = notice('files-folder-question');
  return failure('files', says, question, ...faults);
}
