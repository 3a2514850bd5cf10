import type { Json, JsonObject } from '../model.ts';

/*
 * Reading of values that integrations wrote into Props: nothing is certain about their types, and nothing
 * here throws.
 */

/** Nesting over this is no text of anybody's; walking it could exhaust the stack. */
const DEEPEST = 20;

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const listOf = (value: Json | undefined): readonly Json[] =>
  Array.isArray(value) ? value : [];

/** The from_* props hold the text "true", newer ones a boolean. */
export const isTrue = (value: Json | undefined): boolean => value === true || value === 'true';

/** A string with something to see in it, else undefined. */
export const filled = (value: Json | undefined): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value : undefined;

/** A text, number or boolean as text; nothing for anything else. */
export function scalarText(value: Json | undefined): string {
  return value === undefined || typeof value === 'object' ? '' : String(value);
}

/** What a person would read for any value: lists and objects as JSON, nothing for null. */
export function shownText(value: Json | undefined): string {
  if (typeof value !== 'object' || value === null) return scalarText(value);
  return depthWithin(value, DEEPEST) ? JSON.stringify(value) : '…';
}

function depthWithin(value: Json, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return levels > 0 && Object.values(value).every((inner) => depthWithin(inner, levels - 1));
}
