import type { FileInfo } from '../model.ts';
import type { ExportFile } from './slack-export.ts';
import { fileSlackId } from './slack-ids.ts';

/** What of a file depends on its message. */
export interface FilePlace {
  /** The shown author's user or bot id. */
  readonly user: string;
  /** Only a file of a public channel is public. */
  readonly isPublic: boolean;
}

/** A file as its message carries it: name, type and size; an export holds links, never bytes. */
export function mapFile(file: FileInfo, place: FilePlace): ExportFile {
  const seconds = Math.floor(file.createAtMs / 1000);
  const extension = extensionOf(file);
  const link = file.stored?.state === 'there' ? file.stored.link : undefined;
  return {
    id: fileSlackId(file.id),
    created: seconds,
    timestamp: seconds,
    name: file.name,
    title: file.name,
    mimetype: file.mimeType || 'application/octet-stream',
    filetype: extension || 'binary',
    pretty_type: extension === '' ? 'Binary' : extension.toUpperCase(),
    user: place.user,
    size: file.sizeBytes,
    mode: 'hosted',
    is_external: false,
    is_public: place.isPublic,
    editable: false,
    display_as_bot: false,
    username: '',
    ...(file.widthPx === undefined || file.heightPx === undefined
      ? {}
      : { original_w: file.widthPx, original_h: file.heightPx }),
    ...(link === undefined ? {} : { url_private: link, url_private_download: link }),
  };
}

/** Files that have rows to be accounted for; a very old post may name some that have none. */
export function filesWithRows(files: readonly FileInfo[]): number {
  return files.filter(({ isLegacy }) => isLegacy !== true).length;
}

function extensionOf(file: FileInfo): string {
  const stored = file.extension || (/[^.]\.([^.]+)$/.exec(file.name)?.[1] ?? '');
  return stored.toLowerCase();
}
