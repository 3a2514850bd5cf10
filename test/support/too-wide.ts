import { textWidth } from '../../src/mapping/text.ts';
import { LINE_COLUMNS } from '../../src/reports/wrapped.ts';

/** What is given to be pasted: a command line, and a word that has no place to break, such as a path or a link. */
const EXACT = /^(?:(?:Next|Log|次|ログ): .*|\s*\S+)$/;

/** Lines that are wider than a terminal, command lines and single words apart. */
export const tooWide = (printed: string): readonly string[] =>
  printed.split('\n').filter((line) => textWidth(line) > LINE_COLUMNS && !EXACT.test(line));
