import { readFile } from 'node:fs/promises';
import { SourceMap } from 'node:module';
import { fileURLToPath } from 'node:url';

/** A place in a file, both from 0. */
interface Place {
  readonly lineNumber: number;
  readonly columnNumber: number;
}

/** Finds the file in which a function of a bundled file was written, by the source map beside it. */
export class WrittenFiles {
  readonly #maps = new Map<string, SourceMap | undefined>();

  async fileOf(url: string, place: Place): Promise<string> {
    return (await this.#entry(url, place))?.originalSource ?? url;
  }

  /** The file, from the root of the project, and the line, from 1. */
  async lineOf(url: string, place: Place): Promise<string> {
    const entry = await this.#entry(url, place);
    if (entry === undefined) return `${url}:${place.lineNumber + 1}`;
    return `${entry.originalSource.replace(/^(?:\.\.\/)+/, '')}:${entry.originalLine + 1}`;
  }

  async #entry(url: string, { lineNumber, columnNumber }: Place) {
    if (!url.startsWith('file:')) return undefined;
    if (!this.#maps.has(url)) this.#maps.set(url, await mapBeside(fileURLToPath(url)));
    const entry = this.#maps.get(url)?.findEntry(lineNumber, columnNumber);
    return entry !== undefined && 'originalSource' in entry ? entry : undefined;
  }
}

async function mapBeside(path: string): Promise<SourceMap | undefined> {
  const text = await readFile(`${path}.map`, 'utf8').catch(() => undefined);
  return text === undefined ? undefined : new SourceMap(JSON.parse(text));
}
