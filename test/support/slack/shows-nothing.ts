/** True for texts of the tests that show nothing: blanks, quotes of nothing, and definitions of links alone. */
export const showsNothing = (text: string): boolean =>
  text.split('\n').every((line) => /^(?:[\s\u200b>]*|\[[^\]]*\]:.*)$/.test(line));
