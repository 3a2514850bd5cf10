import type { Config } from '../../config.ts';
import { KnownError } from '../../errors.ts';
import { openLocalFileStore } from '../../exporters/file-store.ts';
import type { SampleFile } from '../../exporters/sample-files.ts';
import { type Check, failure, ok, skipped, warning } from './check.ts';

/** Looks for the bytes of a few files in the store. */
export async function checkFiles(
  { files }: Config,
  samples: readonly SampleFile[],
): Promise<Check> {
  if (files.kind !== 'local') {
    return skipped(
      'files',
      'no files folder is given; messages then name files without looking for them',
    );
  }
  try {
    const store = await openLocalFileStore(files.directory);
    const bad: string[] = [];
    for (const { path, sizeBytes } of samples) {
      const found = await store.look(path);
      if (found.state !== 'there') bad.push(`${path}: ${found.state}`);
      else if (found.sizeBytes !== sizeBytes)
        bad.push(`${path}: ${found.sizeBytes} bytes, expected ${sizeBytes}`);
    }
    return verdict(files.directory, samples.length, bad);
  } catch (error) {
    if (error instanceof KnownError) return failure('files', error.message, 'check --files');
    throw error;
  }
}

function verdict(directory: string, looked: number, bad: readonly string[]): Check {
  if (bad.length === 0) return ok('files', `${looked} sample files are in ${directory}, whole`);
  const says = `${bad.length} of ${looked} sample files are not in ${directory} as the database says`;
  return bad.length === looked
    ? failure(
        'files',
        says,
        'is this the data folder of Mattermost (FileSettings.Directory)?',
        ...bad,
      )
    : warning('files', says, ...bad);
}
