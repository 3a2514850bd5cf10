import { plainPiece } from './canonical.ts';

/** A file of a post, as a line about it says. */
export interface NamedFile {
  readonly name: string;
  readonly sizeBytes: number | undefined;
  /** Size of its bytes in the store, where that was looked up; the row may say something else. */
  readonly storedBytes?: number | undefined;
}

/** Name of the difference between a text and the same text with lines about its files: recorded losses explain it. */
export const FILE_LINES = 'file lines';

/** Why a file is not delivered, where that is not said by its size alone (FORMATS.md, Files). */
const REASONS = [
  'its bytes are missing',
  'its path leads out of the file store',
  'it holds a credential',
  'over 1 GB',
  'empty',
] as const;

/** Begins the line of a file that is not moved. */
const NOT_MOVED = '[file not moved: ';
/** Begins the line of a file that its message only names. */
const NAMED = '[file: ';

/** True for text that begins with a line about a file. */
export const beginsFileLine = (text: string): boolean =>
  text.startsWith(NOT_MOVED) || text.startsWith(NAMED);

/**
 * What may be around the lines: italic in blocks, a paragraph of its own behind code, lists and quotes, and in front of
 * the first where the message has no other text and no blocks.
 */
const AROUND = /⟦(?:i|\/|¶|mrkdwn)⟧/g;
/** Characters that are marks in mrkdwn, which cannot say whether they are. */
const MARKS = /[*_~`]/g;

const lettersOf = (text: string): string => text.replace(MARKS, '').replace(/\s+/g, ' ').trim();

/** What a line says of a file: its name with its size or another one, or why it is not there. */
export interface FileLine {
  readonly file: NamedFile;
  readonly says: 'size' | 'other-size' | 'reason';
}

/**
 * Returns the lines about files of the post, each at most once and in the order of the files, where the target's text is
 * the source's with nothing but such lines behind it; undefined for any other text.
 */
export function fileLinesBehind<File extends NamedFile>(
  source: string,
  target: string,
  files: readonly File[],
): readonly (FileLine & { readonly file: File })[] | undefined {
  const text = source.trimEnd();
  if (files.length === 0 || !target.startsWith(text)) return undefined;
  const lines: (FileLine & { readonly file: File })[] = [];
  let rest = lettersOf(target.slice(text.length).replace(AROUND, ''));
  for (const file of files) {
    const found = lineAt(rest, file);
    if (found === undefined) continue;
    lines.push({ file, says: found.says });
    rest = rest.slice(found.length).trimStart();
  }
  return rest === '' ? lines : undefined;
}

/**
 * Returns the lines about files of the post with which any text ends: that of a post which was edited since is another
 * one in front of them.
 */
export function fileLinesAtEnd<File extends NamedFile>(
  target: string,
  files: readonly File[],
): readonly (FileLine & { readonly file: File })[] {
  let found: ReturnType<typeof fileLinesBehind<File>>;
  let end = target.length;
  // Each line begins once: there are no more than files.
  for (const _file of files) {
    const start = target.lastIndexOf(NAMED, end);
    if (start === -1) break;
    found = fileLinesBehind('', target.slice(start), files) ?? found;
    end = start - 1;
  }
  return found ?? [];
}

/** The line of a file at the beginning of a text. */
function lineAt(
  text: string,
  file: NamedFile,
): { readonly says: FileLine['says']; readonly length: number } | undefined {
  for (const begin of [NAMED, NOT_MOVED]) {
    const start = lettersOf(`${begin}${plainPiece(file.name)} (`);
    if (!text.startsWith(start)) continue;
    const end = text.indexOf(')]', start.length);
    if (end === -1) continue;
    const says = saidOf(text.slice(start.length, end), file, begin === NOT_MOVED);
    if (says !== undefined) return { says, length: end + 2 };
  }
  return undefined;
}

const SIZE = /^(?:\d{1,3}(?:,\d{3})* bytes|size unknown)$/;
const UNKNOWN = 'size unknown';

function saidOf(
  words: string,
  { sizeBytes, storedBytes }: NamedFile,
  isNotMoved: boolean,
): FileLine['says'] | undefined {
  if (isNotMoved && REASONS.some((reason) => reason === words)) return 'reason';
  if (!SIZE.test(words)) return undefined;
  // Of a file without a row, no table has the size.
  if (words === UNKNOWN && !sizeBytes) return 'size';
  // In groups of three they are one way to write a number: without the commas it is the size, or another one.
  const size = words.slice(0, words.indexOf(' ')).replaceAll(',', '');
  const isSize = size === String(sizeBytes) || size === String(storedBytes);
  return isSize ? 'size' : 'other-size';
}
