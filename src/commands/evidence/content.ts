import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse';
import { UsageError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import type { ArchiveAlias, EvidenceKind, RedactedForm } from '../../mapping/evidence/kinds.ts';
import { redactJson } from '../../mapping/evidence/redact-json.ts';
import {
  headerOf,
  type KeptFields,
  redactJsonLine,
  redactRecord,
} from '../../mapping/evidence/redact-lines.ts';
import { redactManifestLine } from '../../mapping/evidence/redact-manifest.ts';
import { jsonOfLine, linesOfExisting } from '../../system/lines.ts';
import { redact } from '../run/redact.ts';

/** Content of a file as it is; of a log, which people may have made, without passwords and tokens. */
export function wholeContent(
  path: string,
  { isLog }: EvidenceKind,
  secrets: readonly string[],
): AsyncIterable<string | Buffer> {
  if (isLog !== true || secrets.length === 0) return createReadStream(path);
  return redactedLines(path, (line) => `${redact(line, secrets)}\n`);
}

/** Content of a file without names, addresses and texts. UsageError when JSON cannot be read. */
export async function* redactedContent(
  path: string,
  form: RedactedForm,
  aliasOf: ArchiveAlias,
): AsyncGenerator<string> {
  switch (form.how) {
    case 'left-out':
      return;
    case 'log':
      yield* redactedLines(path, redactedLogLine);
      return;
    case 'json':
      yield await redactedJson(path);
      return;
    case 'manifest':
      yield* redactedLines(path, (line) => redactManifestLine(line, aliasOf));
      return;
    case 'json-lines':
      yield* redactedLines(path, (line) => redactJsonLine(line, form.fields));
      return;
    case 'csv':
      yield* redactedRecords(path, form.fields);
  }
}

/** A line of a log; '' for one that was cut. */
function redactedLogLine(line: string): string {
  const value = jsonOfLine(line);
  return value === undefined ? '' : `${JSON.stringify(redactJson(value))}\n`;
}

async function redactedJson(path: string): Promise<string> {
  const text = await readFile(path, 'utf8');
  try {
    return `${JSON.stringify(redactJson(JSON.parse(text)), undefined, 2)}\n`;
  } catch (error) {
    throw new UsageError(notice('json-unreadable', { path }), { cause: error });
  }
}

async function* redactedLines(
  path: string,
  redactLine: (line: string) => string,
): AsyncGenerator<string> {
  for await (const line of linesOfExisting(path)) yield redactLine(line);
}

async function* redactedRecords(path: string, fields: KeptFields): AsyncGenerator<string> {
  yield headerOf(fields);
  const parser = createReadStream(path).pipe(
    parse({ bom: true, columns: true, relax_column_count: true, relax_quotes: true }),
  );
  for await (const record of parser) yield redactRecord(textsOf(record), fields);
}

/** The cells of a record that are texts. */
function textsOf(record: unknown): Readonly<Record<string, string>> {
  if (typeof record !== 'object' || record === null) return {};
  const cells = Object.entries(record).filter(
    (cell): cell is [string, string] => typeof cell[1] === 'string',
  );
  return Object.fromEntries(cells);
}
