import type Database from 'libsql';

/**
 * All of the writes or none. What fails is what `write` failed with: a full disk makes SQLite roll back by itself
 * (sqlite.org/lang_transaction.html, 2.4), and a second rollback would fail and hide it.
 */
export function transaction(database: Database.Database, write: () => void): void {
  database.exec('BEGIN');
  try {
    write();
    database.exec('COMMIT');
  } catch (error) {
    if (database.inTransaction) database.exec('ROLLBACK');
    throw error;
  }
}
