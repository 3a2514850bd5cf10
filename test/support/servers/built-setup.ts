import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../../..');

/** Refuses to test a `dist` that was not built from the sources as they are. */
export default function setup(): void {
  const sources = timesOf('src');
  const built = timesOf('dist');
  const isStale = built.length === 0 || Math.min(...built) < Math.max(...sources);
  if (!isStale) return;
  const refusal = new Error(
    'dist is missing or older than src, and these tests run dist: npm run build',
  );
  // One line says it all; where it was thrown is of no use to anybody.
  refusal.stack = refusal.message;
  throw refusal;
}

/** When each file below a folder was last written; `[]` where there is no such folder. */
function timesOf(folder: string): readonly number[] {
  const path = join(ROOT, folder);
  try {
    return readdirSync(path, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs);
  } catch {
    return [];
  }
}
