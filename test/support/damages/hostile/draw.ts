import type { TestDatabase } from '../../servers/databases.ts';

/** One of the items, by chance. */
export function pick<Item>(items: readonly Item[], random: () => number): Item {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new Error('nothing to pick from');
  return item;
}

/** Runs a statement; false when the engine does not take it: a NUL in PostgreSQL, a name that is there already. */
export async function attempt(database: TestDatabase, sql: string): Promise<boolean> {
  return await database.run(sql).then(
    () => true,
    () => false,
  );
}
