import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { jsonOfLine, linesOf } from '../../system/lines.ts';
import { archiveRecords } from '../run/record-files.ts';

/** Ending of the manifests of archives, without the archive's name. */
const MANIFEST = archiveRecords('').manifest;

/** The first line of a manifest; what JSON made of it, undefined for none. */
export interface ManifestHead {
  readonly name: string;
  readonly head: unknown;
}

/** Reads the first lines of the manifests in a work directory, in the order of their names. */
export async function readManifestHeads(workDirectory: string): Promise<readonly ManifestHead[]> {
  const names = await readdir(workDirectory).catch(() => []);
  const heads: ManifestHead[] = [];
  for (const name of names.filter((each) => each.endsWith(MANIFEST)).sort()) {
    heads.push({ name, head: await firstLine(join(workDirectory, name)) });
  }
  return heads;
}

async function firstLine(path: string): Promise<unknown> {
  for await (const line of linesOf(path)) return jsonOfLine(line);
  return undefined;
}
