import { randomInt } from 'node:crypto';
import {
  emptyNumberedTable,
  hashBytes,
  holds,
  NumberedNames,
  type NumberedTable,
  nextHash,
} from './numbered-names.ts';

const SLASH = 0x2f;
const NONE = -1;
const LEAST_BYTES = 64 * 1024;

/** Names of an archive's entries, in memory that threads can share. */
export interface NameTable {
  /** Names without their folders. */
  bytes: Uint8Array;
  count: number;
  /** Where the name of each entry begins in `bytes`; behind the last one, where the next begins. */
  readonly starts: Uint32Array;
  readonly folders: NumberedTable;
  /** The number of each entry's folder, one higher: 0 is none. */
  readonly folderOf: Uint32Array;
  /** The next entry of the same folder; behind the last one, the first. */
  readonly next: Uint32Array;
  /** The last entry of each folder. */
  lastIn: Uint32Array;
  /** Entries by the hash of their name, one higher: what was never written takes no memory. */
  readonly byName: Uint32Array;
  readonly seed: number;
}

const shared = (bytes: number): SharedArrayBuffer => new SharedArrayBuffer(bytes);
const numbers = (count: number): Uint32Array => new Uint32Array(shared(4 * count));

/** Makes an empty table for so many entries and bytes of names; it grows where there are more bytes. */
export function emptyNameTable(most: number, nameBytes: number): NameTable {
  return {
    bytes: new Uint8Array(shared(Math.max(nameBytes, LEAST_BYTES))),
    count: 0,
    starts: numbers(most + 1),
    folders: emptyNumberedTable(),
    folderOf: numbers(most),
    next: numbers(most),
    lastIn: numbers(1),
    byName: numbers(2 ** Math.ceil(Math.log2(2 * most + 2))),
    // Chosen by chance, so that no archive can have names that all have the same hash.
    seed: randomInt(2 ** 32),
  };
}

/**
 * The names of an archive's entries as bytes in one piece of memory, found by name or by folder: an archive can have
 * hundreds of thousands. An entry is in the folder that its name has before the last `/`, and each folder is held once.
 */
export class EntryNames {
  readonly table: NameTable;
  readonly #folders: NumberedNames;

  constructor(table: NameTable) {
    this.table = table;
    this.#folders = new NumberedNames(table.folders, table.seed);
  }

  get count(): number {
    return this.table.count;
  }

  /** Adds a name unless it is known; returns its entry's number. */
  add(name: Buffer): number {
    const { table } = this;
    const { hash, folderHash, folderBytes } = hashed(name, table.seed);
    const hasFolder = folderBytes !== NONE;
    const folder = hasFolder ? this.#folders.add(name.subarray(0, folderBytes), folderHash) : NONE;
    const rest = name.subarray(folderBytes + 1);
    const slot = this.#slotOf(folder, rest, hash);
    const known = (table.byName[slot] ?? 0) - 1;
    if (known !== NONE) return known;
    const entry = table.count;
    table.count += 1;
    table.byName[slot] = entry + 1;
    this.#append(entry, rest);
    if (folder !== NONE) this.#addToFolder(entry, folder);
    return entry;
  }

  /** The number of the entry of this name; undefined when there is none. */
  find(name: string): number | undefined {
    const bytes = Buffer.from(name, 'utf8');
    const { hash, folderHash, folderBytes } = hashed(bytes, this.table.seed);
    const folder =
      folderBytes === NONE ? NONE : this.#folders.find(bytes.subarray(0, folderBytes), folderHash);
    if (folder === undefined) return undefined;
    const slot = this.#slotOf(folder, bytes.subarray(folderBytes + 1), hash);
    const entry = (this.table.byName[slot] ?? 0) - 1;
    return entry === NONE ? undefined : entry;
  }

  nameOf(entry: number): string {
    const { bytes, starts, folderOf } = this.table;
    const rest = textOf(bytes.subarray(starts[entry], starts[entry + 1]));
    const folder = (folderOf[entry] ?? 0) - 1;
    return folder === NONE ? rest : `${textOf(this.#folders.bytesOf(folder))}/${rest}`;
  }

  /** The entries in a folder, in the order of the archive. */
  inFolder(folder: string): readonly number[] {
    const { next, lastIn, seed } = this.table;
    const bytes = Buffer.from(folder, 'utf8');
    const number =
      bytes.length === 0 ? undefined : this.#folders.find(bytes, hashBytes(bytes, seed));
    if (number === undefined) return [];
    const entries: number[] = [];
    const last = lastIn[number] ?? 0;
    for (let entry = last; ; ) {
      entry = next[entry] ?? 0;
      entries.push(entry);
      if (entry === last) return entries;
    }
  }

  #append(entry: number, rest: Buffer): void {
    const { table } = this;
    const start = table.starts[entry] ?? 0;
    const end = start + rest.length;
    if (end > table.bytes.length) {
      const larger = new Uint8Array(shared(Math.max(end, 2 * table.bytes.length)));
      larger.set(table.bytes.subarray(0, start));
      table.bytes = larger;
    }
    table.bytes.set(rest, start);
    table.starts[entry + 1] = end;
  }

  #addToFolder(entry: number, folder: number): void {
    const { table } = this;
    if (folder >= table.lastIn.length) {
      const larger = numbers(2 * (folder + 1));
      larger.set(table.lastIn);
      table.lastIn = larger;
    }
    const isFirst = !this.#hasEntries(folder);
    const last = table.lastIn[folder] ?? 0;
    table.next[entry] = isFirst ? entry : (table.next[last] ?? 0);
    if (!isFirst) table.next[last] = entry;
    table.lastIn[folder] = entry;
    table.folderOf[entry] = folder + 1;
  }

  #hasEntries(folder: number): boolean {
    const last = this.table.lastIn[folder] ?? 0;
    return this.table.folderOf[last] === folder + 1;
  }

  /** The slot that holds a name, or the one that is free for it. */
  #slotOf(folder: number, rest: Buffer, hash: number): number {
    const { byName } = this.table;
    const mask = byName.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const entry = (byName[slot] ?? 0) - 1;
      if (entry === NONE || this.#isNamed(entry, folder, rest)) return slot;
    }
  }

  #isNamed(entry: number, folder: number, rest: Buffer): boolean {
    const { bytes, starts, folderOf } = this.table;
    if (folderOf[entry] !== folder + 1) return false;
    return holds(bytes, { start: starts[entry] ?? 0, end: starts[entry + 1] ?? 0 }, rest);
  }
}

const textOf = ({ buffer, byteOffset, length }: Uint8Array): string =>
  Buffer.from(buffer, byteOffset, length).toString('utf8');

interface HashedName {
  readonly hash: number;
  readonly folderHash: number;
  /** Length of the folder; -1 for a name without one. */
  readonly folderBytes: number;
}

/** Hashes of a name and of its folder. */
function hashed(name: Buffer, seed: number): HashedName {
  let hash = seed;
  let folderHash = 0;
  let folderBytes = NONE;
  for (let at = 0; at < name.length; at += 1) {
    const byte = name[at] ?? 0;
    if (byte === SLASH) {
      folderHash = hash;
      folderBytes = at;
    }
    hash = nextHash(hash, byte);
  }
  return { hash: hash >>> 0, folderHash: folderHash >>> 0, folderBytes };
}
