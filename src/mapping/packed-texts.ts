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
}

/** Slots for each entry, at least: half of them stay free, so that a search ends soon. */
const SLOTS_AN_ENTRY = 2;

/** Packs texts by key; each key occurs once. */
export function packTexts(texts: ReadonlyMap<string, string>): PackedTexts {
  let bytes = 0;
  for (const [key, value] of texts) bytes += (key.length + value.length) * widthOf(key, value);
  const packed: PackedTexts = {
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
    packed.slots[freeSlot(packed.slots, key)] = entry;
  }
  return packed;
}

/** Makes the look-up of packed texts; it gives undefined for a key without a text. */
export function openTexts(packed: PackedTexts): (key: string) => string | undefined {
  const { ends, slots, widths } = packed;
  const buffer = bufferOf(packed);
  const mask = slots.length - 1;
  return (key) => {
    for (let slot = hashOf(key) & mask; ; slot = (slot + 1) & mask) {
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

const bufferOf = ({ bytes }: PackedTexts): Buffer =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

function slotsFor(entries: number): number {
  let slots = 1;
  while (slots <= entries * SLOTS_AN_ENTRY) slots *= 2;
  return slots;
}

function freeSlot(slots: Uint32Array, key: string): number {
  const mask = slots.length - 1;
  let slot = hashOf(key) & mask;
  while (slots[slot] !== 0) slot = (slot + 1) & mask;
  return slot;
}

const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** FNV-1a over code units (draft-eastlake-fnv, 32 bits), with its high bits folded into the low ones. */
function hashOf(key: string): number {
  let hash = FNV_OFFSET;
  for (let index = 0; index < key.length; index += 1) {
    hash = Math.imul(hash ^ key.charCodeAt(index), FNV_PRIME);
  }
  return hash ^ (hash >>> 16);
}
