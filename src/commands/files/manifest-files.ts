import { rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AppendFile } from '../../importers/append-file.ts';
import { asTargetError } from '../../importers/write-errors.ts';
import { OldManifest } from './old-manifest.ts';

export const MANIFEST_FILE = 'files-manifest.jsonl';

/** A manifest under way, and the sums of the run before it. */
export interface ManifestFiles {
  readonly manifest: AppendFile;
  readonly old: OldManifest;
  /** Gives the manifest its name; the old one goes. */
  commit(): Promise<void>;
  /** Leaves what was written, for the next run to go on from. */
  leave(): Promise<void>;
}

/**
 * Opens `files-manifest.jsonl` for writing under another name. What an interrupted run has left is read like a
 * manifest, the longer one of both: its sums need not be made again.
 */
export async function openManifest(workDirectory: string): Promise<ManifestFiles> {
  const path = join(workDirectory, MANIFEST_FILE);
  const [part, former] = [`${path}.part`, `${path}.former`];
  try {
    if ((await sizeOf(part)) > Math.max(await sizeOf(former), await sizeOf(path))) {
      await rename(part, former);
    } else await rm(part, { force: true });
    const hasFormer = (await sizeOf(former)) > (await sizeOf(path));
    const old = new OldManifest(hasFormer ? former : path);
    const manifest = await AppendFile.open(part);
    return {
      manifest,
      old,
      async commit() {
        old.close();
        await manifest.close();
        await rename(part, path);
        await rm(former, { force: true });
      },
      async leave() {
        old.close();
        await manifest.close();
      },
    };
  } catch (error) {
    throw asTargetError(error, path);
  }
}

async function sizeOf(path: string): Promise<number> {
  return await stat(path).then(
    ({ size }) => size,
    () => 0,
  );
}
