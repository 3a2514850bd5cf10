import { randomInt } from 'node:crypto';

const SLASH = 0x2f;
const NONE = -1;
const LEAST_BYTES = 64 * 1024;
const FNV_PRIME = 0x01000193;

/** Names of an archive's entries, in memory that threads can share. */
export interface NameTable {
  bytes: Uint8Array;
  count: number;
  /** Where the name of each entry begins; behind the last one, where the next begins. */
  readonly starts: Uint32Array;
  /** Length of each entry's folder. */
  readonly folderBytes: Uint16Array;
  /** The next entry of the same folder; behind the last one, the first. */
  readonly next: Int32Array;
  /** Entries by the hash of their name, and the last entry of a folder by the hash of its name. */
  readonly byName: Int32Array;
  readonly lastIn: Int32Array;
  readonly seed: number;
}

const shared = (bytes: number): SharedArrayBuffer => new SharedArrayBuffer(bytes);
const numbers = (count: number): Int32Array => new Int32Array(shared(4 * count));

/** Entries are kept one higher: 0 is none, and what was never written takes no memory. */
const entryAt = (numbered: Int32Array, at: number): number => (numbered[at] ?? 0) - 1;
const putEntry = (numbered: Int32Array, at: number, entry: number): void => {
  numbered[at] = entry + 1;
};

/** Makes an empty table for so many entries and bytes of names; it grows where there are more bytes. */
export function emptyNameTable(most: number, nameBytes: number): NameTable {
  const slots = 2 ** Math.ceil(Math.log2(2 * most + 2));
  return {
    bytes: new Uint8Array(shared(Math.max(nameBytes, LEAST_BYTES))),
    count: 0,
    starts: new Uint32Array(shared(4 * (most + 1))),
    folderBytes: new Uint16Array(shared(2 * most)),
    next: numbers(most),
    byName: numbers(slots),
    lastIn: numbers(slots),
    // Chosen by chance, so that no archive can have names that all have the same hash.
    seed: randomInt(2 ** 32),
  };
}

/**
 * The names of an archive's entries as bytes in one piece of memory, found by name or by folder: an archive can have
 * hundreds of thousands. An entry is in the folder that its name has before the last `/`.
 */
export class EntryNames {
  readonly table: NameTable;
  readonly #mask: number;
  #bytes: Buffer;

  constructor(table: NameTable) {
    this.table = table;
    this.#mask = table.byName.length - 1;
    this.#bytes = bufferOf(table.bytes);
  }

  get count(): number {
    return this.table.count;
  }

  /** Adds a name unless it is known; returns its entry's number. */
  add(name: Buffer): number {
    const { hash, folderHash, folderBytes } = hashed(name, this.table.seed);
    const slot = this.#slotOf(name, hash);
    const known = entryAt(this.table.byName, slot);
    if (known !== NONE) return known;
    const entry = this.table.count;
    this.table.count += 1;
    putEntry(this.table.byName, slot, entry);
    this.#append(entry, name);
    this.table.folderBytes[entry] = folderBytes;
    if (folderBytes > 0) this.#addToFolder(entry, name.subarray(0, folderBytes), folderHash);
    return entry;
  }

  /** The number of the entry of this name; undefined when there is none. */
  find(name: string): number | undefined {
    const bytes = Buffer.from(name, 'utf8');
    const slot = this.#slotOf(bytes, hashed(bytes, this.table.seed).hash);
    const entry = entryAt(this.table.byName, slot);
    return entry === NONE ? undefined : entry;
  }

  nameOf(entry: number): string {
    return this.#bytes.toString('utf8', this.table.starts[entry], this.table.starts[entry + 1]);
  }

  /** The entries in a folder, in the order of the archive. */
  inFolder(folder: string): readonly number[] {
    const bytes = Buffer.from(folder, 'utf8');
    const entries: number[] = [];
    const slot = this.#folderSlotOf(bytes, hashOf(bytes, this.table.seed));
    const last = entryAt(this.table.lastIn, slot);
    for (let entry = last; entry !== NONE; ) {
      entry = entryAt(this.table.next, entry);
      entries.push(entry);
      if (entry === last) break;
    }
    return entries;
  }

  #append(entry: number, name: Buffer): void {
    const start = this.table.starts[entry] ?? 0;
    const end = start + name.length;
    if (end > this.#bytes.length) {
      const larger = new Uint8Array(shared(Math.max(end, 2 * this.#bytes.length)));
      larger.set(this.#bytes.subarray(0, start));
      this.table.bytes = larger;
      this.#bytes = bufferOf(larger);
    }
    name.copy(this.#bytes, start);
    this.table.starts[entry + 1] = end;
  }

  #addToFolder(entry: number, folder: Buffer, hash: number): void {
    const slot = this.#folderSlotOf(folder, hash);
    const last = entryAt(this.table.lastIn, slot);
    const first = last === NONE ? entry : entryAt(this.table.next, last);
    if (last !== NONE) putEntry(this.table.next, last, entry);
    putEntry(this.table.next, entry, first);
    putEntry(this.table.lastIn, slot, entry);
  }

  /** The slot that holds a name, or the one that is free for it. */
  #slotOf(name: Buffer, hash: number): number {
    let slot = hash & this.#mask;
    for (;;) {
      const entry = entryAt(this.table.byName, slot);
      if (entry === NONE || this.#isNamed(entry, name)) return slot;
      slot = (slot + 1) & this.#mask;
    }
  }

  #folderSlotOf(folder: Buffer, hash: number): number {
    let slot = hash & this.#mask;
    for (;;) {
      const entry = entryAt(this.table.lastIn, slot);
      const start = this.table.starts[entry] ?? 0;
      if (
        entry === NONE ||
        this.#holds(start, start + (this.table.folderBytes[entry] ?? 0), folder)
      ) {
        return slot;
      }
      slot = (slot + 1) & this.#mask;
    }
  }

  #isNamed(entry: number, name: Buffer): boolean {
    return this.#holds(this.table.starts[entry] ?? 0, this.table.starts[entry + 1] ?? 0, name);
  }

  #holds(start: number, end: number, bytes: Buffer): boolean {
    if (end - start !== bytes.length) return false;
    for (let at = 0; at < bytes.length; at += 1) {
      if (this.#bytes[start + at] !== bytes[at]) return false;
    }
    return true;
  }
}

const bufferOf = ({ buffer, byteOffset, length }: Uint8Array): Buffer =>
  Buffer.from(buffer, byteOffset, length);

interface HashedName {
  readonly hash: number;
  readonly folderHash: number;
  readonly folderBytes: number;
}

/** FNV-1a (tools.ietf.org/html/draft-eastlake-fnv) of a name and of its folder. */
function hashed(name: Buffer, seed: number): HashedName {
  let hash = seed;
  let folderHash = 0;
  let folderBytes = 0;
  for (let at = 0; at < name.length; at += 1) {
    const byte = name[at] ?? 0;
    if (byte === SLASH) {
      folderHash = hash;
      folderBytes = at;
    }
    hash = Math.imul(hash ^ byte, FNV_PRIME);
  }
  return { hash: hash >>> 0, folderHash: folderHash >>> 0, folderBytes };
}

function hashOf(bytes: Buffer, seed: number): number {
  let hash = seed;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, FNV_PRIME);
  return hash >>> 0;
}
