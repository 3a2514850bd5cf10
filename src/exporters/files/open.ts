import type { FilesConfig } from '../../config/files.ts';
import { type FileStore, openLocalFileStore } from './file-store.ts';
import { inEitherForm } from './unicode-forms.ts';

/** The configured store; undefined when there is none. What S3 and bulk exports need is loaded only when it is wanted. */
export async function openFileStore(
  files: FilesConfig,
  signal: AbortSignal,
): Promise<FileStore | undefined> {
  if (files.kind === 'none') return undefined;
  if (files.kind === 'local') return inEitherForm(await openLocalFileStore(files.directory));
  if (files.kind === 'bulk') {
    const { openBulkFileStore } = await import('../bulk/file-store.ts');
    return inEitherForm(await openBulkFileStore(files.source, signal));
  }
  const { openS3FileStore } = await import('./s3.ts');
  return inEitherForm(await openS3FileStore(files));
}

/** Where a store is, for reports. */
export function storeName(files: Exclude<FilesConfig, { kind: 'none' }>): string {
  if (files.kind === 'bulk') return files.source.database;
  return files.kind === 'local' ? files.directory : `s3://${files.bucket}/${files.prefix}`;
}
