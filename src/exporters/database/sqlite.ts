import Libsql from 'libsql';
import { SourceError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import type { Database, Row, SqlValue } from './database.ts';
import { errorText } from './errors.ts';
import { newScratch, type RowBlock } from './row-block.ts';
import { ValuesWriter } from './values-blocks.ts';

/** Opens a staged bulk export for reading. SourceError when it is no SQLite file. */
export function openSqlite(path: string): Database {
  try {
    return new SqliteDatabase(path, new Libsql(path, { readonly: true }));
  } catch (error) {
    throw sourceError(path, error);
  }
}

/** Nothing writes into a staged file, so that every query sees one moment. */
class SqliteDatabase implements Database {
  readonly engine = 'bulk';
  readonly #path: string;
  readonly #database: Libsql.Database;
  /** Statements are constants and lists have few lengths, so that these are few. */
  readonly #prepared = new Map<string, Libsql.Statement>();
  #isClosed = false;

  constructor(path: string, database: Libsql.Database) {
    this.#path = path;
    this.#database = database;
  }

  async query(sql: string, values: readonly SqlValue[] = []): Promise<readonly Row[]> {
    try {
      const rows: unknown[] = this.#statement(sql).all(...values);
      return rows.filter((row) => Array.isArray(row));
    } catch (error) {
      throw sourceError(this.#path, error);
    }
  }

  async *blocks(sql: string, values: readonly SqlValue[] = []): AsyncIterable<RowBlock> {
    const blocks: RowBlock[] = [];
    const scratch = newScratch();
    const writer = new ValuesWriter({ scratch, push: (block) => blocks.push(block) });
    try {
      // Prepared anew: the rows of one statement cannot be read twice at the same time.
      const rows: Iterable<unknown> = this.#database
        .prepare(sql)
        .raw()
        .iterate(...values);
      for (const row of rows) {
        if (Array.isArray(row)) writer.put(row);
        yield* blocks.splice(0);
      }
    } catch (error) {
      throw sourceError(this.#path, error);
    }
    writer.flush();
    yield* blocks;
  }

  #statement(sql: string): Libsql.Statement {
    const known = this.#prepared.get(sql);
    if (known !== undefined) return known;
    const statement = this.#database.prepare(sql).raw();
    this.#prepared.set(sql, statement);
    return statement;
  }

  async beginSnapshot(): Promise<void> {}

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#prepared.clear();
    this.#database.close();
  }
}

const sourceError = (where: string, error: unknown): SourceError =>
  new SourceError(notice('database-said', { where, detail: errorText(error) }), { cause: error });
