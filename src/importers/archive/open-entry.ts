import { createHash, type Hash } from 'node:crypto';
import { outsideSurrogatePair } from '../../mapping/text.ts';
import { Deflating, type Packed } from './compress.ts';
import { entryOf, type PackedStream, type ZipEntry } from './zip-entry.ts';

/** A longer entry is streamed into the archive instead of being held in memory. */
const MAX_HELD_CHARACTERS = 4 * 1024 * 1024;
/** A longer one is held packed: as text it takes several times as much. */
const MAX_TEXT_CHARACTERS = 512 * 1024;

interface EntrySinks {
  /** Makes the bytes of a text in UTF-8. */
  readonly encode: (text: string) => Buffer;
  /** Uses the bytes before it returns: their memory may be that of the next entry. */
  readonly whole: (data: Buffer) => Promise<void>;
  /** Takes an entry that was packed as `whole` packs, of so many bytes. */
  readonly packed: (packed: Packed, sizeBytes: number) => Promise<void>;
  readonly stream: () => Promise<PackedStream>;
}

/** An entry that is held packed, or streamed. */
interface Packing {
  readonly deflating: Deflating;
  readonly sums: Hash;
  /** For the bytes of a piece: its own, because another entry may be written until zlib has read them. */
  readonly memory: Buffer;
  /** What is packed and not streamed. */
  held: Buffer[];
  characters: number;
  stream: PackedStream | undefined;
}

/** An entry that is being written: held in memory while it is small, streamed once it is not. */
export class OpenEntry {
  readonly name: string;
  readonly #sinks: EntrySinks;
  #texts: string[] = [];
  #textCharacters = 0;
  #packing: Packing | undefined;

  constructor(name: string, sinks: EntrySinks) {
    this.name = name;
    this.#sinks = sinks;
  }

  async write(text: string): Promise<void> {
    this.#texts.push(text);
    this.#textCharacters += text.length;
    if (this.#textCharacters > MAX_TEXT_CHARACTERS) await this.#pack(this.#packingFor());
  }

  async close(): Promise<ZipEntry> {
    const { name } = this;
    const packing = this.#packing;
    if (packing === undefined) {
      const bytes = this.#sinks.encode(joined(this.#take()));
      const entry = entryOf(name, bytes);
      await this.#sinks.whole(bytes);
      return entry;
    }
    await this.#pack(packing);
    const sums = await packing.deflating.end();
    const { stream, held } = packing;
    const { crc, sizeBytes } = sums;
    if (stream !== undefined) await stream.close(sums);
    else await this.#sinks.packed({ compressed: Buffer.concat(held), crc }, sizeBytes);
    return { name, sizeBytes, sha256: packing.sums.digest('hex') };
  }

  #packingFor(): Packing {
    if (this.#packing !== undefined) return this.#packing;
    const packing: Packing = {
      deflating: new Deflating(async (bytes) => {
        if (packing.stream === undefined) packing.held.push(bytes);
        else await packing.stream.write(bytes);
      }),
      sums: createHash('sha256'),
      memory: Buffer.allocUnsafeSlow(PIECE_CHARACTERS * BYTES_OF_CHARACTER),
      ...{ held: [], characters: 0, stream: undefined },
    };
    this.#packing = packing;
    return packing;
  }

  /** Packs the texts so far; joined, and as bytes as a whole, a text of very many replies would be held three times. */
  async #pack(packing: Packing): Promise<void> {
    const { deflating, sums, memory } = packing;
    packing.characters += this.#textCharacters;
    if (packing.stream === undefined && packing.characters > MAX_HELD_CHARACTERS) {
      packing.stream = await this.#sinks.stream();
      for (const bytes of packing.held) await packing.stream.write(bytes);
      packing.held = [];
    }
    for (const text of this.#take()) {
      for (const piece of piecesOf(text)) {
        const bytes = memory.subarray(0, memory.write(piece, 'utf8'));
        sums.update(bytes);
        await deflating.write(bytes);
      }
    }
  }

  #take(): readonly string[] {
    const texts = this.#texts;
    this.#texts = [];
    this.#textCharacters = 0;
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
    const end = outsideSurrogatePair(text, start + PIECE_CHARACTERS);
    yield text.slice(start, end);
    start = end;
  }
}
