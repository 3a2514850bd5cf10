import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SITE_AREAS } from '../../mapping/site/folders.ts';
import { asTargetError } from '../../system/write-errors.ts';
import type { SiteTarget } from './target.ts';

/** Checksums of the files of an area, or of those that are in none, as `sha256sum -c` reads them in that folder. */
export const SITE_SUMS = 'SHA256SUMS';

/** Lines that are kept until they are written. */
const MAX_LINES = 1_000;

/** Makes of a target one that writes checksums of its files behind them, before it gets its name. */
export function withSums(site: SiteTarget): SiteTarget {
  const places = new Map<string, SumList>();
  const add = async (name: string, sha256: string): Promise<void> => {
    const area = areaOf(name);
    const list = places.get(area) ?? new SumList(join(site.scratch, `sums${area}`));
    places.set(area, list);
    const own = area === '' ? name : name.slice(area.length + 1);
    await list.add(`${sha256}  ${own}\n`);
  };
  return {
    scratch: site.scratch,
    discard: site.discard,
    async write(name, content) {
      await site.write(name, content);
      await add(name, createHash('sha256').update(content).digest('hex'));
    },
    async copy(name, chunks) {
      const hash = createHash('sha256');
      await site.copy(name, passed(chunks, hash));
      await add(name, hash.digest('hex'));
    },
    async commit() {
      for (const [area, list] of places) {
        const path = await list.whole();
        await site.copy(join(area, SITE_SUMS), createReadStream(path));
      }
      await site.commit();
    },
  };
}

/** The area that a file is in; '' for what is in none. */
const areaOf = (name: string): string =>
  SITE_AREAS.find((area) => name.startsWith(`${area}/`)) ?? '';

async function* passed(
  chunks: AsyncIterable<Buffer>,
  hash: { update(chunk: Buffer): unknown },
): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    hash.update(chunk);
    yield chunk;
  }
}

/** Lines in a file, because an archive may have a copy of each of a million files. */
class SumList {
  readonly #path: string;
  #lines: string[] = [];

  constructor(path: string) {
    this.#path = path;
  }

  async add(line: string): Promise<void> {
    this.#lines.push(line);
    if (this.#lines.length >= MAX_LINES) await this.#flush();
  }

  async whole(): Promise<string> {
    await this.#flush();
    return this.#path;
  }

  async #flush(): Promise<void> {
    const text = this.#lines.join('');
    this.#lines = [];
    try {
      await appendFile(this.#path, text, { mode: 0o600 });
    } catch (error) {
      throw asTargetError(error, this.#path);
    }
  }
}
