import type { FileInfo } from '../../model/model.ts';
import type { ExportFile } from '../../slack/export-format.ts';
import { FILE_BYTES } from '../../slack/limits.ts';
import { escapeText, type SlackFileId } from '../../slack/shapes.ts';
import type { LossNote } from '../losses.ts';
import type { RenderedPart } from '../rendered-text.ts';
import { fileSlackId } from '../slack-ids.ts';
import { safeName } from '../text.ts';

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

/** What the way of delivery makes of files. */
export interface FileRules {
  /** Slack takes none without bytes and none over its limit; an archive of our own takes any. */
  readonly hasSlackLimits: boolean;
  /** Nobody brings the bytes, and the message has no place for names: its text has them. */
  readonly areNamedInText: boolean;
}

/** Why the bytes of a file do not arrive, for its reader; undefined when they do, as far as was looked. */
function reasonOf({ stored, sizeBytes }: FileInfo, rules: FileRules): string | undefined {
  if (stored?.state === 'missing') return 'its bytes are missing';
  if (stored?.state === 'refused') return 'its path leads out of the file store';
  if (stored?.state === 'secret') return 'it holds a credential';
  const size = stored?.sizeBytes ?? sizeBytes;
  if (rules.hasSlackLimits && size > FILE_BYTES) return 'over 1 GB';
  if (rules.hasSlackLimits && stored?.sizeBytes === 0) return 'empty';
  return rules.areNamedInText ? `${size.toLocaleString('en-US')} bytes` : undefined;
}

/** Whether the bytes can be brought, as far as anybody looked. */
export function isDeliverable(file: FileInfo): boolean {
  return reasonOf(file, { hasSlackLimits: true, areNamedInText: false }) === undefined;
}

/** A line for each file that does not arrive: a reader sees that something was there. */
function fileLines(files: readonly FileInfo[], rules: FileRules): readonly string[] {
  return files.flatMap((file) => {
    const reason = reasonOf(file, rules);
    return reason === undefined ? [] : [`[file not moved: ${file.name} (${reason})]`];
  });
}

/** The last part of a message with a line for each file that does not arrive. */
export function withFileLines(
  part: RenderedPart,
  files: readonly FileInfo[],
  rules: FileRules,
): RenderedPart {
  const lines = fileLines(files, rules);
  if (lines.length === 0) return part;
  const text = [...(part.text === '' ? [] : [part.text]), ...lines.map(escapeText)].join('\n');
  // A message with a text and no blocks shows the text; with blocks it would show them alone.
  if (part.blocks.length === 0 && part.text !== '') return { ...part, text };
  const said = { type: 'text' as const, text: lines.join('\n'), style: { italic: true as const } };
  const section = { type: 'rich_text_section' as const, elements: [said] };
  return { ...part, text, blocks: [...part.blocks, { type: 'rich_text', elements: [section] }] };
}

/** What is the matter with the files of a post. */
export function fileNotes(files: readonly FileInfo[], rules: FileRules): readonly LossNote[] {
  return files.flatMap((file) => notesOf(file, rules));
}

function notesOf(file: FileInfo, rules: FileRules): readonly LossNote[] {
  const { stored, sizeBytes, name } = file;
  const notes: LossNote[] = [];
  if (sizeBytes > FILE_BYTES) notes.push({ code: 'file_over_limit', old: `${sizeBytes} bytes` });
  if (stored?.state === 'missing') notes.push({ code: 'file_missing', old: name });
  if (stored?.state === 'refused') notes.push({ code: 'file_path_refused', old: name });
  if (stored?.state === 'secret') notes.push({ code: 'file_holds_secret', old: name });
  if (rules.areNamedInText && isDeliverable(file)) {
    notes.push({ code: 'file_not_delivered', old: name });
  }
  if (stored?.state !== 'there') return notes;
  if (stored.sizeBytes === 0 && rules.hasSlackLimits) {
    notes.push({ code: 'file_too_large_or_empty', old: name });
  }
  if (stored.sizeBytes !== sizeBytes) {
    const sizes = { old: `${sizeBytes} bytes`, new: `${stored.sizeBytes} bytes` };
    notes.push({ code: 'file_size_differs', ...sizes });
  }
  return notes;
}

/** What is the matter with a file, in a word; the words are a contract (FORMATS.md). */
export const FILE_STATES = [
  'ok',
  'missing',
  'refused',
  'secret',
  'size differs',
  'over limit',
  'empty',
] as const;
export type FileState = (typeof FILE_STATES)[number];

/** The first that applies; a file that nobody looked up counts as missing. */
export function fileState({
  stored,
  sizeBytes,
}: Pick<FileInfo, 'stored' | 'sizeBytes'>): FileState {
  if (stored?.state === 'refused') return 'refused';
  if (stored?.state === 'secret') return 'secret';
  if (stored?.state !== 'there') return 'missing';
  if (stored.sizeBytes !== sizeBytes) return 'size differs';
  if (stored.sizeBytes > FILE_BYTES) return 'over limit';
  return stored.sizeBytes === 0 ? 'empty' : 'ok';
}

/**
 * Where a file's bytes lie in an archive for keeping: `__uploads/<file id>/<name>`, as readers of such archives
 * look for them. The name can lead nowhere else, whatever it held.
 */
export function bundledName(id: SlackFileId, name: string): string {
  return `__uploads/${id}/${safeName(name)}`;
}
