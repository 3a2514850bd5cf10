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

/** Begins each line. */
export const FILE_LINE = '[file not moved: ';

/** What may be around the lines: italic in blocks, a paragraph of its own behind code, lists and quotes. */
const AROUND = /⟦(?:i|\/|¶)⟧/g;
/** Characters that are marks in mrkdwn, which cannot say whether they are. */
const MARKS = /[*_~`]/g;

const lettersOf = (text: string): string => text.replace(MARKS, '').replace(/\s+/g, ' ').trim();

/**
 * Tells whether the target's text is the source's with nothing but lines behind it about files of the post that were
 * not moved, each at most once and in the order of the files.
 */
export function addsOnlyFileLines(
  source: string,
  target: string,
  files: readonly NamedFile[],
): boolean {
  const text = source.trimEnd();
  if (files.length === 0 || !target.startsWith(text)) return false;
  let rest = lettersOf(target.slice(text.length).replace(AROUND, ''));
  for (const file of files) {
    const line = linesOf(file).find((each) => rest.startsWith(each));
    if (line !== undefined) rest = rest.slice(line.length).trimStart();
  }
  return rest === '';
}

function linesOf({ name, sizeBytes, storedBytes }: NamedFile): readonly string[] {
  const size = storedBytes ?? sizeBytes ?? 0;
  return [...REASONS, `${size.toLocaleString('en-US')} bytes`].map((reason) =>
    lettersOf(`${FILE_LINE}${plainPiece(name)} (${reason})]`),
  );
}
