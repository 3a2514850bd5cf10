/**
 * Longest text, not counting blanks, line feeds and quote marks, of a reply that its root looks at to tell whether the
 * reply has a message. Longer texts are taken to show something.
 */
export const BLANK_CHARACTERS = 200;

/** A letter, digit or picture, which shows something but in `&nbsp;`, `[a]: address` and `[](address)`. */
const SHOWN = /^[^&[]*(?!\p{Default_Ignorable_Code_Point})[\p{L}\p{N}\p{Extended_Pictographic}]/u;
const NOT_COUNTED = /[ \n>]/g;

/** True for every reply's text of which a message may show nothing; may be true for others. */
export const mayShowNothing = (text: string): boolean =>
  !SHOWN.test(text) && [...text.replace(NOT_COUNTED, '')].length <= BLANK_CHARACTERS;
