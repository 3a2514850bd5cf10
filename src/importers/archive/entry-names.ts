import { randomInt } from 'node:crypto';
import { crc32 } from 'node:zlib';
import {
  emptyNumberedTable,
  hashBytes,
  NumberedNames,
  type NumberedTable,
} from './numbered-names.ts';

const SLASH = 0x2f;
const SLASH_BYTES = Buffer.of(SLASH);
const NONE = -1;

/** Names of an archive's entries, in memory that threads can share. */
export interface NameTable {
  count: number;
  readonly folders: NumberedTable;
  /** Names without their folders, each once: day files of all conversations have the same. */
  readonly rests: NumberedTable;
  /** The number of each entry's folder, one higher: 0 is none. */
  readonly folderOf: Uint32Array;
  /** The number of the rest of each entry's name. */
  readonly restOf: Uint32Array;
  /** The next entry of the same folder; behind the last one, the first. */
  readonly next: Uint32Array;
  /** The last entry of each folder. */
  lastIn: Uint32Array;
  /** Entries by the hash of their folder and rest, one higher: what was never written takes no memory. */
  readonly byName: Uint32Array;
  readonly seed: number;
}

const numbers = (count: number): Uint32Array => new Uint32Array(new SharedArrayBuffer(4 * count));

/** Makes an empty table for so many entries. */
export const emptyNameTable = (most: number): NameTable => ({
  count: 0,
  folders: emptyNumberedTable(),
  rests: emptyNumberedTable(),
  folderOf: numbers(most),
  restOf: numbers(most),
  next: numbers(most),
  lastIn: numbers(1),
  byName: numbers(2 ** Math.ceil(Math.log2(2 * most + 2))),
  // Chosen by chance, so that no archive can have names that all have the same hash.
  seed: randomInt(2 ** 32),
});

/**
 * The names of an archive's entries, found by name or by folder: an archive can have a million. An entry is in the folder
 * that its name has before the last `/`; each folder is held once, and so is each rest of a name.
 */
export class EntryNames {
  readonly table: NameTable;
  readonly #folders: NumberedNames;
  readonly #rests: NumberedNames;

  constructor(table: NameTable) {
    this.table = table;
    this.#folders = new NumberedNames(table.folders, table.seed);
    this.#rests = new NumberedNames(table.rests, table.seed);
  }

  get count(): number {
    return this.table.count;
  }

  /** Adds a name unless it is known; returns its entry's number. */
  add(name: Buffer): number {
    const { table } = this;
    const { folderBytes, rest } = partsOf(name);
    const folder =
      folderBytes === undefined ? NONE : this.#folders.add(folderBytes, this.#hash(folderBytes));
    const restNumber = this.#rests.add(rest, this.#hash(rest));
    const slot = this.#slotOf(folder, restNumber);
    const known = (table.byName[slot] ?? 0) - 1;
    if (known !== NONE) return known;
    const entry = table.count;
    table.count += 1;
    table.byName[slot] = entry + 1;
    table.restOf[entry] = restNumber;
    if (folder !== NONE) this.#addToFolder(entry, folder);
    return entry;
  }

  /** The number of the entry of this name; undefined when there is none. */
  find(name: string): number | undefined {
    const { folderBytes, rest } = partsOf(Buffer.from(name, 'utf8'));
    const folder =
      folderBytes === undefined ? NONE : this.#folders.find(folderBytes, this.#hash(folderBytes));
    const restNumber = this.#rests.find(rest, this.#hash(rest));
    if (folder === undefined || restNumber === undefined) return undefined;
    const entry = (this.table.byName[this.#slotOf(folder, restNumber)] ?? 0) - 1;
    return entry === NONE ? undefined : entry;
  }

  nameOf(entry: number): string {
    const { restOf, folderOf } = this.table;
    const rest = textOf(this.#rests.bytesOf(restOf[entry] ?? 0));
    const folder = (folderOf[entry] ?? 0) - 1;
    return folder === NONE ? rest : `${textOf(this.#folders.bytesOf(folder))}/${rest}`;
  }

  /** CRC-32 of a name in UTF-8. */
  crcOf(entry: number): number {
    const { restOf, folderOf } = this.table;
    const rest = bufferOf(this.#rests.bytesOf(restOf[entry] ?? 0));
    const folder = (folderOf[entry] ?? 0) - 1;
    if (folder === NONE) return crc32(rest);
    return crc32(rest, crc32(SLASH_BYTES, crc32(bufferOf(this.#folders.bytesOf(folder)))));
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

  #hash(bytes: Uint8Array): number {
    return hashBytes(bytes, this.table.seed);
  }

  /** The slot that holds a name, or the one that is free for it. */
  #slotOf(folder: number, rest: number): number {
    const { byName, folderOf, restOf, seed } = this.table;
    const mask = byName.length - 1;
    for (let slot = hashPair(folder, rest, seed) & mask; ; slot = (slot + 1) & mask) {
      const entry = (byName[slot] ?? 0) - 1;
      if (entry === NONE) return slot;
      if (folderOf[entry] === folder + 1 && restOf[entry] === rest) return slot;
    }
  }
}

const bufferOf = ({ buffer, byteOffset, length }: Uint8Array): Buffer =>
  Buffer.from(buffer, byteOffset, length);

const textOf = (bytes: Uint8Array): string => bufferOf(bytes).toString('utf8');

interface NameParts {
  /** Undefined for a name without a folder. */
  readonly folderBytes: Buffer | undefined;
  readonly rest: Buffer;
}

function partsOf(name: Buffer): NameParts {
  const slash = name.lastIndexOf(SLASH);
  if (slash === NONE) return { folderBytes: undefined, rest: name };
  return { folderBytes: name.subarray(0, slash), rest: name.subarray(slash + 1) };
}

/** Spreads two numbers over all bits, with the constants of MurmurHash3 (https://github.com/aappleby/smhasher). */
function hashPair(folder: number, rest: number, seed: number): number {
  let hash = Math.imul(seed ^ (folder + 1), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13) ^ rest, 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
