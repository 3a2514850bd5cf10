import { partOfId, partOfTerm } from '../../mapping/site/terms.ts';

/*
 * A run is the index of some thousand posts, sorted by parts: u32 offsets of the parts (terms first, then ids) and of
 * the end, then the entries of each part: length and bytes of the term, first post, last post, length and bytes of the
 * distances between the posts. Numbers are of 7 bits a byte, the lowest first. Posts are numbered from 0.
 */

/** What one run says of a term: the posts between `first` and `last` as distances. */
export interface RunEntry {
  readonly term: string;
  readonly first: number;
  readonly last: number;
  readonly distances: Uint8Array;
}

interface Postings {
  readonly first: number;
  last: number;
  readonly distances: number[];
}

/** Collects the terms and ids of posts, given in the order of their numbers. */
export class RunBuilder {
  readonly #parts: number;
  readonly #terms = new Map<string, Postings>();
  readonly #ids = new Map<string, Postings>();

  constructor(parts: number) {
    this.#parts = parts;
  }

  addTerm(term: string, post: number): void {
    const known = this.#terms.get(term);
    if (known === undefined) this.#terms.set(term, { first: post, last: post, distances: [] });
    else if (known.last !== post) {
      pushNumber(known.distances, post - known.last);
      known.last = post;
    }
  }

  addId(id: string, post: number): void {
    this.#ids.set(id, { first: post, last: post, distances: [] });
  }

  /** Gives the run in memory of its own. */
  take(): Buffer {
    const parts = this.#parts;
    const sorted: [string, Postings][][] = Array.from({ length: parts * 2 }, () => []);
    for (const entry of this.#terms) sorted[partOfTerm(entry[0], parts)]?.push(entry);
    for (const entry of this.#ids) sorted[parts + partOfId(entry[0], parts)]?.push(entry);
    const head = Buffer.alloc((parts * 2 + 1) * 4);
    const bodies: Buffer[] = [];
    let at = head.length;
    sorted.forEach((entries, part) => {
      head.writeUInt32LE(at, part * 4);
      if (entries.length === 0) return;
      const body = Buffer.concat(entries.flatMap(([term, postings]) => entryBytes(term, postings)));
      bodies.push(body);
      at += body.length;
    });
    head.writeUInt32LE(at, parts * 8);
    this.#terms.clear();
    this.#ids.clear();
    return Buffer.concat([head, ...bodies]);
  }
}

function entryBytes(term: string, { first, last, distances }: Postings): readonly Buffer[] {
  const name = Buffer.from(term, 'utf8');
  const length: number[] = [];
  pushNumber(length, name.length);
  const numbers: number[] = [];
  pushNumber(numbers, first);
  pushNumber(numbers, last);
  pushNumber(numbers, distances.length);
  return [Buffer.from(length), name, Buffer.from(numbers), Buffer.from(distances)];
}

/** Appends a number in 7 bits a byte. */
export function pushNumber(out: number[], value: number): void {
  let rest = value;
  while (rest >= 0x80) {
    out.push((rest & 0x7f) | 0x80);
    rest = Math.floor(rest / 0x80);
  }
  out.push(rest);
}

/** Reads the entries of parts of a run. */
export function* runEntries(bytes: Buffer): Generator<RunEntry, void> {
  let at = 0;
  const number = (): number => {
    let value = 0;
    for (let scale = 1; ; scale *= 0x80) {
      const byte = bytes[at] ?? 0;
      at += 1;
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
    }
  };
  while (at < bytes.length) {
    const length = number();
    const term = bytes.toString('utf8', at, at + length);
    at += length;
    const first = number();
    const last = number();
    const size = number();
    yield { term, first, last, distances: bytes.subarray(at, at + size) };
    at += size;
  }
}
