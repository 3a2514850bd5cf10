import { once } from 'node:events';
import { crc32, createDeflateRaw, type DeflateRaw } from 'node:zlib';

/** Bytes on their way through deflate; what comes out is handed on before more goes in. */
export class Deflating {
  readonly #deflate: DeflateRaw;
  readonly #handOn: (bytes: Buffer) => Promise<void>;
  #out: Buffer[] = [];
  #crc = 0;
  #sizeBytes = 0;
  #compressedBytes = 0;

  constructor(level: number, handOn: (bytes: Buffer) => Promise<void>) {
    this.#handOn = handOn;
    this.#deflate = createDeflateRaw({ level });
    this.#deflate.on('data', (bytes: Buffer) => this.#out.push(bytes));
    // A failure is told by write() or end(); without a listener here it would end the process before.
    this.#deflate.on('error', () => undefined);
  }

  /** Resolves when the chunk's memory may be used again. */
  async write(chunk: Buffer): Promise<void> {
    this.#crc = crc32(chunk, this.#crc);
    this.#sizeBytes += chunk.length;
    await new Promise<void>((resolve, reject) => {
      this.#deflate.write(chunk, (error) => (error ? reject(error) : resolve()));
    });
    await this.#handOnAll();
  }

  async end(): Promise<{ crc: number; sizeBytes: number; compressedBytes: number }> {
    const ended = once(this.#deflate, 'end');
    this.#deflate.end();
    await ended;
    await this.#handOnAll();
    return { crc: this.#crc, sizeBytes: this.#sizeBytes, compressedBytes: this.#compressedBytes };
  }

  async #handOnAll(): Promise<void> {
    const out = this.#out;
    this.#out = [];
    for (const bytes of out) {
      this.#compressedBytes += bytes.length;
      await this.#handOn(bytes);
    }
  }
}
