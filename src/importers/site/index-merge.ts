import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import { asTargetError } from '../../system/write-errors.ts';
import { pushNumber, runEntries } from './index-run.ts';

interface PlacedRun {
  readonly atByte: number;
  /** Number of its first post. */
  readonly firstPost: number;
}

/** Posts of a term: bytes of the distances between their numbers, the first from 0. */
export interface MergedTerm {
  readonly term: string;
  readonly posts: Buffer;
}

/** Parts that are read from each run at a time. */
const PARTS_AT_ONCE = 16;

/** Keeps runs in a file and merges them part by part: no more than some parts are in memory. */
export class IndexMerge {
  readonly #path: string;
  readonly #parts: number;
  readonly #file: number;
  readonly #runs: PlacedRun[] = [];
  #sizeBytes = 0;

  /** `parts`: of terms, and as many of ids. */
  constructor(path: string, parts: number) {
    this.#path = path;
    this.#parts = parts;
    try {
      this.#file = openSync(path, 'wx+', 0o600);
    } catch (error) {
      throw asTargetError(error, path);
    }
  }

  /** Adds the run of the posts from this number on. TargetError when the disk is full. */
  add(run: Uint8Array, firstPost: number): void {
    try {
      for (let done = 0; done < run.length; ) {
        done += writeSync(this.#file, run, done, run.length - done, this.#sizeBytes + done);
      }
    } catch (error) {
      throw asTargetError(error, this.#path);
    }
    this.#runs.push({ atByte: this.#sizeBytes, firstPost });
    this.#sizeBytes += run.length;
  }

  /** Gives the terms of each part in the order of code units: parts of terms, then parts of ids. */
  *merged(): Generator<readonly MergedTerm[], void> {
    for (let from = 0; from < this.#parts * 2; from += PARTS_AT_ONCE) {
      const to = Math.min(from + PARTS_AT_ONCE, this.#parts * 2);
      const slices = this.#runs.map((run) => ({ run, parts: this.#read(run, from, to) }));
      for (let part = 0; part < to - from; part += 1) {
        const merging = new Map<string, Merging>();
        for (const { run, parts } of slices) {
          addEntries(merging, parts[part] ?? Buffer.alloc(0), run.firstPost);
        }
        yield [...merging]
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([term, { pieces }]) => ({ term, posts: Buffer.concat(pieces) }));
      }
    }
  }

  close(): void {
    closeSync(this.#file);
  }

  #read({ atByte }: PlacedRun, from: number, to: number): readonly Buffer[] {
    const head = this.#bytes(atByte + from * 4, (to - from + 1) * 4);
    const offsets = Array.from({ length: to - from + 1 }, (_, each) => head.readUInt32LE(each * 4));
    const start = offsets[0] ?? 0;
    const body = this.#bytes(atByte + start, (offsets.at(-1) ?? start) - start);
    return offsets
      .slice(0, -1)
      .map((offset, each) => body.subarray(offset - start, (offsets[each + 1] ?? offset) - start));
  }

  #bytes(at: number, length: number): Buffer {
    const bytes = Buffer.allocUnsafe(length);
    for (let done = 0; done < length; ) {
      const count = readSync(this.#file, bytes, done, length - done, at + done);
      if (count === 0) throw new RangeError('a run of the index ends too early');
      done += count;
    }
    return bytes;
  }
}

interface Merging {
  last: number;
  readonly pieces: Uint8Array[];
}

function addEntries(merging: Map<string, Merging>, bytes: Buffer, firstPost: number): void {
  for (const { term, first, last, distances } of runEntries(bytes)) {
    const known = merging.get(term) ?? { last: 0, pieces: [] };
    const begin: number[] = [];
    pushNumber(begin, firstPost + first - known.last);
    known.pieces.push(Buffer.from(begin), distances);
    known.last = firstPost + last;
    merging.set(term, known);
  }
}
