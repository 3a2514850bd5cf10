/** Names as bytes in one piece of memory, which are numbered as they come and found by their hash. */
export interface NumberedTable {
  bytes: Uint8Array;
  count: number;
  /** Where each name begins; behind the last one, where the next begins. */
  starts: Uint32Array;
  /** Names by their hash, one higher than their number: 0 is none. The length is a power of two. */
  slots: Uint32Array;
}

const FIRST_NAMES = 256;
const FIRST_BYTES = 4 * 1024;
const FNV_PRIME = 0x01000193;
const NONE = -1;

const numbers = (count: number): Uint32Array => new Uint32Array(new SharedArrayBuffer(4 * count));

/** Makes an empty table, which grows. Its memory can be shared with threads when it grows no more. */
export const emptyNumberedTable = (): NumberedTable => ({
  bytes: new Uint8Array(new SharedArrayBuffer(FIRST_BYTES)),
  count: 0,
  starts: numbers(FIRST_NAMES + 1),
  slots: numbers(2 * FIRST_NAMES),
});

/** Numbers names; each name has one number. `hash`: of `hashBytes` with the same seed for all of them. */
export class NumberedNames {
  readonly table: NumberedTable;
  readonly #seed: number;

  constructor(table: NumberedTable, seed: number) {
    this.table = table;
    this.#seed = seed;
  }

  /** Adds a name unless it is known; returns its number. */
  add(name: Uint8Array, hash: number): number {
    const known = this.find(name, hash);
    if (known !== undefined) return known;
    const { table } = this;
    this.#makeRoom(name.length);
    const number = table.count;
    const start = table.starts[number] ?? 0;
    table.bytes.set(name, start);
    table.starts[number + 1] = start + name.length;
    table.count += 1;
    table.slots[this.#slotOf(name, hash)] = number + 1;
    return number;
  }

  /** The number of a name; undefined when it is not known. */
  find(name: Uint8Array, hash: number): number | undefined {
    const number = (this.table.slots[this.#slotOf(name, hash)] ?? 0) - 1;
    return number === NONE ? undefined : number;
  }

  /** The bytes of a name, which are not copied. */
  bytesOf(number: number): Uint8Array {
    const { bytes, starts } = this.table;
    return bytes.subarray(starts[number], starts[number + 1]);
  }

  #makeRoom(nameBytes: number): void {
    const { table } = this;
    const end = (table.starts[table.count] ?? 0) + nameBytes;
    if (end > table.bytes.length) {
      const larger = new Uint8Array(new SharedArrayBuffer(Math.max(end, 2 * table.bytes.length)));
      larger.set(table.bytes);
      table.bytes = larger;
    }
    if (2 * (table.count + 1) <= table.slots.length) return;
    const starts = numbers(table.slots.length + 1);
    starts.set(table.starts);
    table.starts = starts;
    table.slots = numbers(2 * table.slots.length);
    for (let number = 0; number < table.count; number += 1) {
      const name = this.bytesOf(number);
      table.slots[this.#slotOf(name, hashBytes(name, this.#seed))] = number + 1;
    }
  }

  /** The slot that holds a name, or the one that is free for it. */
  #slotOf(name: Uint8Array, hash: number): number {
    const { slots } = this.table;
    const mask = slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const number = (slots[slot] ?? 0) - 1;
      if (number === NONE || this.#isNamed(number, name)) return slot;
    }
  }

  #isNamed(number: number, name: Uint8Array): boolean {
    const { bytes, starts } = this.table;
    const start = starts[number] ?? 0;
    if ((starts[number + 1] ?? 0) - start !== name.length) return false;
    for (let at = 0; at < name.length; at += 1) {
      if (bytes[start + at] !== name[at]) return false;
    }
    return true;
  }
}

/** FNV-1a (tools.ietf.org/html/draft-eastlake-fnv), one byte after another. */
export function hashBytes(bytes: Uint8Array, seed: number): number {
  let hash = seed;
  for (let at = 0; at < bytes.length; at += 1) hash = Math.imul(hash ^ (bytes[at] ?? 0), FNV_PRIME);
  return hash >>> 0;
}
