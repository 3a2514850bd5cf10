import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type ManifestHead, readManifestHead } from '../../importers/archive/read-manifest.ts';
import { MANIFEST_END } from './record-files.ts';

/** A manifest in a work directory. */
export interface NamedHead {
  readonly name: string;
  readonly head: ManifestHead;
}

/**
 * Reads the first lines of the manifests in a work directory, in the order of their names, without those that cannot be
 * read.
 */
export async function readManifestHeads(workDirectory: string): Promise<readonly NamedHead[]> {
  const names = await readdir(workDirectory).catch(() => []);
  const heads: NamedHead[] = [];
  for (const name of names.filter((each) => each.endsWith(MANIFEST_END)).sort()) {
    const head = await readManifestHead(join(workDirectory, name));
    if (head !== undefined) heads.push({ name, head });
  }
  return heads;
}
