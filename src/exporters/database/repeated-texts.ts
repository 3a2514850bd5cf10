/** Longer texts are seldom there twice. */
const MAX_REPEATED_BYTES = 32;
/** A power of two. Some tens of people write most posts of a channel. */
const SLOTS = 64;

/**
 * Reads the texts of one column, of which a short one is often there again: ids of people and channels, names of emoji,
 * `{}` and `[]`. Such a text is made once, as long as no other one takes its place.
 */
export class RepeatedTexts {
  readonly #bytes: Buffer;
  /** By slot: where the text is in the bytes. A length of 0 is of no text. */
  readonly #starts = new Uint32Array(SLOTS);
  readonly #lengths = new Uint8Array(SLOTS);
  readonly #texts: string[] = new Array<string>(SLOTS).fill('');

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  /** A text, in which U+FFFD stands for bytes that are no UTF-8. */
  read(start: number, length: number): string {
    if (length === 0) return '';
    const bytes = this.#bytes;
    const end = start + length;
    if (length > MAX_REPEATED_BYTES) return bytes.toString('utf8', start, end);
    // Ids of one kind may differ in their last characters only.
    const mixed = (bytes[end - 1] ?? 0) * 7 + (bytes[end - 2] ?? 0) * 31 + (bytes[end - 3] ?? 0);
    const slot = (mixed + length) & (SLOTS - 1);
    if (this.#lengths[slot] === length && this.#isAt(this.#starts[slot] ?? 0, start, length)) {
      return this.#texts[slot] ?? '';
    }
    const text = bytes.toString('utf8', start, end);
    this.#starts[slot] = start;
    this.#lengths[slot] = length;
    this.#texts[slot] = text;
    return text;
  }

  /** True when the bytes at two places are the same; those of different ids differ at the end most often. */
  #isAt(known: number, start: number, length: number): boolean {
    const bytes = this.#bytes;
    for (let at = length - 1; at >= 0; at -= 1) {
      if (bytes[start + at] !== bytes[known + at]) return false;
    }
    return true;
  }
}
