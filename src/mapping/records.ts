/** Makes an object with a value for each key. */
export function recordOf<Key extends string, Value>(
  keys: readonly Key[],
  make: (key: Key) => Value,
): Readonly<Record<Key, Value>> {
  const record = Object.fromEntries(keys.map((key) => [key, make(key)]));
  if (!hasKeys(record, keys)) throw new TypeError('Expected a value for each key');
  return record;
}

function hasKeys<Key extends string, Value>(
  record: Readonly<Record<string, Value>>,
  keys: readonly Key[],
): record is Readonly<Record<Key, Value>> {
  return keys.every((key) => Object.hasOwn(record, key));
}
