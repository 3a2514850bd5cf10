import { outsideSurrogatePair } from '../text.ts';

/*
 * A value of an archive as text. An archive may hold lists in lists a hundred thousand deep, on which JSON.stringify
 * and String overflow the stack, and an object whose `toString` is no function, on which String throws.
 */

const MAX_DEPTH = 20;
const MAX_CHARACTERS = 120;

/** In the place of a value that is too deep. */
const TOO_DEEP = '…';

/** Writes a value as JSON; `…` for one with lists or objects in more than 20 others. '' for undefined. */
export function shownJson(value: unknown): string {
  if (value === undefined) return '';
  return isDeeper(value, MAX_DEPTH) ? TOO_DEEP : JSON.stringify(value);
}

/** Writes a value of any type: a text as it is, everything else as JSON. */
export const shownValue = (value: unknown): string =>
  typeof value === 'string' ? value : shownJson(value);

/** Writes the beginning of a value; a list or an object can be as long as a day file. */
export function cutJson(value: unknown): string {
  const shown = shownValue(value);
  if (shown.length <= MAX_CHARACTERS) return shown;
  return `${shown.slice(0, outsideSurrogatePair(shown, MAX_CHARACTERS))}…`;
}

/** True when lists or objects lie in more than `levels` others. */
export function isDeeper(value: unknown, levels: number = MAX_DEPTH): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  for (const inner of Object.values(value)) if (isDeeper(inner, levels - 1)) return true;
  return false;
}
