/** Makes texts equal that differ in case, width of characters or accents alone. */
export const foldText = (text: string): string =>
  PLAIN.test(text)
    ? text.toLowerCase()
    : text.normalize('NFKD').replaceAll(ACCENTS, '').normalize('NFKC').toLowerCase();

/** Most names of most servers; the rest takes 20 times as long. */
const PLAIN = /^[ -~\n]*$/;

/** Marks of Latin, Greek and Cyrillic letters; those of kana make other syllables. */
const ACCENTS = /(?<=[\p{sc=Latin}\p{sc=Greek}\p{sc=Cyrillic}])\p{M}+/gu;

/** Splits a name into its words, folded. */
export const nameWords = (name: string): readonly string[] =>
  foldText(name)
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter(Boolean);
