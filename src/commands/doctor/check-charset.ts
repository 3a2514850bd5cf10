import type { Database } from '../../exporters/database.ts';
import { readTextStorage, type TextStorage } from '../../exporters/doctor-charsets.ts';
import { type Check, ok, warning } from './check.ts';

/** utf8 without mb4 holds no emoji: what was written then is cut, or question marks. */
const WHOLE: ReadonlySet<string> = new Set(['utf8mb4', 'UTF8']);

/** Whether text could be stored whole, and alike in every table. */
export async function checkCharset(database: Database): Promise<readonly Check[]> {
  return [charsetCheck(await readTextStorage(database))];
}

/** Any mixture can be read; what a poor character set lost was lost when it was written. */
export function charsetCheck(storage: readonly TextStorage[]): Check {
  const poor = storage.filter(({ charset }) => !WHOLE.has(charset));
  if (poor.length > 0) {
    const places = poor.map(({ place, charset }) => `${place} (${charset})`).join(', ');
    return warning(
      'charset',
      `not every character fits into ${places}`,
      'what did not fit was lost when it was written: look at a few posts with mm2slack preview',
    );
  }
  const kinds = [...new Set(storage.map(({ charset, collation }) => `${charset}, ${collation}`))];
  if (kinds.length > 1) {
    return warning(
      'charset',
      `text is stored in several ways: ${kinds.join('; ')}`,
      'a half-finished conversion? It can be read; look at a few posts with mm2slack preview',
    );
  }
  return ok('charset', `text is stored as ${kinds.join('')}`);
}
