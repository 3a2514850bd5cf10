import { z } from 'zod';
import type { FileStore } from '../../exporters/files/file-store.ts';
import { sha256Of } from '../../system/checksum.ts';
import { linesOf } from '../../system/lines.ts';

/** Fields of a line of an earlier files-manifest.jsonl that are used again. */
const lineShape = z.looseObject({
  id: z.string(),
  path: z.string(),
  storedBytes: z.number().nullable(),
  sha256: z.string().nullable(),
});
type OldLine = z.infer<typeof lineShape>;

/** Number of lines to look ahead, past files that were removed since. */
const LOOK_AHEAD = 1_000;

/**
 * Checksums of an earlier run, read in parallel with the new one: files keep their order, so a few lines ahead are
 * enough. A file that is not found is hashed again.
 */
export class OldManifest {
  readonly #lines: AsyncGenerator<string>;
  #ahead: OldLine[] = [];

  constructor(path: string) {
    this.#lines = linesOf(path);
  }

  /** Returns the SHA-256 of the same bytes at the same path; undefined when no earlier run has it. */
  async sumOf(id: string, path: string, storedBytes: number): Promise<string | undefined> {
    for (let index = 0; index < LOOK_AHEAD; index += 1) {
      const line = this.#ahead[index] ?? (await this.#more());
      if (line === undefined) return undefined;
      if (line.id !== id) continue;
      this.#ahead = this.#ahead.slice(index + 1);
      const isSame = line.path === path && line.storedBytes === storedBytes;
      return isSame ? (line.sha256 ?? undefined) : undefined;
    }
    return undefined;
  }

  /** Closes the file, wherever reading it ended. */
  async close(): Promise<void> {
    await this.#lines.return(undefined);
  }

  async #more(): Promise<OldLine | undefined> {
    const next = await this.#lines.next().catch(() => undefined);
    if (next === undefined || next.done === true) return undefined;
    const line = parsed(next.value);
    // A line that a crash truncated ends the file.
    if (line !== undefined) this.#ahead.push(line);
    return line;
  }
}

function parsed(text: string): OldLine | undefined {
  try {
    return lineShape.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** Computes the SHA-256 of a stored file, in hexadecimal, as a stream. SourceError when it cannot be read. */
export const fileSum = (store: FileStore, path: string, signal?: AbortSignal): Promise<string> =>
  sha256Of(store.chunks(path), signal);
