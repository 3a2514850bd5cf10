import { statSync } from 'node:fs';

/** Whether the path still leads to the file that it leads to now. */
export function sameFile(path: string): () => boolean {
  const first = identity(path);
  return () => identity(path) === first;
}

/** '' when there is no file. */
function identity(path: string): string {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false });
  return found === undefined ? '' : `${found.dev}:${found.ino}`;
}
