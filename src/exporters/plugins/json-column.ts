import type { Json } from '../../model/model.ts';
import { jsonValue, mendText, text } from '../database/rows.ts';

/** Deeper nesting is no content of a plugin, and writing it could exhaust the stack. */
const MAX_DEPTH = 100;

/** A JSON column as it was written, or as its text where it cannot be read or is nested too deep. */
export function jsonColumn(value: unknown): Json {
  const parsed = value === '{}' ? {} : jsonValue(value);
  if (parsed === undefined || !isShallow(parsed)) return mendText(text(value));
  return parsed;
}

function isShallow(value: Json): boolean {
  let level: readonly Json[] = [value];
  for (let depth = 0; depth <= MAX_DEPTH; depth += 1) {
    const next: Json[] = [];
    for (const each of level) {
      if (typeof each !== 'object' || each === null) continue;
      for (const inner of Object.values(each)) next.push(inner);
    }
    if (next.length === 0) return true;
    level = next;
  }
  return false;
}
