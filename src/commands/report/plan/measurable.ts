/** Unseen, and keeps what stands around it on one line. */
const WORD_JOINER = '\u2060';

const INHERITED = new RegExp(Object.getOwnPropertyNames(Object.prototype).join('|'), 'g');

/**
 * A text from outside for a chart, to be read as before. The library keeps widths under their texts in a plain
 * object (zrender, core/LRU.js): for `__proto__` it would find Object.prototype there, and write into it.
 */
export function measurable(text: string): string {
  return text.replace(INHERITED, (name) => name.slice(0, 1) + WORD_JOINER + name.slice(1));
}
