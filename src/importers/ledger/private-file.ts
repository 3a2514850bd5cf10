import { chmodSync, closeSync, openSync } from 'node:fs';

const OWNER_ONLY = 0o600;

/**
 * Makes the file when there is none, readable by its owner alone, before SQLite opens it: SQLite gives its
 * journals the mode that the database has at that moment. Throws what Node throws.
 */
export function makePrivateFile(path: string): void {
  closeSync(openSync(path, 'a', OWNER_ONLY));
  chmodSync(path, OWNER_ONLY);
}
