import { createHash } from 'node:crypto';

/**
 * Texts by key as plain data that threads share instead of copying it. Keys and values have one byte a character where
 * all are Latin-1, else they are UTF-16, so that every text comes back as it was.
 */
export interface PackedTexts {
  /** Key and value of each entry, one after the other. */
  readonly bytes: Uint8Array;
  /** Ends of the key and the value of each entry in `bytes`: two numbers an entry. */
  readonly ends: Uint32Array;
  /** Bytes a UTF-16 unit of each entry: 1 or 2. */
  readonly widths: Uint8Array;
  /** A hash table with linear probing: number of an entry, counted from 1; 0 is free. Its length is a power of two. */
  readonly slots: Uint32Array;
  /** Of the hash: who chooses some of the keys does not know it, and cannot put them into one place. */
  readonly seed: number;
}

/** Slots for each entry, at least: half of them stay free, so that a search ends soon. */
const SLOTS_AN_ENTRY = 2;

/** Packs texts by key; each key occurs once. */
export function packTexts(texts: ReadonlyMap<string, string>): PackedTexts {
  let bytes = 0;
  for (const [key, value] of texts) bytes += (key.length + value.length) * widthOf(key, value);
  const packed = {
    bytes: new Uint8Array(new SharedArrayBuffer(bytes)),
    widths: new Uint8Array(new SharedArrayBuffer(texts.size)),
    ends: new Uint32Array(new SharedArrayBuffer(2 * texts.size * Uint32Array.BYTES_PER_ELEMENT)),
    slots: new Uint32Array(
      new SharedArrayBuffer(slotsFor(texts.size) * Uint32Array.BYTES_PER_ELEMENT),
    ),
  };
  const buffer = bufferOf(packed);
  let end = 0;
  let entry = 0;
  for (const [key, value] of texts) {
    const width = widthOf(key, value);
    packed.widths[entry] = width;
    end += buffer.write(key, end, encodingOf(width));
    packed.ends[2 * entry] = end;
    end += buffer.write(value, end, encodingOf(width));
    packed.ends[2 * entry + 1] = end;
    entry += 1;
  }
  const seed = seedOf(buffer);
  fillSlots(packed.slots, texts.keys(), seed);
  return { ...packed, seed };
}

/** Makes the look-up of packed texts; it gives undefined for a key without a text. */
export function openTexts(packed: PackedTexts): (key: string) => string | undefined {
  const { ends, slots, widths, seed } = packed;
  const buffer = bufferOf(packed);
  const mask = slots.length - 1;
  return (key) => {
    for (let slot = hashOf(key, seed) & mask; ; slot = (slot + 1) & mask) {
      const entry = slots[slot] ?? 0;
      if (entry === 0) return undefined;
      const start = entry === 1 ? 0 : (ends[2 * entry - 3] ?? 0);
      const middle = ends[2 * entry - 2] ?? 0;
      const width = widths[entry - 1] ?? 1;
      if (middle - start !== key.length * width) continue;
      if (buffer.toString(encodingOf(width), start, middle) !== key) continue;
      return buffer.toString(encodingOf(width), middle, ends[2 * entry - 1]);
    }
  };
}

const LATIN_1 = /^[\0-\xff]*$/;

const widthOf = (key: string, value: string): number =>
  LATIN_1.test(key) && LATIN_1.test(value) ? 1 : 2;

const encodingOf = (width: number): 'latin1' | 'utf16le' => (width === 1 ? 'latin1' : 'utf16le');

const bufferOf = ({ bytes }: Pick<PackedTexts, 'bytes'>): Buffer =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

function slotsFor(entries: number): number {
  let slots = 1;
  while (slots <= entries * SLOTS_AN_ENTRY) slots *= 2;
  return slots;
}

function fillSlots(slots: Uint32Array, keys: Iterable<string>, seed: number): void {
  const mask = slots.length - 1;
  let entry = 0;
  for (const key of keys) {
    let slot = hashOf(key, seed) & mask;
    while (slots[slot] !== 0) slot = (slot + 1) & mask;
    entry += 1;
    slots[slot] = entry;
  }
}

/** A seed that depends on every text, so that the same texts are packed the same way. */
const seedOf = (bytes: Buffer): number =>
  createHash('sha256').update(bytes).digest().readUInt32LE();

const FNV_PRIME = 0x01000193;

/**
 * FNV-1a over code units (draft-eastlake-fnv, 32 bits) that begins with a seed, with its high bits folded into the low
 * ones.
 */
function hashOf(key: string, seed: number): number {
  let hash = seed;
  for (let index = 0; index < key.length; index += 1) {
    hash = Math.imul(hash ^ key.charCodeAt(index), FNV_PRIME);
  }
  return hash ^ (hash >>> 16);
}
