import { cutText } from '../../mapping/text.ts';
import type { Post } from '../../model/model.ts';
import { utcMs } from '../figures.ts';

/** Characters of a post that a result of the search shows. */
const SHOWN_CHARACTERS = 300;

/**
 * Makes a line of the search's results: id, author, time and the beginning of the first text that is not empty, with
 * tabs between.
 */
export function resultLine(
  { id, createAtMs }: Pick<Post, 'id' | 'createAtMs'>,
  texts: readonly string[],
  author: string,
): string {
  const text = texts.find((each) => each !== '') ?? '';
  const cells = [id, author, utcMs(createAtMs), cutText(text, SHOWN_CHARACTERS)];
  return `${cells.map((cell) => cell.replace(/\s+/g, ' ')).join('\t')}\n`;
}
