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

/** What a directory says of an entry, as far as it tells where its bytes end. */
export interface EntrySpan {
  readonly offset: number;
  readonly nameBytes: number;
  readonly compressedBytes: number;
  readonly sizeBytes: number;
  readonly crc: number;
}

/** Where the entries of a directory lie, as far as it says: it does not know the extra field of a local header. */
export class EntrySpans {
  readonly #starts: Float64Array;
  readonly #namesBytes: Uint16Array;
  readonly #compressedBytes: Float64Array;
  readonly #sizesBytes: Float64Array;
  readonly #sums: Uint32Array;
  #count = 0;
  #isInOrder = true;

  constructor(most: number) {
    this.#starts = new Float64Array(most);
    this.#namesBytes = new Uint16Array(most);
    this.#compressedBytes = new Float64Array(most);
    this.#sizesBytes = new Float64Array(most);
    this.#sums = new Uint32Array(most);
  }

  add({ offset, nameBytes, compressedBytes, sizeBytes, crc }: EntrySpan): void {
    const at = this.#count;
    if (at > 0 && offset < (this.#starts[at - 1] ?? 0)) this.#isInOrder = false;
    this.#starts[at] = offset;
    this.#namesBytes[at] = nameBytes;
    this.#compressedBytes[at] = compressedBytes;
    this.#sizesBytes[at] = sizeBytes;
    this.#sums[at] = crc;
    this.#count += 1;
  }

  /**
   * Finds the first stretch between entries, before the first one or in front of the directory. Local headers are only
   * read where bytes lie behind a name and a content.
   */
  async gap(file: WindowFile, directoryOffset: number): Promise<Gap | undefined> {
    let last: EntrySpan | undefined;
    for (const at of this.#order()) {
      const next = this.#span(at);
      const gap = await gapBehind(file, last, next.offset);
      if (gap !== undefined) return gap;
      if (last === undefined || endOf(next) > endOf(last)) last = next;
    }
    return await gapBehind(file, last, directoryOffset);
  }

  #span(at: number): EntrySpan {
    return {
      offset: this.#starts[at] ?? 0,
      nameBytes: this.#namesBytes[at] ?? 0,
      compressedBytes: this.#compressedBytes[at] ?? 0,
      sizeBytes: this.#sizesBytes[at] ?? 0,
      crc: this.#sums[at] ?? 0,
    };
  }

  *#order(): Generator<number> {
    const numbers = Uint32Array.from({ length: this.#count }, (_, at) => at);
    if (!this.#isInOrder) {
      numbers.sort((a, b) => (this.#starts[a] ?? 0) - (this.#starts[b] ?? 0));
    }
    yield* numbers;
  }
}

/** Behind header, name and content. */
const endOf = ({ offset, nameBytes, compressedBytes }: EntrySpan): number =>
  offset + LOCAL_HEADER_BYTES + nameBytes + compressedBytes;

async function gapBehind(
  file: WindowFile,
  last: EntrySpan | undefined,
  start: number,
): Promise<Gap | undefined> {
  const end = last === undefined ? 0 : endOf(last);
  if (start <= end) return undefined;
  const known = end + (last === undefined ? 0 : await furtherBytes(file, last, start));
  return start > known ? { offset: known, sizeBytes: start - known } : undefined;
}

const LOCAL_HEADER_BYTES = 30;
const FLAGS_AT = 6;
const EXTRA_LENGTH_AT = 28;
const SIZES_FOLLOW_FLAG = 0x0008;

/** Length of what belongs to an entry beside header, name and content: an extra field and a descriptor. */
async function furtherBytes(file: WindowFile, span: EntrySpan, next: number): Promise<number> {
  // The window brings the next headers too: another program may have written a field into each.
  const header = await file.read(span.offset, LOCAL_HEADER_BYTES);
  if (header.length < LOCAL_HEADER_BYTES) return 0;
  const extraBytes = header.readUInt16LE(EXTRA_LENGTH_AT);
  const isFollowed = (header.readUInt16LE(FLAGS_AT) & SIZES_FOLLOW_FLAG) !== 0;
  const end = endOf(span) + extraBytes;
  if (!isFollowed || end >= next) return extraBytes;
  const behind = await file.readApart(end, Math.min(LONGEST_DESCRIPTOR_BYTES, next - end));
  return extraBytes + descriptorBytes(behind, span);
}

const SIGNATURE = 0x08074b50;
const SIGNATURE_BYTES = 4;
const LONGEST_DESCRIPTOR_BYTES = 24;

/** Length of a descriptor, which tells checksum and sizes behind a content (APPNOTE 4.3.9); 0 where there is none. */
function descriptorBytes(bytes: Buffer, { crc, compressedBytes, sizeBytes }: EntrySpan): number {
  const isSigned = bytes.length >= SIGNATURE_BYTES && bytes.readUInt32LE(0) === SIGNATURE;
  for (const start of isSigned ? [SIGNATURE_BYTES, 0] : [0]) {
    const rest = bytes.subarray(start);
    const saysSum = rest.length >= 12 && rest.readUInt32LE(0) === crc;
    if (!saysSum) continue;
    // The long form first: of an entry without content both say the same.
    const isLong = rest.length >= 20 && Number(rest.readBigUInt64LE(4)) === compressedBytes;
    if (isLong && Number(rest.readBigUInt64LE(12)) === sizeBytes) return start + 20;
    if (rest.readUInt32LE(4) === compressedBytes && rest.readUInt32LE(8) === sizeBytes) {
      return start + 12;
    }
  }
  return 0;
}
