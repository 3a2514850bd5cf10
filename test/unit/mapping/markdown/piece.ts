/** A stretch of text as both parsers see it: where it stands, what it is, how it looks. */
export interface Piece {
  /** Blocks from the outside in, such as `quote/list/item/p`. */
  readonly path: string;
  readonly text: string;
  /** Letters of strong, em, del and code, sorted. */
  readonly styles: string;
  /** Address of the link or image; empty for none. */
  readonly target: string;
}

/** Joins neighbours that differ in nothing but their text, and makes white space count as one space. */
export function normalisedPieces(pieces: readonly Piece[]): Piece[] {
  const joined: Piece[] = [];
  for (const piece of pieces) {
    const last = joined.at(-1);
    const isSame =
      last !== undefined &&
      last.path === piece.path &&
      last.styles === piece.styles &&
      last.target === piece.target;
    if (isSame) joined[joined.length - 1] = { ...last, text: last.text + piece.text };
    else joined.push(piece);
  }
  return joined
    .map((piece) => ({ ...piece, text: piece.text.replace(/\s+/g, ' ').trim() }))
    .filter((piece) => piece.text !== '' || piece.target !== '' || piece.path.endsWith('hr'));
}
