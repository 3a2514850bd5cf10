import type Libsql from 'libsql';
import { z } from 'zod';
import { FINDING_CODES } from './findings.ts';

/** A file of the source as it was staged. */
export interface StagedFile {
  readonly path: string;
  readonly sizeBytes: number;
  readonly mtimeMs: number;
  /** Of its lines, and of the places of what lies beside them. */
  readonly sha256: string;
}

const metaShape = z.object({
  files: z.array(
    z.object({
      path: z.string(),
      sizeBytes: z.number(),
      mtimeMs: z.number(),
      sha256: z.string(),
    }),
  ),
  findings: z.array(
    z.object({
      code: z.enum(FINDING_CODES),
      name: z.string(),
      count: z.number(),
      first: z.string(),
    }),
  ),
  /** Types of lines and fields that the files hold, for which versions differ. */
  seen: z.array(z.string()),
});

/** What a staged file says of itself. It is written last: a file without it is not whole. */
export type StageMeta = z.infer<typeof metaShape>;

const SET = `INSERT OR REPLACE INTO BulkMeta (Name, Value) VALUES ('stage', ?)`;

export const READ_META = `SELECT Value FROM BulkMeta WHERE Name = 'stage'`;

export interface StageMetaInput extends Omit<StageMeta, 'findings' | 'files'> {
  readonly files: readonly StagedFile[];
  readonly findings: readonly StageMeta['findings'][number][];
}

/** Writes into a stage what it was made from, and what was found meanwhile. */
export function writeMeta(database: Libsql.Database, meta: StageMetaInput): void {
  database.prepare(SET).run(JSON.stringify(meta));
}

/** Undefined for a text that is none. */
export function parseMeta(text: string): StageMeta | undefined {
  try {
    return metaShape.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
