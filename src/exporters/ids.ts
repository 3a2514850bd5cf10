/*
 * Rows are known by their ids, which are equal when their characters are. Where a table has lost its primary key,
 * several rows can have one id: equal rows count as one, and of rows that differ nobody knows which the others refer
 * to, so that none of them is given. A row without an id is not given either.
 */

/** Ids that several rows of a table have. */
export interface DoubledIds {
  /** The rows are equal. */
  readonly united: ReadonlySet<string>;
  /** The rows differ. */
  readonly ambiguous: ReadonlySet<string>;
}

const NONE: ReadonlySet<string> = new Set();
export const NO_DOUBLES: DoubledIds = Object.freeze({ united: NONE, ambiguous: NONE });

/** True when a table has rows that share an id, which Mattermost itself never writes. */
export const hasDoubles = ({ united, ambiguous }: DoubledIds): boolean =>
  united.size + ambiguous.size > 0;

/** SQL that is true for a row without an id. */
export const withoutId = (column: string): string => `(${column} IS NULL OR TRIM(${column}) = '')`;

/** True for no id: blanks at the end do not count to MySQL. */
export const isBlank = (id: string): boolean => id === '' || /^ +$/.test(id);

/** Returns the rows whose ids identify them, in their order. */
export function identifiedRows<Row>(
  rows: readonly Row[],
  idOf: (row: Row) => string,
  { united, ambiguous }: DoubledIds,
): readonly Row[] {
  const isPlain = united.size === 0 && ambiguous.size === 0;
  if (isPlain) return hasBlank(rows, idOf) ? withIds(rows, idOf) : rows;
  const taken = new Set<string>();
  return withIds(rows, idOf).filter((row) => {
    const id = idOf(row);
    if (ambiguous.has(id) || taken.has(id)) return false;
    if (united.has(id)) taken.add(id);
    return true;
  });
}

function hasBlank<Row>(rows: readonly Row[], idOf: (row: Row) => string): boolean {
  for (const row of rows) if (isBlank(idOf(row))) return true;
  return false;
}

const withIds = <Row>(rows: readonly Row[], idOf: (row: Row) => string): readonly Row[] =>
  rows.filter((row) => !isBlank(idOf(row)));

/** Returns the items of a complete list whose ids identify them; doubled ids are found in the list itself. */
export function identified<Item extends { readonly id: string }>(
  items: readonly Item[],
): readonly Item[] {
  const known = withIds(items, ({ id }) => id);
  if (new Set(known.map(({ id }) => id)).size === known.length) return known;
  const contents = new Map<string, Item[]>();
  for (const item of known) {
    const same = contents.get(item.id);
    if (same === undefined) contents.set(item.id, [item]);
    else same.push(item);
  }
  return [...contents.values()].flatMap(([first, ...others]) =>
    first !== undefined && others.every((other) => isEqual(first, other)) ? [first] : [],
  );
}

const isEqual = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
