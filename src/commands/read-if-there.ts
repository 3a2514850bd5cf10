import { readFile } from 'node:fs/promises';
import { UsageError } from '../errors.ts';

/** The bytes of a file; undefined when there is none. UsageError when it is there and cannot be read. */
export async function readIfThere(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT') return undefined;
    throw new UsageError(`${path}: cannot be read (${String(code)})`, { cause: error });
  }
}
