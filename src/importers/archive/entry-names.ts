import { randomInt } from 'node:crypto';

const SLASH = 0x2f;
const NONE = -1;
const FIRST_BYTES = 64 * 1024;
const FNV_PRIME = 0x01000193;

/**
 * The names of an archive's entries as bytes in one piece of memory, found by name or by folder: an archive can have
 * hundreds of thousands. An entry is in the folder that its name has before the last `/`.
 */
export class EntryNames {
  #bytes = Buffer.allocUnsafeSlow(FIRST_BYTES);
  #count = 0;
  /** Where the name of each entry begins; behind the last one, where the next begins. */
  readonly #starts: Uint32Array;
  /** Length of each entry's folder. */
  readonly #folderBytes: Uint16Array;
  /** The next entry of the same folder. */
  readonly #next: Int32Array;
  /** Entries by the hash of their name, and the first and the last entry of a folder by the hash of its name. */
  readonly #byName: Int32Array;
  readonly #firstIn: Int32Array;
  readonly #lastIn: Int32Array;
  readonly #mask: number;
  /** Chosen by chance, so that no archive can have names that all have the same hash. */
  readonly #seed = randomInt(2 ** 32);

  constructor(most: number) {
    const slots = 2 ** Math.ceil(Math.log2(2 * most + 2));
    this.#mask = slots - 1;
    this.#starts = new Uint32Array(most + 1);
    this.#folderBytes = new Uint16Array(most);
    this.#next = new Int32Array(most).fill(NONE);
    this.#byName = new Int32Array(slots).fill(NONE);
    this.#firstIn = new Int32Array(slots).fill(NONE);
    this.#lastIn = new Int32Array(slots).fill(NONE);
  }

  get count(): number {
    return this.#count;
  }

  /** Adds a name unless it is known; returns its entry's number. */
  add(name: Buffer): number {
    const { hash, folderHash, folderBytes } = hashed(name, this.#seed);
    const slot = this.#slotOf(name, hash);
    const known = this.#byName[slot] ?? NONE;
    if (known !== NONE) return known;
    const entry = this.#count;
    this.#count += 1;
    this.#byName[slot] = entry;
    this.#append(entry, name);
    this.#folderBytes[entry] = folderBytes;
    if (folderBytes > 0) this.#addToFolder(entry, name.subarray(0, folderBytes), folderHash);
    return entry;
  }

  /** The number of the entry of this name; undefined when there is none. */
  find(name: string): number | undefined {
    const bytes = Buffer.from(name, 'utf8');
    const entry = this.#byName[this.#slotOf(bytes, hashed(bytes, this.#seed).hash)] ?? NONE;
    return entry === NONE ? undefined : entry;
  }

  nameOf(entry: number): string {
    return this.#bytes.toString('utf8', this.#starts[entry], this.#starts[entry + 1]);
  }

  /** The entries in a folder, in the order of the archive. */
  inFolder(folder: string): readonly number[] {
    const bytes = Buffer.from(folder, 'utf8');
    const entries: number[] = [];
    let entry = this.#firstIn[this.#folderSlotOf(bytes, hashOf(bytes, this.#seed))] ?? NONE;
    for (; entry !== NONE; entry = this.#next[entry] ?? NONE) entries.push(entry);
    return entries;
  }

  #append(entry: number, name: Buffer): void {
    const start = this.#starts[entry] ?? 0;
    const end = start + name.length;
    if (end > this.#bytes.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(end, 2 * this.#bytes.length));
      this.#bytes.copy(larger, 0, 0, start);
      this.#bytes = larger;
    }
    name.copy(this.#bytes, start);
    this.#starts[entry + 1] = end;
  }

  #addToFolder(entry: number, folder: Buffer, hash: number): void {
    const slot = this.#folderSlotOf(folder, hash);
    const last = this.#lastIn[slot] ?? NONE;
    if (last === NONE) this.#firstIn[slot] = entry;
    else this.#next[last] = entry;
    this.#lastIn[slot] = entry;
  }

  /** The slot that holds a name, or the one that is free for it. */
  #slotOf(name: Buffer, hash: number): number {
    let slot = hash & this.#mask;
    for (;;) {
      const entry = this.#byName[slot] ?? NONE;
      if (entry === NONE || this.#isNamed(entry, name)) return slot;
      slot = (slot + 1) & this.#mask;
    }
  }

  #folderSlotOf(folder: Buffer, hash: number): number {
    let slot = hash & this.#mask;
    for (;;) {
      const entry = this.#firstIn[slot] ?? NONE;
      const start = this.#starts[entry] ?? 0;
      if (entry === NONE || this.#holds(start, start + (this.#folderBytes[entry] ?? 0), folder)) {
        return slot;
      }
      slot = (slot + 1) & this.#mask;
    }
  }

  #isNamed(entry: number, name: Buffer): boolean {
    return this.#holds(this.#starts[entry] ?? 0, this.#starts[entry + 1] ?? 0, name);
  }

  #holds(start: number, end: number, bytes: Buffer): boolean {
    if (end - start !== bytes.length) return false;
    for (let at = 0; at < bytes.length; at += 1) {
      if (this.#bytes[start + at] !== bytes[at]) return false;
    }
    return true;
  }
}

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
