/** Where a text is cut, and how many characters the cut itself stands for. */
export interface Cut {
  readonly at: number;
  /** Line feeds that the border between two messages replaces. */
  readonly dropped: number;
}

const LOW_SURROGATE = /[\udc00-\udfff]/;
const HIGH_SURROGATE = /[\ud800-\udbff]/;

/** The position itself, or one before it when it would tear a surrogate pair apart. */
export function outsidePair(text: string, at: number): number {
  const tears = LOW_SURROGATE.test(text.charAt(at)) && HIGH_SURROGATE.test(text.charAt(at - 1));
  return tears ? at - 1 : at;
}

/** After these a Japanese text may be cut, as after a space. */
const WORD_ENDS = [' ', '\u3000', '。', '、'];

/**
 * The best place at or before `limit` to cut: between paragraphs, then lines, then words. A cut that would
 * leave less than half is passed over for the next kind; in the end the text is cut where it must be.
 */
export function cutPosition(text: string, limit: number): Cut {
  const least = limit / 2;
  if (limit >= text.length) return { at: text.length, dropped: 0 };
  const paragraph = text.lastIndexOf('\n\n', limit);
  if (paragraph >= least) return { at: paragraph, dropped: 2 };
  const line = text.lastIndexOf('\n', limit);
  if (line >= least) return { at: line, dropped: 1 };
  const word = Math.max(...WORD_ENDS.map((end) => text.lastIndexOf(end, limit - 1) + 1));
  if (word >= least) return { at: word, dropped: 0 };
  return { at: Math.max(1, outsidePair(text, limit)), dropped: 0 };
}
