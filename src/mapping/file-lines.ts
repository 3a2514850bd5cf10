import type { FileInfo } from '../model.ts';
import { escapeText } from './escape.ts';
import { FILE_BYTES } from './limits.ts';
import type { LossNote } from './losses.ts';
import type { RenderedPart } from './rendered-text.ts';

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
