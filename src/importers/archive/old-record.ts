import type Database from 'libsql';
import { z } from 'zod';
import { peopleRecordShape } from '../../mapping/people-record.ts';

const row = z.object({ value: z.unknown() });

/** A text of JSON that has a shape. */
const json = (shape: z.ZodType): z.ZodType =>
  z
    .string()
    .transform((text): unknown => JSON.parse(text))
    .pipe(shape);

/** Values of `meta` that runs read, by name; every version wrote those that are not optional. */
const VALUES: Readonly<Record<string, z.ZodType>> = {
  seen_to_ms: z.string().regex(/^-?\d+$/),
  options: json(z.record(z.string(), z.string())),
  people: json(peopleRecordShape).optional(),
  archive_names: json(z.array(z.string())).optional(),
};

/** Tables that a version wrote for posts, which a run would make anew where they are lost. */
const tablesOf = (version: number): readonly string[] =>
  version < 3 ? ['post'] : ['post', 'packed'];

/**
 * Reads what every record of a version without a checksum has. Throws what SQLite, JSON and Zod throw when it is not
 * there, or not readable.
 */
export function readOldRecord(database: Database.Database, version: number): void {
  for (const table of tablesOf(version)) database.prepare(`SELECT 1 FROM ${table} LIMIT 1`).get();
  const value = database.prepare('SELECT value FROM meta WHERE name = ?');
  for (const [name, shape] of Object.entries(VALUES)) {
    shape.parse(row.optional().parse(value.get(name))?.value);
  }
}
