import { Client } from 'pg';
import type { TestDatabase } from '../servers/databases.ts';

/** Bytes that are no UTF-8: a lone lead byte, a lone continuation, a cut character, a surrogate as three bytes. */
export const BROKEN_BYTES = ['\\xff', '\\x80', '\\xe9\\x96', '\\xed\\xa0\\x80'] as const;

/** Columns of texts that people wrote, each of which gets broken bytes in some of its rows. */
const TEXT_COLUMNS = [
  ['posts', 'message'],
  ['channels', 'displayname'],
  ['channels', 'header'],
  ['channels', 'purpose'],
  ['teams', 'displayname'],
  ['users', 'nickname'],
  ['users', 'position'],
  ['users', 'firstname'],
  ['users', 'email'],
  ['fileinfo', 'name'],
  ['fileinfo', 'extension'],
  ['reactions', 'emojiname'],
] as const;

/** Makes the fixture workspace's texts undecodable, as the bytes of a PostgreSQL database that checks none. */
export async function breakBytes(database: TestDatabase): Promise<void> {
  const name = new URL(database.url).pathname.slice(1);
  const encodingIs = (encoding: string): Promise<unknown> =>
    database.run(`UPDATE pg_database SET encoding = ${encoding} WHERE datname = '${name}'`);
  const [was] = await database.run('SHOW server_encoding');
  // A server that takes its database for one without an encoding writes any bytes.
  await encodingIs('0');
  const client = new Client({ connectionString: database.url });
  await client.connect();
  try {
    for (const [table, column] of TEXT_COLUMNS) {
      const broken = BROKEN_BYTES.map((bytes, index) => `WHEN ${index} THEN E'${bytes}'`);
      await client.query(
        `UPDATE ${table} t SET ${column} = t.${column} || ' ' || CASE n.n % ${BROKEN_BYTES.length} ${broken.join(' ')} END || 'x'
         FROM (SELECT ctid AS place, ROW_NUMBER() OVER (ORDER BY ctid) AS n FROM ${table}) n
         WHERE n.place = t.ctid AND n.n % 3 = 0 AND t.${column} <> ''`,
      );
    }
    await client.query(
      `UPDATE posts SET props = E'{"attachments":[{"text":"a\\xff","title":"\\xe9"}]}'
       WHERE id IN (SELECT id FROM posts WHERE type = '' ORDER BY id LIMIT 3)`,
    );
  } finally {
    await client.end();
    await encodingIs(`pg_char_to_encoding('${was?.['server_encoding']}')`);
  }
}
