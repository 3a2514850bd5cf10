import { closeSync, existsSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { errorCode } from '../errors/error-code.ts';

/** Most lines that are kept until there is a place for them. */
const MAX_WAITING = 1_000;

/** Where lines go: a file, or a new file of this name in a folder, which is made when the folder around it is there. */
export type LinePlaceOnDisk =
  | { readonly file: string }
  | { readonly folder: string; readonly name: string };

/**
 * A file that grows line by line, readable by its owner alone. Lines wait in memory until there is a place for them.
 * Nothing here throws: a file that cannot be written is no reason for its writer to fail, and `failure` says it.
 */
export class LineFile {
  #place: LinePlaceOnDisk | undefined;
  #descriptor: number | undefined;
  #path: string | undefined;
  #failure: { readonly path: string; readonly code: string } | undefined;
  #waiting: string[] = [];
  readonly #clean: (line: string) => string;

  /** `clean`: changes a line before it is written. */
  constructor(clean: (line: string) => string) {
    this.#clean = clean;
  }

  /** The path, once something is in it. */
  get path(): string | undefined {
    return this.#path;
  }

  /** What the system said when the file could not be written. */
  get failure(): { readonly path: string; readonly code: string } | undefined {
    return this.#failure;
  }

  /** Says where the lines go; the first place that is said counts. */
  keepIn(place: LinePlaceOnDisk): void {
    this.#place ??= place;
    this.#flush();
  }

  add(line: string): void {
    if (this.#waiting.length < MAX_WAITING) this.#waiting.push(line);
    this.#flush();
  }

  close(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
    this.#descriptor = undefined;
  }

  #flush(): void {
    if (this.#place === undefined || this.#failure !== undefined || this.#waiting.length === 0) {
      return;
    }
    const path = this.#path ?? pathOf(this.#place);
    if (path === undefined) return;
    try {
      this.#descriptor ??= openToAppend(path);
      this.#path = path;
      writeSync(this.#descriptor, this.#waiting.map((line) => `${this.#clean(line)}\n`).join(''));
      this.#waiting = [];
    } catch (error) {
      this.#failure = { path, code: codeOf(error) };
    }
  }
}

/** Path of a new file; undefined as long as the folder around its folder is not there. */
function pathOf(place: LinePlaceOnDisk): string | undefined {
  if ('file' in place) return place.file;
  const { folder, name } = place;
  if (!existsSync(dirname(folder))) return undefined;
  const names = [name, ...COPIES.map((copy) => name.replace(/(?=\.[^.]*$)/, `-${copy}`))];
  return join(folder, names.find((each) => !existsSync(join(folder, each))) ?? name);
}

function openToAppend(path: string): number {
  makeFolders(dirname(path));
  return openSync(path, 'a', 0o600);
}

/** Not by Node's `recursive`, which says of a full or read-only disk that a folder is missing. */
function makeFolders(folder: string): void {
  if (existsSync(folder)) return;
  if (dirname(folder) !== folder) makeFolders(dirname(folder));
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    // Of a run beside this one.
    if (errorCode(error) !== 'EEXIST') throw error;
  }
}

/** Runs of one command that begin in the same second. */
const COPIES = [2, 3, 4, 5, 6, 7, 8, 9];

const codeOf = (error: unknown): string => errorCode(error) || 'unknown';
