/**
 * Texts by key as plain data that threads share instead of copying it. Keys and values are UTF-16, so that every text
 * comes back as it was.
 */
export interface PackedTexts {
  /** Key and value of each entry, one after the other. */
  readonly bytes: Uint8Array;
  /** Ends of the key and the value of each entry in `bytes`: two numbers an entry. */
  readonly ends: Uint32Array;
  /** A hash table with linear probing: number of an entry, counted from 1; 0 is free. Its length is a power of two. */
  readonly slots: Uint32Array;
}

const BYTES_A_UNIT = 2;
/** Slots for each entry, at least: half of them stay free, so that a search ends soon. */
const SLOTS_AN_ENTRY = 2;

/** Packs texts by key; each key occurs once. */
export function packTexts(texts: ReadonlyMap<string, string>): PackedTexts {
  let units = 0;
  for (const [key, value] of texts) units += key.length + value.length;
  const packed: PackedTexts = {
    bytes: new Uint8Array(new SharedArrayBuffer(units * BYTES_A_UNIT)),
    ends: new Uint32Array(new SharedArrayBuffer(2 * texts.size * Uint32Array.BYTES_PER_ELEMENT)),
    slots: new Uint32Array(
      new SharedArrayBuffer(slotsFor(texts.size) * Uint32Array.BYTES_PER_ELEMENT),
    ),
  };
  const buffer = bufferOf(packed);
  let end = 0;
  let entry = 0;
  for (const [key, value] of texts) {
    end += buffer.write(key, end, 'utf16le');
    packed.ends[2 * entry] = end;
    end += buffer.write(value, end, 'utf16le');
    packed.ends[2 * entry + 1] = end;
    entry += 1;
    packed.slots[freeSlot(packed.slots, key)] = entry;
  }
  return packed;
}

/** Makes the look-up of packed texts; it gives undefined for a key without a text. */
export function openTexts(packed: PackedTexts): (key: string) => string | undefined {
  const { ends, slots } = packed;
  const buffer = bufferOf(packed);
  const mask = slots.length - 1;
  return (key) => {
    for (let slot = hashOf(key) & mask; ; slot = (slot + 1) & mask) {
      const entry = slots[slot] ?? 0;
      if (entry === 0) return undefined;
      const start = entry === 1 ? 0 : (ends[2 * entry - 3] ?? 0);
      const middle = ends[2 * entry - 2] ?? 0;
      if (middle - start !== key.length * BYTES_A_UNIT) continue;
      if (buffer.toString('utf16le', start, middle) !== key) continue;
      return buffer.toString('utf16le', middle, ends[2 * entry - 1]);
    }
  };
}

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
