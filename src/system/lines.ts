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
  if (!(await exists(path))) return;
  const stream = createReadStream(path);
  try {
    yield* createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY });
  } finally {
    stream.destroy();
  }
}

/** Reads a file with a JSON value in each line, without blank lines; UsageError with `complaint` for a line that does not fit. */
export async function* jsonLinesOf<Item>(
  path: string,
  shape: LineShape<Item>,
  complaint: (place: LinePlace) => Notice,
): AsyncGenerator<Item> {
  let number = 0;
  for await (const text of linesOf(path)) {
    number += 1;
    if (text.trim() === '') continue;
    let item: Item;
    try {
      item = shape.parse(JSON.parse(text));
    } catch (error) {
      throw new UsageError(complaint({ path, line: String(number) }), { cause: error });
    }
    yield item;
  }
}

/** Parses a line of a file that a kill may have cut off; undefined when it is not JSON. */
export function jsonOfLine(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
