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
  readonly rules: FileRules;
}

/** Builds the entry of a file in its message: name, type, size and address. */
export function mapFile(file: FileInfo, place: FileContext): ExportFile {
  const seconds = Math.floor(file.createAtMs / 1000);
  const { filetype, prettyType, mimeType } = fileTypeOf(file);
  const bytes = file.stored?.state === 'there' ? file.stored : undefined;
  const address = addressOf(file, place.rules);
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
    // An archive that holds the bytes tells their size, another one what Mattermost says.
    size: place.rules.place === 'bundle' && bytes !== undefined ? bytes.sizeBytes : file.sizeBytes,
    mode: 'hosted',
    is_external: false,
    is_public: place.isPublic,
    editable: false,
    display_as_bot: false,
    username: '',
    ...(file.widthPx === undefined || file.heightPx === undefined
      ? {}
      : { original_w: file.widthPx, original_h: file.heightPx }),
    ...(address === undefined ? {} : { url_private: address, url_private_download: address }),
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
  readonly place: FilePlace;
}

/**
 * Where a message has its files: `upload` beside it by API; in `files[]` with an address, `link` or `bundle`; by name in
 * its text alone, until they are uploaded (`later`) or for good (`names`). Without an address a file is not in `files[]`:
 * every hosted file of real exports has one, and readers rely on it (docs/export-facts.md).
 */
export type FilePlace = 'upload' | 'link' | 'bundle' | 'later' | 'names';

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
  return undefined;
}

/** Address of a file in `files[]`; undefined where the message has none. */
function addressOf(file: FileInfo, { place }: FileRules): string | undefined {
  if (file.stored?.state !== 'there') return undefined;
  if (place === 'link') return file.stored.link;
  if (place !== 'bundle') return undefined;
  return bundledPath(fileSlackId(file.id), file.name).split('/').map(encodeURIComponent).join('/');
}

const isNamedOnly = (file: FileInfo, rules: FileRules): boolean =>
  rules.place !== 'upload' &&
  reasonOf(file, rules) === undefined &&
  addressOf(file, rules) === undefined;

/** Returns the files that a message of an archive has in `files[]`. */
export const listedFiles = (files: readonly FileInfo[], rules: FileRules): readonly FileInfo[] =>
  files.filter(
    (file) => reasonOf(file, rules) === undefined && addressOf(file, rules) !== undefined,
  );

/** Numbers of files that have rows: in `files[]`, named until they are uploaded, and not delivered. */
export interface FileCounts {
  readonly written: number;
  readonly notYet: number;
  readonly notDelivered: number;
  /** Of all of these, those whose bytes are in the store. */
  readonly bytesThere: number;
}

export const NO_FILES: FileCounts = { written: 0, notYet: 0, notDelivered: 0, bytesThere: 0 };

/** Counts the files of a post in an archive, without those that only the Filenames column names. */
export function countFiles(files: readonly FileInfo[], rules: FileRules): FileCounts {
  if (files.length === 0) return NO_FILES;
  const written = filesWithRows(listedFiles(files, rules));
  const isLater = rules.place !== 'names';
  const notYet = isLater ? filesWithRows(files.filter((file) => isNamedOnly(file, rules))) : 0;
  const bytesThere = filesWithRows(files.filter(({ stored }) => stored?.state === 'there'));
  return { written, notYet, notDelivered: filesWithRows(files) - written - notYet, bytesThere };
}

/** True when the bytes can be delivered, as far as the file was looked up. */
export function isDeliverable(file: FileInfo): boolean {
  return reasonOf(file, { hasSlackLimits: true, place: 'upload' }) === undefined;
}

/** Writes a line for each file that the message has in no other way, so that readers see that it existed. */
function fileLines(files: readonly FileInfo[], rules: FileRules): readonly string[] {
  return files.flatMap((file) => {
    const reason = reasonOf(file, rules);
    if (reason !== undefined) return [`[file not moved: ${file.name} (${reason})]`];
    if (!isNamedOnly(file, rules)) return [];
    const what = rules.place === 'names' ? 'file not moved' : 'file';
    return [`[${what}: ${file.name} (${sizeText(file)})]`];
  });
}

const FILE_LINE = /^\[file(?: not moved)?: .+ \([^()]+\)\]$/;

/** Counts the files that a text of an archive names in its last lines. */
export function countFileLines(text: string): number {
  const lines = text.split('\n');
  const other = lines.findLastIndex((line) => !FILE_LINE.test(line));
  return lines.length - 1 - other;
}

/** Size of a file; undefined where no table says it and nobody has found the bytes, as of one of the Filenames column. */
export function knownSize({
  stored,
  sizeBytes,
  isLegacy,
  hasUnknownSize,
}: FileInfo): number | undefined {
  if (stored?.state === 'there') return stored.sizeBytes;
  return isLegacy === true || hasUnknownSize === true ? undefined : sizeBytes;
}

const COUNT = new Intl.NumberFormat('en-US');

function sizeText(file: FileInfo): string {
  const bytes = knownSize(file);
  return bytes === undefined ? 'size unknown' : `${COUNT.format(bytes)} bytes`;
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
  if (rules.place === 'names' && isDeliverable(file)) {
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
