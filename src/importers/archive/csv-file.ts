import type { OpenEntry } from './open-entry.ts';
import type { ZipEntry } from './zip-entry.ts';
import type { ZipFile } from './zip-writer.ts';

/** A file of a text import, and the file name of its archive. */
export interface CsvEntry extends ZipEntry {
  readonly archive: string;
}

/** Writes one file of a text import into an archive, line by line; a file without lines is not there. */
export class CsvFile {
  readonly #name: string;
  readonly #open: () => Promise<ZipFile>;
  #entry: { readonly archive: string; readonly open: OpenEntry } | undefined;

  /** `open` returns the archive; it is asked before the first line. */
  constructor(name: string, open: () => Promise<ZipFile>) {
    this.#name = name;
    this.#open = open;
  }

  async write(line: string): Promise<void> {
    if (this.#entry === undefined) {
      const zip = await this.#open();
      this.#entry = { archive: zip.name, open: zip.openEntry(this.#name) };
    }
    await this.#entry.open.write(line);
  }

  /** Ends the file; undefined when nothing was written. */
  async close(): Promise<CsvEntry | undefined> {
    if (this.#entry === undefined) return undefined;
    const { archive, open } = this.#entry;
    return { archive, ...(await open.close()) };
  }
}
