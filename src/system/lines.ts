import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { UsageError } from '../errors/errors.ts';
import type { Notice } from '../errors/notices.ts';
import { exists } from './files.ts';

/** Where a line is. */
export interface LinePlace {
  readonly path: string;
  readonly line: string;
}

/** Checks the value of a line; throws when it has another shape. */
interface LineShape<Item> {
  parse(value: unknown): Item;
}

/** Reads the lines of a file one by one; none when there is no file. */
export async function* linesOf(path: string): AsyncGenerator<string> {
  if (await exists(path)) yield* linesOfExisting(path);
}

/** Reads the lines of a file one by one; the error of the system when it cannot be read. */
export async function* linesOfExisting(path: string): AsyncGenerator<string> {
  const stream = createReadStream(path);
  try {
    yield* createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY });
  } finally {
    stream.destroy();
  }
}

const NEW_LINE = 0x0a;

/**
 * Reads the first line of a file, and of the others those that begin with a text: of hundreds of thousands of lines the
 * rest is not decoded. None when there is no file.
 */
export async function* linesThatBegin(path: string, begin: string): AsyncGenerator<string> {
  if (!(await exists(path))) return;
  const lineEnd = Buffer.of(NEW_LINE);
  const wanted = Buffer.concat([lineEnd, Buffer.from(begin)]);
  let held = lineEnd;
  let isFirst = true;
  for await (const chunk of createReadStream(path)) {
    held = Buffer.concat([held, chunk]);
    for (;;) {
      const start = isFirst ? 0 : held.indexOf(wanted);
      if (start === -1) {
        // The begin of a line may be cut off.
        held = held.subarray(Math.max(0, held.length - wanted.length + 1));
        break;
      }
      held = held.subarray(start);
      const end = held.indexOf(NEW_LINE, 1);
      if (end === -1) break;
      yield held.toString('utf8', 1, end);
      isFirst = false;
      held = held.subarray(end);
    }
  }
  if (held.length > 1 && (isFirst || held.indexOf(wanted) === 0)) yield held.toString('utf8', 1);
}

/** How the lines of a file with a JSON value in each are read. */
export interface JsonLines<Item> {
  readonly shape: LineShape<Item>;
  /** What a line is told that does not fit. */
  readonly complaint: (place: LinePlace) => Notice;
  /** Lines that begin so are passed over without a look at the rest of them. */
  readonly except?: string;
}

/** Reads a file with a JSON value in each line, without blank lines; UsageError for a line that does not fit. */
export async function* jsonLinesOf<Item>(
  path: string,
  { shape, complaint, except }: JsonLines<Item>,
): AsyncGenerator<Item> {
  for await (const { number, text } of numberedLines(path, except)) {
    if (text.trim() === '') continue;
    let item: Item;
    try {
      item = shape.parse(JSON.parse(withoutMark(text)));
    } catch (error) {
      throw new UsageError(complaint({ path, line: String(number) }), { cause: error });
    }
    yield item;
  }
}

interface NumberedLine {
  readonly number: number;
  readonly text: string;
}

/** Lines that end with a line feed, but those that begin with a text, which are not decoded. */
async function* numberedLines(
  path: string,
  except: string | undefined,
): AsyncGenerator<NumberedLine> {
  if (!(await exists(path))) return;
  const begin = except === undefined ? undefined : Buffer.from(except);
  const isExcepted = (line: Buffer): boolean =>
    begin?.equals(line.subarray(0, begin.length)) ?? false;
  let number = 0;
  let parts: Buffer[] = [];
  for await (const chunk of readChunks(path)) {
    let from = 0;
    for (let end = chunk.indexOf(NEW_LINE); end !== -1; end = chunk.indexOf(NEW_LINE, from)) {
      const last = chunk.subarray(from, end);
      const line = parts.length === 0 ? last : Buffer.concat([...parts, last]);
      parts = [];
      from = end + 1;
      number += 1;
      if (!isExcepted(line)) yield { number, text: line.toString('utf8') };
    }
    if (from < chunk.length) parts.push(chunk.subarray(from));
  }
  const line = Buffer.concat(parts);
  if (line.length > 0 && !isExcepted(line)) {
    yield { number: number + 1, text: line.toString('utf8') };
  }
}

const readChunks = (path: string): AsyncIterable<Buffer> => createReadStream(path);

/** Removes a byte order mark, which editors put before the first line of what they save. */
export const withoutMark = (text: string): string =>
  text.startsWith('\ufeff') ? text.slice(1) : text;

/** Parses a line of a file that a kill may have cut off; undefined when it is not JSON. */
export function jsonOfLine(text: string): unknown {
  try {
    return JSON.parse(withoutMark(text));
  } catch {
    return undefined;
  }
}
