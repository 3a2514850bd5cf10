import { ConfigError } from '../errors/errors.ts';
import { notice } from '../errors/notices.ts';
import type { RepairEncoding } from '../model/encoding.ts';
import type { DatabaseAddress } from './database-address.ts';
import type { Given } from './place.ts';

/** A bulk export of Mattermost, as files. */
export interface BulkSource extends Pick<DatabaseAddress, 'repairEncoding' | 'isRepairSettled'> {
  readonly engine: 'bulk';
  /** ZIP or JSONL files, in the order in which they were named. */
  readonly files: readonly string[];
  /** The files as a report names them. */
  readonly database: string;
  /** Folder of the staged file: the work directory. */
  readonly stageFolder: string;
  /** Files are read as fast as they can be. */
  readonly maxRowsPerSecond: undefined;
}

const NAME = /\.(?:zip|jsonl|ndjson|json)$/i;
/** A comma after such a name, so that a name may hold one. */
const BETWEEN = /(?<=\.(?:zip|jsonl|ndjson|json))\s*,\s*/i;

/**
 * True for a list of file names such as `export.zip` or `old.jsonl,new.jsonl`; a database address has a scheme or
 * keywords.
 */
export function isBulkSource(text: string): boolean {
  const names = text.trim().split(BETWEEN);
  return !/^[a-z][a-z0-9+.-]+:\/\//i.test(text) && names.every((name) => NAME.test(name));
}

/** Reads a list of file names. ConfigError for a file that is named twice. */
export function parseBulkSource(
  { key, text }: Given,
  stageFolder: string,
  repairEncoding?: RepairEncoding,
): BulkSource {
  const files = text.trim().split(BETWEEN);
  const repeated = files.find((file, index) => files.indexOf(file) !== index);
  if (repeated !== undefined)
    throw new ConfigError([notice('bulk-file-twice', { key, file: repeated })]);
  return {
    engine: 'bulk',
    files,
    database: files.join(', '),
    stageFolder,
    maxRowsPerSecond: undefined,
    repairEncoding,
  };
}
