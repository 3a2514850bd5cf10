import { createHash, type Hash, hash } from 'node:crypto';
import { once } from 'node:events';
import { crc32, createDeflateRaw, type DeflateRaw } from 'node:zlib';

/** A longer entry is streamed into the archive instead of being held in memory. */
const MAX_HELD_CHARACTERS = 4 * 1024 * 1024;

export interface ZipEntry {
  readonly name: string;
  readonly sizeBytes: number;
  readonly sha256: string;
}

/** Takes the bytes of an entry that is too large to be held; their memory may be reused when a write resolves. */
export interface EntryStream {
  write(chunk: Buffer): Promise<void>;
  close(): Promise<void>;
}

interface EntrySinks {
  /** Makes the bytes of a text in UTF-8. */
  readonly encode: (text: string) => Buffer;
  /** Uses the bytes before it returns: their memory may be that of the next entry. */
  readonly whole: (data: Buffer) => Promise<void>;
  readonly stream: () => Promise<EntryStream>;
}

/** What is known of an entry that is too large to be held. */
interface Streamed {
  readonly stream: EntryStream;
  readonly sums: Hash;
  /** For the bytes of a piece: its own, because another entry may be written until zlib has read them. */
  readonly memory: Buffer;
  sizeBytes: number;
}

/** An entry that is being written: held in memory while it is small, streamed once it is not. */
export class OpenEntry {
  readonly name: string;
  readonly #sinks: EntrySinks;
  #texts: string[] = [];
  #heldCharacters = 0;
  #streamed: Streamed | undefined;

  constructor(name: string, sinks: EntrySinks) {
    this.name = name;
    this.#sinks = sinks;
  }

  async write(text: string): Promise<void> {
    this.#texts.push(text);
    this.#heldCharacters += text.length;
    if (this.#heldCharacters > MAX_HELD_CHARACTERS) await this.#streamHeld();
  }

  async close(): Promise<ZipEntry> {
    const { name } = this;
    if (this.#streamed === undefined) {
      const bytes = this.#sinks.encode(joined(this.#take()));
      const entry = { name, sizeBytes: bytes.length, sha256: hash('sha256', bytes) };
      await this.#sinks.whole(bytes);
      return entry;
    }
    await this.#streamHeld();
    const { stream, sums, sizeBytes } = this.#streamed;
    await stream.close();
    return { name, sizeBytes, sha256: sums.digest('hex') };
  }

  async #streamHeld(): Promise<void> {
    this.#streamed ??= {
      stream: await this.#sinks.stream(),
      sums: createHash('sha256'),
      memory: Buffer.allocUnsafeSlow(PIECE_CHARACTERS * BYTES_OF_CHARACTER),
      sizeBytes: 0,
    };
    const { sums, stream, memory } = this.#streamed;
    // Joined, and as bytes as a whole, a text of very many replies would be held three times.
    for (const text of this.#take()) {
      for (const piece of piecesOf(text)) {
        const bytes = memory.subarray(0, memory.write(piece, 'utf8'));
        sums.update(bytes);
        this.#streamed.sizeBytes += bytes.length;
        await stream.write(bytes);
      }
    }
  }

  #take(): readonly string[] {
    const texts = this.#texts;
    this.#texts = [];
    this.#heldCharacters = 0;
    return texts;
  }
}

const joined = (texts: readonly string[]): string => {
  const [only = '', ...others] = texts;
  return others.length === 0 ? only : texts.join('');
};

const PIECE_CHARACTERS = 64 * 1024;
const BYTES_OF_CHARACTER = 3;

/** Pieces of so many characters or one less: both halves of a surrogate pair are in one. */
function* piecesOf(text: string): Generator<string> {
  for (let start = 0; start < text.length; ) {
    const most = start + PIECE_CHARACTERS;
    const isCut = most < text.length && isHighSurrogate(text.charCodeAt(most - 1));
    const end = isCut ? most - 1 : most;
    yield text.slice(start, end);
    start = end;
  }
}

const isHighSurrogate = (unit: number): boolean => unit >= 0xd800 && unit < 0xdc00;

/** Deflates a stream of chunks; passes on the output before it takes the next chunk. */
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
    // write() or end() report a failure; without a listener it would end the process first.
    this.#deflate.on('error', () => undefined);
  }

  /** Resolves when the chunk's memory may be reused. */
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
