/**
 * Code points that take two columns in a fixed-width font: East Asian wide and full-width ones, and emoji.
 * Unicode's EastAsianWidth.txt, in ranges coarse enough for aligning a table.
 */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
const ZERO = /\p{Mn}|\p{Me}|[\u200b-\u200f]|[\ufe00-\ufe0f]/u;

/** Columns that a text takes in a fixed-width font. */
export function textWidth(text: string): number {
  let width = 0;
  for (const character of text) {
    if (WIDE.test(character)) width += 2;
    else if (!ZERO.test(character)) width++;
  }
  return width;
}
