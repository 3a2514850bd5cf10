import { basename } from 'node:path';
import { errorCode } from '../../errors/error-code.ts';
import { TargetError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import { closeZips, type OpenZip } from './archive-days.ts';
import type { ArchiveEntry } from './archive-set.ts';
import { type CsvRecord, csvRecords, type QuotingRules } from './csv-reader.ts';
import { openZip } from './zip-reader.ts';

/** Path of an archive of text imports, and how its quotes are read. */
export interface CsvSource {
  readonly path: string;
  readonly quoting: QuotingRules;
}

/** A record, and the entry that has it. */
export interface FoundRecord {
  readonly record: CsvRecord;
  readonly entry: string;
}

/** Called with the name of an entry that cannot be read, and why. */
type BadEntry = (name: string, error: TargetError) => Promise<void>;

/** Several archives of text imports read as one target. */
export interface CsvSet {
  readonly names: readonly string[];
  readonly zips: readonly OpenZip[];
  /** Records of the entries of a name, archive by archive; `onBad` receives an entry that cannot be read to its end. */
  records(entry: string, onBad: BadEntry): AsyncGenerator<FoundRecord>;
  entries(): Iterable<ArchiveEntry>;
  close(): Promise<void>;
}

/** Opens the archives. TargetError when one is not a complete ZIP. */
export async function openCsvSet(sources: readonly CsvSource[]): Promise<CsvSet> {
  const opened: (CsvSource & OpenZip)[] = [];
  try {
    for (const source of sources) opened.push({ ...source, zip: await openZip(source.path) });
  } catch (error) {
    await closeZips(opened);
    throw error;
  }
  return {
    names: opened.map(({ path }) => basename(path)),
    zips: opened,
    async *records(entry, onBad) {
      for (const { path, zip, quoting } of opened) {
        const number = zip.find(entry);
        if (number === undefined) continue;
        try {
          for await (const record of csvRecords(zip.chunks(number), quoting)) {
            yield { record, entry };
          }
        } catch (error) {
          if (error instanceof TargetError) await onBad(entry, error);
          else if (errorCode(error) === 'ERR_ENCODING_INVALID_ENCODED_DATA') {
            await onBad(
              entry,
              new TargetError(notice('archive-entry-not-utf8', { path, name: entry })),
            );
          } else throw error;
        }
      }
    },
    *entries() {
      for (const { path, zip } of opened) {
        for (let entry = 0; entry < zip.count; entry += 1) {
          yield { path, name: zip.nameOf(entry), sha256: () => zip.sha256(entry) };
        }
      }
    },
    close: () => closeZips(opened),
  };
}

const TEXT_FILE = /^(?:public|private)\/[^/]+\.csv$/;

/** True for an archive with files of a text import and without the lists of an export. */
export async function looksLikeCsv(path: string): Promise<boolean> {
  const zip = await openZip(path);
  try {
    if (zip.find('users.json') !== undefined || zip.find('channels.json') !== undefined)
      return false;
    for (const name of zip.names()) if (TEXT_FILE.test(name)) return true;
    return false;
  } finally {
    await zip.close();
  }
}
