import type { Json, JsonObject } from './model.ts';

/** An object of JSON whose values nothing has checked. */
export type UncheckedObject = Readonly<Record<string, unknown>>;

/** True for an object of JSON whose values nothing has checked: neither null nor a list. */
export const isUncheckedObject = (value: unknown): value is UncheckedObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** True for an object of JSON: neither null nor a list. */
export const isObject = (value: Json | undefined): value is JsonObject => isUncheckedObject(value);
