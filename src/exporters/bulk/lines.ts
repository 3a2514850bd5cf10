import { constants } from 'node:buffer';
import type { Hash } from 'node:crypto';
import { SourceError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import { withoutMark } from '../../system/lines.ts';

/** A line of an export, and where it is. */
export interface BulkLine {
  readonly text: string;
  /** From 1. */
  readonly number: number;
  /** Bytes of the stream up to the end of the line. */
  readonly endByte: number;
}

const LINE_FEED = 0x0a;

/** V8 makes no longer text; a thread with its replies is a line of some megabytes (mattermost, export.go). */
const MAX_LINE_BYTES = constants.MAX_STRING_LENGTH;

/**
 * Splits a stream into its lines, one held at a time, and feeds its bytes to `hash`. The byte order mark that an editor
 * adds is left out. SourceError for a line that is too long to be read.
 */
export async function* bulkLines(
  bytes: AsyncIterable<Buffer>,
  { file, hash }: { readonly file: string; readonly hash: Hash },
): AsyncGenerator<BulkLine, void> {
  let parts: Buffer[] = [];
  let heldBytes = 0;
  let number = 0;
  let readBytes = 0;
  for await (const chunk of bytes) {
    hash.update(chunk);
    let start = 0;
    for (let end = chunk.indexOf(LINE_FEED); end !== -1; end = chunk.indexOf(LINE_FEED, start)) {
      number += 1;
      parts.push(chunk.subarray(start, end));
      yield { text: lineText(parts, number), number, endByte: readBytes + end };
      parts = [];
      heldBytes = 0;
      start = end + 1;
    }
    readBytes += chunk.length;
    if (start === chunk.length) continue;
    heldBytes += chunk.length - start;
    if (heldBytes > MAX_LINE_BYTES) {
      throw new SourceError(notice('bulk-line-too-long', { file, line: String(number + 1) }));
    }
    // A copy: streams use the memory of a chunk again.
    parts.push(Buffer.from(chunk.subarray(start)));
  }
  if (parts.length === 0) return;
  yield { text: lineText(parts, number + 1), number: number + 1, endByte: readBytes };
}

function lineText(parts: readonly Buffer[], number: number): string {
  const [only, ...others] = parts;
  const bytes = only !== undefined && others.length === 0 ? only : Buffer.concat(parts);
  const text = bytes.toString('utf8');
  return number === 1 ? withoutMark(text) : text;
}
