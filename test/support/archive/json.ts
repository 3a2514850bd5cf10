/** A JSON object of which nothing is known yet. */
export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The field's text; undefined where it is missing or something else. */
export function textOf(object: JsonObject, key: string): string | undefined {
  const value = object[key];
  return typeof value === 'string' ? value : undefined;
}

/** The objects of a list; what is no object is left to the schema to complain of. */
export function objectsOf(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** The texts of a list; what is no text is left to the schema to complain of. */
export function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

/** Every value that has the key, at any depth of arrays and objects. */
export function* valuesUnder(value: unknown, key: string): Generator<unknown> {
  if (Array.isArray(value)) {
    for (const item of value) yield* valuesUnder(item, key);
  } else if (isObject(value)) {
    for (const [name, inner] of Object.entries(value)) {
      if (name === key) yield inner;
      yield* valuesUnder(inner, key);
    }
  }
}

/** Every text at any depth, the keys aside. */
export function* allTexts(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (Array.isArray(value)) for (const item of value) yield* allTexts(item);
  else if (isObject(value)) for (const inner of Object.values(value)) yield* allTexts(inner);
}
