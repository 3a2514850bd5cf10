import { textWidth } from '../mapping/text.ts';

/** Columns of a terminal that the output fits. */
export const LINE_COLUMNS = 80;

/** Narrower columns hold no sentence: a continuation is then indented by less. */
const MIN_ROOM = 30;

/** Characters that are written without spaces between words, which a line may end behind. */
const WIDE = /[\u3000-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]/u;
/** Marks that no line begins with. */
const CLOSING =
  /^[、。，．・：；？！」』）】〉》〕ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々%)\]},.:;?!]/u;
/** Marks that no line ends with. */
const OPENING = /[「『（【〈《〔([{]$/u;

/**
 * Divides a line into lines of at most so many columns, wide characters counted as two. Breaks are at spaces and
 * between characters of East Asian scripts, and never within a word such as a path; what follows is indented as the
 * last column of the line, or as the line itself.
 */
export function wrapLine(text: string, columns: number = LINE_COLUMNS): readonly string[] {
  if (textWidth(text) <= columns) return [text];
  return wrapped(piecesOf(text), hangingIndent(text, columns), columns);
}

/** As `wrapLine`, for a cell of a table: a word that is wider than it is divided too. */
export function wrapCell(text: string, columns: number): readonly string[] {
  if (textWidth(text) <= columns) return [text];
  return wrapped(
    [...piecesOf(text)].flatMap(({ space, piece }) =>
      slices(piece, columns).map((slice, at) => ({ space: at === 0 ? space : '', piece: slice })),
    ),
    0,
    columns,
  );
}

/** Columns of the widest part of a text that no line ends within. */
export const widestPiece = (text: string): number =>
  Math.max(0, ...[...piecesOf(text)].map(({ piece }) => textWidth(piece)));

function wrapped(pieces: Iterable<Piece>, indented: number, columns: number): readonly string[] {
  const indent = ' '.repeat(indented);
  const lines: string[] = [];
  let line = '';
  for (const { space, piece } of pieces) {
    const joined = line + space + piece;
    if (line.trim() === '' || textWidth(joined) <= columns) line = joined;
    else {
      lines.push(line.trimEnd());
      line = indent + piece;
    }
  }
  return [...lines, line.trimEnd()];
}

/** Column in which the last part of a line begins that is set off by two spaces or more. */
function hangingIndent(text: string, columns: number): number {
  const own = text.length - text.trimStart().length;
  const gaps = [...text.matchAll(/\S {2,}(?=\S)/g)].map((gap) =>
    textWidth(text.slice(0, gap.index + gap[0].length)),
  );
  return gaps.filter((column) => column <= columns - MIN_ROOM).at(-1) ?? Math.min(own, columns / 2);
}

interface Piece {
  /** What stands before it on the same line. */
  readonly space: string;
  readonly piece: string;
}

function* piecesOf(text: string): Generator<Piece> {
  for (const [, space = '', word = ''] of text.matchAll(/(\s*)(\S+)/g)) {
    let isFirst = true;
    for (const piece of breakable(word)) {
      yield { space: isFirst ? space : '', piece };
      isFirst = false;
    }
  }
}

/** Divides a word where a line may end. */
function breakable(word: string): readonly string[] {
  if (!WIDE.test(word)) return [word];
  const pieces: string[] = [];
  for (const character of word) {
    const before = pieces.at(-1);
    if (before !== undefined && !endsBefore(before, character))
      pieces.splice(-1, 1, before + character);
    else pieces.push(character);
  }
  return pieces;
}

/** Divides a word into slices of at most so many columns. */
function slices(word: string, columns: number): readonly string[] {
  const found = [''];
  for (const character of word) {
    const last = found.at(-1) ?? '';
    if (last !== '' && textWidth(last + character) > columns) found.push(character);
    else found.splice(-1, 1, last + character);
  }
  return found;
}

const endsBefore = (before: string, character: string): boolean =>
  (WIDE.test(before.slice(-1)) || WIDE.test(character)) &&
  !CLOSING.test(character) &&
  !OPENING.test(before);
