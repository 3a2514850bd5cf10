/** Longer texts are seldom those of the row before. */
const MAX_REPEATED_BYTES = 32;

/** Reads the texts of one column, of which a short one is often that of the row before: ids, `{}` and `[]`. */
export class RepeatedTexts {
  readonly #bytes: Buffer;
  #lastStart = 0;
  #lastLength = 0;
  #last = '';

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  /** A text, in which U+FFFD stands for bytes that are no UTF-8. */
  read(start: number, length: number): string {
    if (length === 0) return '';
    if (length > MAX_REPEATED_BYTES) return this.#bytes.toString('utf8', start, start + length);
    if (length === this.#lastLength && this.#isLast(start)) return this.#last;
    this.#lastStart = start;
    this.#lastLength = length;
    this.#last = this.#bytes.toString('utf8', start, start + length);
    return this.#last;
  }

  #isLast(start: number): boolean {
    const bytes = this.#bytes;
    const last = this.#lastStart;
    for (let at = 0; at < this.#lastLength; at += 1) {
      if (bytes[start + at] !== bytes[last + at]) return false;
    }
    return true;
  }
}
