import type { FilesConfig } from '../../config/files.ts';
import { KnownError } from '../../errors/errors.ts';
import type { SampleFile } from '../../exporters/checks/schema.ts';
import type { FileStore } from '../../exporters/files/file-store.ts';
import { openFileStore, storeName } from '../../exporters/files/open.ts';
import { errorLines } from '../../reports/notices.ts';
import { type Check, failure, ok, skipped, warning } from './check.ts';

/** Looks whether a few files are in the store, whole and readable. */
export async function checkFiles(
  files: FilesConfig,
  samples: readonly SampleFile[] | undefined,
): Promise<readonly Check[]> {
  if (files.kind === 'none') {
    const says = 'no files folder is given; messages then name files without looking for them';
    return [skipped('files', says)];
  }
  const directory = storeName(files);
  const store = await openFileStore(files).catch(asKnownError);
  if (store instanceof KnownError || store === undefined) {
    const says = store === undefined ? '' : errorLines(store, 'en').join(' ');
    return [failure('files', says, 'give the data folder of Mattermost with --files')];
  }
  if (samples === undefined) {
    return [warning('files', `${directory} is there; which files belong in it is not known`)];
  }
  if (samples.length === 0)
    return [ok('files', `${directory} is there; the database names no file`)];
  const faults: string[] = [];
  for (const sample of samples) {
    const fault = await faultOf(store, sample);
    if (fault !== undefined) faults.push(`${sample.path}: ${fault}`);
  }
  store.close();
  return [verdict(directory, samples.length, faults)];
}

function asKnownError(error: unknown): KnownError {
  if (error instanceof KnownError) return error;
  throw error;
}

async function faultOf(
  store: FileStore,
  { path, sizeBytes }: SampleFile,
): Promise<string | undefined> {
  try {
    const found = await store.look(path);
    if (found.state !== 'there') return found.state;
    if (found.sizeBytes !== sizeBytes) return `${found.sizeBytes} bytes, expected ${sizeBytes}`;
    const bytes = await store.open(path);
    // The first bytes prove the right to read; the rest of a large file need not come.
    for await (const _ of bytes) break;
    return undefined;
  } catch {
    return 'may not be read by this account';
  }
}

function verdict(directory: string, looked: number, faults: readonly string[]): Check {
  if (faults.length === 0) {
    return ok('files', `${looked} sample files are in ${directory}, whole and readable`);
  }
  const says = `${faults.length} of ${looked} sample files are not in ${directory} as the database says`;
  if (faults.length < looked) return warning('files', says, ...faults);
  const question = 'is this the data folder of Mattermost (FileSettings.Directory)?';
  return failure('files', says, question, ...faults);
}
