import { createWriteStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { ZipArchive } from 'archiver';
import { parseBulkSource } from '../../../src/config/bulk-source.ts';
import { openBulk } from '../../../src/exporters/database/open.ts';
import { openMattermost } from '../../../src/exporters/mattermost.ts';
import type { Source } from '../../../src/exporters/source.ts';

const SIGNAL = new AbortController().signal;

/** Opens an export as the program does, staged in a folder. */
export async function openBulkSource(
  files: readonly string[],
  stageFolder: string,
  postsPerPage = 1000,
): Promise<Source> {
  const source = parseBulkSource({ key: 'source', text: files.join(',') }, stageFolder);
  return openMattermost(await openBulk(source, SIGNAL), {
    hasSnapshot: true,
    countsTables: true,
    postsPerPage,
    longTextCharacters: 4000,
  });
}

export async function writeJsonl(path: string, lines: readonly string[]): Promise<void> {
  await writeFile(path, lines.map((line) => `${line}\n`).join(''));
}

/** Writes a ZIP with entries in their order; those of `data/` are stored, as Mattermost stores them. */
export async function writeZip(
  path: string,
  entries: readonly (readonly [name: string, content: string | Buffer])[],
  { isPacked = false } = {},
): Promise<void> {
  const archive = new ZipArchive({});
  const written = pipeline(archive, createWriteStream(path));
  for (const [name, content] of entries)
    archive.append(content, { name, store: !isPacked && name.startsWith('data/') });
  await archive.finalize();
  await written;
}
