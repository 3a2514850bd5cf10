import { ConfigError } from '../errors.ts';
import { first, type Places } from './place.ts';

/** Where the bytes of attachments are. */
export type FilesConfig =
  | { readonly kind: 'none' }
  | { readonly kind: 'local'; readonly directory: string };

/** The file store that the first place names. What deserves a remark is added to `warnings`. */
export function resolveFiles(places: Places, warnings: string[]): FilesConfig {
  const driver = first(places, 'fileDriver')?.text ?? 'local';
  for (const read of places) {
    const { files, fileDirectory } = read();
    if (files !== undefined) return { kind: 'local', directory: folder(files.key, files.text) };
    if (fileDirectory !== undefined && driver === 'local') {
      return { kind: 'local', directory: fileDirectory.text };
    }
  }
  if (driver !== 'local') {
    warnings.push(
      `Mattermost keeps its files in '${driver}', which is not supported yet: nobody looks whether they are there (give --files with a copy)`,
    );
  }
  return { kind: 'none' };
}

/** A complaint shows the scheme alone: what follows it may hold an access key. */
function folder(key: string, text: string): string {
  if (text === '') throw new ConfigError([`${key}: nothing, expected a folder`]);
  const scheme = /^([a-z][a-z0-9+.-]+):\/\//i.exec(text)?.[1]?.toLowerCase();
  if (scheme === undefined) return text;
  const remark = scheme === 's3' ? ' (S3 is not supported yet: give a copy of the bucket)' : '';
  throw new ConfigError([`${key}: ${scheme}://…, expected a folder${remark}`]);
}
