import type { AtomicFile } from '../../system/atomic-file.ts';
import type { ZipEntry } from './zip-entry.ts';

/** See FORMATS.md. Readers refuse a version that they do not know. */
export const MANIFEST_VERSION = 1;

/** One line of a manifest, as FORMATS.md describes it. */
export type ManifestLine =
  | {
      readonly kind: 'manifest';
      readonly version: number;
      /** Of the messages; archives of version 0.1 have none. */
      readonly shape: number;
      /** Latest change of a post that the source had, milliseconds since the epoch; 0 without posts. */
      readonly seenToMs: number;
      readonly options: object;
      /** SHA-256 of the archives of the run before, behind which these are; absent where they begin a chain. */
      readonly follows?: readonly string[];
    }
  | ({ readonly kind: 'entry'; readonly archive: string } & ZipEntry)
  /** A `ts` that cannot be calculated again once the post's neighbours are deleted. */
  | { readonly kind: 'tie'; readonly postId: string; readonly ts: string }
  | {
      readonly kind: 'archive';
      readonly file: string;
      readonly sizeBytes: number;
      readonly sha256: string;
    }
  | {
      readonly kind: 'account';
      readonly account: object;
      /** The file of losses, which `verify` believes. */
      readonly losses: { readonly sha256: string };
    };

/** Writes a line of a manifest. */
export const manifestLine = (line: ManifestLine): string => `${JSON.stringify(line)}\n`;

/** What the line of an entry has behind the name of its archive, which is not known where an entry is packed. */
export const entryPart = (entry: ZipEntry): string => JSON.stringify(entry).slice(1);

/** The line of an entry, of such a part. */
export const entryLine = (archive: string, part: string): string =>
  `{"kind":"entry","archive":${JSON.stringify(archive)},${part}\n`;

/** Appends a line; the manifest grows with the archive and is never held in memory. */
export function writeManifestLine(file: AtomicFile, line: ManifestLine): Promise<void> {
  return file.write(manifestLine(line));
}
