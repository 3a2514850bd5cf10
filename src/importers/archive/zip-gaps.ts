import type { WindowFile } from './window-file.ts';

/*
 * Bytes of an archive that belong to no entry of its directory. Readers that go from one local header to the next one,
 * as tools for damaged and streamed archives do, find entries there that the directory does not name.
 */

/** A stretch of an archive without an entry, in bytes. */
export interface Gap {
  readonly offset: number;
  readonly sizeBytes: number;
}

/** Where the entries of a directory lie, as far as it says: it does not know the extra field of a local header. */
export class EntrySpans {
  readonly #starts: Float64Array;
  /** Behind header, name and content. */
  readonly #ends: Float64Array;
  #count = 0;
  #isInOrder = true;

  constructor(most: number) {
    this.#starts = new Float64Array(most);
    this.#ends = new Float64Array(most);
  }

  add(offset: number, nameBytes: number, compressedBytes: number): void {
    if (this.#count > 0 && offset < (this.#starts[this.#count - 1] ?? 0)) this.#isInOrder = false;
    this.#starts[this.#count] = offset;
    this.#ends[this.#count] = offset + LOCAL_HEADER_BYTES + nameBytes + compressedBytes;
    this.#count += 1;
  }

  /**
   * Finds the first stretch between entries, before the first one or in front of the directory in which another entry has
   * room. Local headers are only read where more is free than most programs write behind a name and a content.
   */
  async gap(file: WindowFile, directoryOffset: number): Promise<Gap | undefined> {
    let last: { readonly start: number; readonly end: number } | undefined;
    for (const at of this.#order()) {
      const start = this.#starts[at] ?? 0;
      const gap = await gapBehind(file, last, start);
      if (gap !== undefined) return gap;
      const end = this.#ends[at] ?? 0;
      if (last === undefined || end > last.end) last = { start, end };
    }
    return await gapBehind(file, last, directoryOffset);
  }

  *#order(): Generator<number> {
    const numbers = Uint32Array.from({ length: this.#count }, (_, at) => at);
    if (!this.#isInOrder) {
      numbers.sort((a, b) => (this.#starts[a] ?? 0) - (this.#starts[b] ?? 0));
    }
    yield* numbers;
  }
}

const LOCAL_HEADER_BYTES = 30;
/** Bytes behind a content that tell its size and checksum, in their longest form (APPNOTE 4.3.9). */
const DESCRIPTOR_BYTES = 24;
/** Less room than an entry with a name and a message takes. */
const USUAL_SLACK_BYTES = 64;

async function gapBehind(
  file: WindowFile,
  last: { readonly start: number; readonly end: number } | undefined,
  start: number,
): Promise<Gap | undefined> {
  const end = last?.end ?? 0;
  if (start - end <= USUAL_SLACK_BYTES) return undefined;
  const known = end + (last === undefined ? 0 : await extraBytes(file, last.start));
  const isGap = start - known > DESCRIPTOR_BYTES;
  return isGap ? { offset: known, sizeBytes: start - known } : undefined;
}

/** Length of the extra field in a local header. */
async function extraBytes(file: WindowFile, offset: number): Promise<number> {
  const header = await file.readApart(offset, LOCAL_HEADER_BYTES);
  return header.length < LOCAL_HEADER_BYTES ? 0 : header.readUInt16LE(LOCAL_HEADER_BYTES - 2);
}
