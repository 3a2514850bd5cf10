import type { AtomicFile } from './atomic-file.ts';
import type { ZipEntry } from './zip-file.ts';

/** See FORMATS.md; a reader refuses a version that it does not know. */
export const MANIFEST_VERSION = 1;

/** A `ts` that cannot be calculated again once its neighbours are gone. */
export interface IssuedTie {
  readonly postId: string;
  readonly ts: string;
}

export interface ZipSeal {
  readonly file: string;
  readonly sizeBytes: number;
  readonly sha256: string;
}

/**
 * The manifest beside an archive, written as the archive grows: one JSON object whose lists may hold
 * as many entries as there are days and ties.
 */
export class ZipManifest {
  readonly #file: AtomicFile;
  #list: string | undefined;

  constructor(file: AtomicFile) {
    this.#file = file;
  }

  async open(facts: Readonly<Record<string, unknown>>): Promise<void> {
    const head = JSON.stringify({ version: MANIFEST_VERSION, ...facts });
    await this.#file.write(`${head.slice(0, -1)},\n`);
  }

  /** Entries come first, then ties: each list is written in one go. */
  async addEntry(archive: string, entry: ZipEntry): Promise<void> {
    await this.#add('entries', { archive, ...entry });
  }

  async addTie(tie: IssuedTie): Promise<void> {
    await this.#add('ties', tie);
  }

  async close(facts: Readonly<Record<string, unknown>>): Promise<void> {
    await this.#endList();
    await this.#file.write(`${JSON.stringify(facts).slice(1)}\n`);
    await this.#file.close();
  }

  async #add(list: string, value: object): Promise<void> {
    if (this.#list !== list) {
      await this.#endList();
      await this.#file.write(`"${list}":[\n${JSON.stringify(value)}`);
      this.#list = list;
      return;
    }
    await this.#file.write(`,\n${JSON.stringify(value)}`);
  }

  async #endList(): Promise<void> {
    if (this.#list !== undefined) await this.#file.write('\n],\n');
    this.#list = undefined;
  }
}
