import { BACKSLASH, COLON, QUOTE } from './json-bytes.ts';

/**
 * True when an object of some JSON in UTF-8 has two properties of one name: JSON.parse keeps the last, and other readers
 * may keep the first. `value`: what JSON.parse has made of it. Linear in the length, and no deeper on the stack for JSON
 * of any depth.
 */
export const repeatsNames = (json: Uint8Array, value: unknown): boolean =>
  namesWritten(json) !== namesKept(value);

/** Counts names by the colons behind them: outside of strings there are no others. */
function namesWritten(json: Uint8Array): number {
  let count = 0;
  for (let at = 0; at < json.length; at += 1) {
    const byte = json[at];
    if (byte === COLON) count += 1;
    else if (byte === QUOTE) at = endOfString(json, at);
  }
  return count;
}

/** Offset of the quote that ends the string whose first quote is at `open`. */
function endOfString(json: Uint8Array, open: number): number {
  let at = open + 1;
  for (; at < json.length && json[at] !== QUOTE; at += 1) if (json[at] === BACKSLASH) at += 1;
  return at;
}

function namesKept(value: unknown): number {
  let count = 0;
  const waiting: unknown[] = [value];
  while (waiting.length > 0) {
    const holder = waiting.pop();
    if (Array.isArray(holder)) {
      for (const each of holder) if (isHolder(each)) waiting.push(each);
    } else if (isHolder(holder)) {
      for (const name in holder) {
        count += 1;
        const each = holder[name];
        if (isHolder(each)) waiting.push(each);
      }
    }
  }
  return count;
}

const isHolder = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
