import type { TestDatabase } from '../servers/databases.ts';

/** Columns of what people wrote; those of JSON are marked. */
const COLUMNS: readonly (readonly [table: string, column: string, isJson?: true])[] = [
  ['Posts', 'Message'],
  ['Posts', 'Props', true],
  ['Posts', 'Filenames'],
  ['Channels', 'DisplayName'],
  ['Channels', 'Header'],
  ['Channels', 'Purpose'],
  ['Teams', 'DisplayName'],
  ['Users', 'FirstName'],
  ['Users', 'LastName'],
  ['Users', 'Nickname'],
  ['Users', 'Position'],
  ['FileInfo', 'Name'],
  ['FileInfo', 'Path'],
];

/** The others may have an index, which takes no longer texts. */
const isLong = (column: string): boolean =>
  ['Message', 'Props', 'Filenames', 'Header', 'Purpose'].includes(column);

/**
 * Makes of the texts what a dump of UTF-8 becomes that is restored as latin1. `where`: a condition for posts, whose
 * other rows and the names stay as they are; without it everything is restored so.
 */
export async function restoreAsLatin1(
  { engine, run }: TestDatabase,
  where?: string,
): Promise<void> {
  for (const [table, column, isJson] of COLUMNS) {
    if (where !== undefined && table !== 'Posts') continue;
    const condition = where ?? '1 = 1';
    if (engine === 'mysql') {
      await run(
        `ALTER TABLE ${table} MODIFY ${column} ${isLong(column) ? 'LONGTEXT' : 'VARCHAR(700)'} CHARACTER SET utf8mb4;
         UPDATE ${table} SET ${column} = CONVERT(CAST(${column} AS BINARY) USING latin1) WHERE ${condition}`,
      );
      continue;
    }
    const [name, field] = [table.toLowerCase(), column.toLowerCase()];
    const text = `convert_from(convert_to(${field}::text, 'UTF8'), 'LATIN1')`;
    const type = isJson === true ? 'jsonb' : 'text';
    await run(
      `ALTER TABLE ${name} ALTER COLUMN ${field} TYPE ${type} USING ${field}::${type};
       UPDATE ${name} SET ${field} = (${text})::${type} WHERE ${condition}`,
    );
  }
}

/** Makes of the texts what a dump that was written through latin1 holds: a question mark for each other character. */
export async function restoreWithoutCharacters({ engine, run }: TestDatabase): Promise<void> {
  for (const [table, column, isJson] of COLUMNS) {
    if (isJson === true) continue;
    if (engine === 'mysql') {
      // A strict server refuses what a dump's client converts.
      const latin1 = `CONVERT(CONVERT(${column} USING latin1) USING utf8mb4)`;
      await run(
        `SET sql_mode = ''; UPDATE ${table} SET ${column} = ${latin1}; SET sql_mode = DEFAULT`,
      );
      continue;
    }
    const ascii = `regexp_replace(${column}, '[^\\x01-\\xff]', '?', 'g')`;
    await run(`UPDATE ${table} SET ${column} = ${ascii}`);
  }
}
