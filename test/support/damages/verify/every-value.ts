/** What has a value at a key: an object, or a list by its index. */
export type Holder = Record<string, unknown>;

/** Where a value stands. */
export interface Place {
  /** Its path, with the types of the elements that it is in: alike for values that mean the same. */
  readonly kind: string;
  readonly holder: Holder;
  readonly key: string;
}

/** Every value inside `root`, each with its place. */
export function* placesIn(root: unknown, kind: string): Generator<Place> {
  if (typeof root !== 'object' || root === null) return;
  const isList = Array.isArray(root);
  for (const [key, value] of Object.entries(root)) {
    const inner = isList ? `${kind}[]${typeOf(value)}` : `${kind}.${key}`;
    yield { kind: inner, holder: root as Holder, key };
    yield* placesIn(value, inner);
  }
}

function typeOf(value: unknown): string {
  const { type, style } = Object(value);
  if (typeof type !== 'string') return '';
  return typeof style === 'string' ? `<${type}:${style}>` : `<${type}>`;
}

/** Ways of making a value another one; false where there is none. */
export const CHANGES: Readonly<Record<string, (holder: Holder, key: string) => boolean>> = {
  change(holder, key) {
    const value = holder[key];
    if (typeof value === 'boolean') holder[key] = !value;
    else if (typeof value === 'number') holder[key] = value + 1;
    else if (typeof value === 'string') holder[key] = `${value}q`;
    else return false;
    return true;
  },
  'empty it'(holder, key) {
    if (typeof holder[key] !== 'string' || holder[key] === '') return false;
    holder[key] = '';
    return true;
  },
  remove(holder, key) {
    if (Array.isArray(holder)) holder.splice(Number(key), 1);
    else delete holder[key];
    return true;
  },
  'another type'(holder, key) {
    const value = holder[key];
    holder[key] = typeof value === 'string' ? 7 : typeof value === 'number' ? `${value}` : [[]];
    return true;
  },
  double(holder, key) {
    if (!Array.isArray(holder)) return false;
    holder.splice(Number(key), 0, structuredClone(holder[Number(key)]));
    return true;
  },
  swap(holder, key) {
    const [before, at] = [Number(key) - 1, Number(key)];
    if (!Array.isArray(holder) || at === 0) return false;
    if (JSON.stringify(holder[before]) === JSON.stringify(holder[at])) return false;
    [holder[before], holder[at]] = [holder[at], holder[before]];
    return true;
  },
};

/** Values to be added where nothing is, of every type and in the forms that stand in place of each other. */
export const ADDED_VALUES: readonly unknown[] = [
  ...[7, 'evil', true, null, {}, ['evil'], [null], [{ ts: '1.000000' }, null], { 0: 'evil' }],
];
