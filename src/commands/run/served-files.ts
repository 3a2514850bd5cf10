import { z } from 'zod';
import { jsonOfLine, linesOf } from '../../system/lines.ts';

/** Log of `serve-files`, a line for each answer to a valid link; see FORMATS.md. */

const lineShape = z.looseObject({
  file: z.string(),
  method: z.string(),
  whole: z.boolean(),
  start: z.number().optional(),
  bytes: z.number(),
  size: z.number(),
});

type Part = readonly [startByte: number, afterByte: number];

/**
 * Reads from the log of `serve-files` the Mattermost ids of files that were sent completely, at once or in parts; none
 * when there is no log. Unreadable lines are skipped.
 */
export async function pickedUpFiles(path: string): Promise<ReadonlySet<string>> {
  const whole = new Set<string>();
  const parts = new Map<string, readonly Part[]>();
  for await (const text of linesOf(path)) {
    const line = lineShape.safeParse(jsonOfLine(text)).data;
    if (line === undefined || line.method !== 'GET' || whole.has(line.file)) continue;
    const { file, size, bytes, start = 0 } = line;
    const joined = line.whole ? [] : join([...(parts.get(file) ?? []), [start, start + bytes]]);
    const [first] = joined;
    const isWhole = line.whole || (first !== undefined && first[0] === 0 && first[1] >= size);
    if (isWhole) whole.add(file);
    if (isWhole) parts.delete(file);
    else parts.set(file, joined);
  }
  return whole;
}

/** Sorts parts and merges adjacent ones. */
function join(parts: readonly Part[]): readonly Part[] {
  const joined: Part[] = [];
  for (const part of [...parts].sort((a, b) => a[0] - b[0])) {
    const last = joined.at(-1);
    if (last === undefined || part[0] > last[1]) joined.push(part);
    else joined[joined.length - 1] = [last[0], Math.max(last[1], part[1])];
  }
  return joined;
}
