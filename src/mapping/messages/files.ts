import type { FileInfo } from '../../model/model.ts';
import type { ExportFile } from '../../slack/export-format.ts';
import { type SlackFileType, slackFileType } from '../../slack/file-types.ts';
import { FILE_BYTES } from '../../slack/limits.ts';
import { escapeText, type SlackFileId } from '../../slack/shapes.ts';
import type { FileState } from '../file-states.ts';
import type { LossNote } from '../losses.ts';
import type { RenderedPart } from '../rendered-text.ts';
import { fileSlackId } from '../slack-ids.ts';
import { uploadName } from './upload-name.ts';

/** Values of a file that depend on its message. */
export interface FileContext {
  /** User or bot id of the displayed author. */
  readonly user: string;
  /** True in a public channel. */
  readonly isPublic: boolean;
  /** True when the archive holds the bytes too, so that the size is theirs; else it is what Mattermost says. */
  readonly isBundled: boolean;
}

/** Builds the entry of a file in its message: name, type and size. */
export function mapFile(file: FileInfo, place: FileContext): ExportFile {
  const seconds = Math.floor(file.createAtMs / 1000);
  const { filetype, prettyType, mimeType } = fileTypeOf(file);
  const bytes = file.stored?.state === 'there' ? file.stored : undefined;
  const link = bytes?.link;
  return {
    id: fileSlackId(file.id),
    created: seconds,
    timestamp: seconds,
    name: file.name,
    title: file.name,
    mimetype: mimeType,
    filetype,
    pretty_type: prettyType,
    user: place.user,
    size: place.isBundled && bytes !== undefined ? bytes.sizeBytes : file.sizeBytes,
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

/** Counts the files that have rows; a very old post may name files without rows. */
export function filesWithRows(files: readonly FileInfo[]): number {
  return files.filter(({ isLegacy }) => isLegacy !== true).length;
}

/** Slack's words for the type of a file; of an unknown extension Mattermost's MIME type without parameters. */
function fileTypeOf(file: FileInfo): SlackFileType {
  const known = slackFileType(extensionOf(file));
  const own = (file.mimeType.split(';')[0] ?? '').trim().toLowerCase();
  return known.filetype !== 'binary' || own === '' ? known : { ...known, mimeType: own };
}

function extensionOf(file: FileInfo): string {
  const stored = file.extension || (/[^.]\.([^.]+)$/.exec(file.name)?.[1] ?? '');
  return stored.toLowerCase();
}

/** Rules for files that depend on how they are delivered. */
export interface FileRules {
  /** True for Slack, which rejects empty files and files over its limit; false for an archive of one's own. */
  readonly hasSlackLimits: boolean;
  /** True when files are not delivered and the message has no other place for their names than its text. */
  readonly areNamedInText: boolean;
}

/**
 * Reason why a file is not delivered, for readers of the message; undefined when it is, as far as it was looked up.
 */
function reasonOf({ stored, sizeBytes }: FileInfo, rules: FileRules): string | undefined {
  if (stored?.state === 'missing') return 'its bytes are missing';
  if (stored?.state === 'refused') return 'its path leads out of the file store';
  if (stored?.state === 'secret') return 'it holds a credential';
  const size = stored?.sizeBytes ?? sizeBytes;
  if (rules.hasSlackLimits && size > FILE_BYTES) return 'over 1 GB';
  if (rules.hasSlackLimits && stored?.sizeBytes === 0) return 'empty';
  return rules.areNamedInText ? `${size.toLocaleString('en-US')} bytes` : undefined;
}

/** True when the bytes can be delivered, as far as the file was looked up. */
export function isDeliverable(file: FileInfo): boolean {
  return reasonOf(file, { hasSlackLimits: true, areNamedInText: false }) === undefined;
}

/** Writes a line for each file that is not delivered, so that readers see that it existed. */
function fileLines(files: readonly FileInfo[], rules: FileRules): readonly string[] {
  return files.flatMap((file) => {
    const reason = reasonOf(file, rules);
    return reason === undefined ? [] : [`[file not moved: ${file.name} (${reason})]`];
  });
}

/** Appends a line for each file that is not delivered to the last part of a message. */
export function withFileLines(
  part: RenderedPart,
  files: readonly FileInfo[],
  rules: FileRules,
): RenderedPart {
  const lines = fileLines(files, rules);
  if (lines.length === 0) return part;
  const text = [...(part.text === '' ? [] : [part.text]), ...lines.map(escapeText)].join('\n');
  // Slack shows the text of a message without blocks, and only the blocks of a message with blocks.
  if (part.blocks.length === 0 && part.text !== '') return { ...part, text };
  const inline = {
    type: 'text' as const,
    text: lines.join('\n'),
    style: { italic: true as const },
  };
  const section = { type: 'rich_text_section' as const, elements: [inline] };
  return { ...part, text, blocks: [...part.blocks, { type: 'rich_text', elements: [section] }] };
}

/** Losses of the files of a post. */
export function fileLosses(files: readonly FileInfo[], rules: FileRules): readonly LossNote[] {
  return files.flatMap((file) => lossesOf(file, rules));
}

function lossesOf(file: FileInfo, rules: FileRules): readonly LossNote[] {
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

/** Returns the first state that applies; a file that was not looked up counts as missing. */
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
 * Path of a file in an archive for keeping: `__uploads/<file id>/<name>`, where readers of such archives look for it.
 * The name cannot lead to another folder.
 */
export function bundledPath(id: SlackFileId, name: string): string {
  return `__uploads/${id}/${uploadName(name)}`;
}
