const PIECE_BYTES = 256 * 1024;

/** Bytes that are gathered in large pieces outside the heap: hundreds of thousands of small ones cost little. */
export class ByteHeap {
  readonly #full: Buffer[] = [];
  #piece = Buffer.allocUnsafeSlow(PIECE_BYTES);
  #used = 0;
  #sizeBytes = 0;

  get sizeBytes(): number {
    return this.#sizeBytes;
  }

  add(bytes: Buffer): void {
    this.#sizeBytes += bytes.length;
    if (this.#used + bytes.length > this.#piece.length) {
      this.#full.push(this.#piece.subarray(0, this.#used));
      this.#piece = Buffer.allocUnsafeSlow(Math.max(PIECE_BYTES, bytes.length));
      this.#used = 0;
    }
    this.#used += bytes.copy(this.#piece, this.#used);
  }

  /** All bytes in their order, piece by piece. */
  pieces(): readonly Buffer[] {
    return [...this.#full, this.#piece.subarray(0, this.#used)];
  }
}
