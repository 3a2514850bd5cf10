import { basename, dirname, join, resolve } from 'node:path';
import {
  archivesOfChain,
  EXPORTED_POSTS_FILE,
  unfinishedArchives,
} from '../../importers/archive/chain-record.ts';
import { readManifestSummary } from '../../importers/archive/read-manifest.ts';
import { exists } from '../../system/files.ts';
import { MANIFEST_END } from './record-files.ts';

/** An archive for the real import, as its manifest says. */
export interface KnownArchive {
  readonly name: string;
  readonly sha256: string;
  readonly isTextImport: boolean;
  /** Undefined when the file is not where it is looked for. */
  readonly path: string | undefined;
}

/** The archives of one run, in the order of its manifest. */
interface RunArchives {
  /** The name that `--out` had. */
  readonly out: string;
  readonly isTextImport: boolean;
  readonly archives: readonly KnownArchive[];
}

/**
 * Reads the archives of the current series from manifests, the oldest first, trials apart: those of the chain that the
 * newest is in; the newest alone when it is in none. A plain `zip` starts a new series, and what an earlier one had would
 * be in both. Files are looked for where this run wrote or read them (`given`), in the folder of the shell, beside the
 * work directory and in it. A manifest that cannot be read names none.
 */
export async function readArchives(
  work: string,
  manifests: readonly string[],
  given: readonly string[] = [],
): Promise<readonly KnownArchive[]> {
  const runs: RunArchives[] = [];
  for (const manifest of manifests) {
    const run = await archivesOf(work, manifest, given);
    if (run !== undefined && run.archives.length > 0) runs.push(run);
  }
  return (await currentSeries(work, runs)).flatMap(({ archives }) => archives);
}

async function currentSeries(
  work: string,
  all: readonly RunArchives[],
): Promise<readonly RunArchives[]> {
  const unfinished = await unfinishedArchives(join(work, EXPORTED_POSTS_FILE));
  const runs = all.filter(({ out }) => !unfinished.has(out));
  const newest = runs.at(-1);
  if (newest === undefined) return [];
  if (newest.isTextImport) return [newest];
  const chain = await archivesOfChain(join(work, EXPORTED_POSTS_FILE), newest.out);
  const exports = runs.filter(({ isTextImport }) => !isTextImport);
  // A record of an older version does not name its archives.
  if (chain?.size === 0) return exports;
  return chain?.has(newest.out) === true ? exports.filter(({ out }) => chain.has(out)) : [newest];
}

/** Undefined for a trial, and for a manifest that cannot be read. */
async function archivesOf(
  work: string,
  manifest: string,
  given: readonly string[],
): Promise<RunArchives | undefined> {
  const read = await readManifestSummary(join(work, manifest));
  if (read === undefined || read.head.options.rehearsal !== undefined) return undefined;
  const out = manifest.slice(0, -MANIFEST_END.length);
  const isTextImport = read.head.options.format === 'csv';
  const archives: KnownArchive[] = [];
  for (const { file, sha256 } of read.archives) {
    const name = basename(file);
    archives.push({ name, sha256, isTextImport, path: await placeOf(work, name, given) });
  }
  return { out, isTextImport, archives };
}

async function placeOf(
  work: string,
  name: string,
  given: readonly string[],
): Promise<string | undefined> {
  const beside = dirname(resolve(work));
  const own = given.filter((path) => basename(path) === name);
  const places = [
    ...own,
    name,
    join(beside === resolve('.') ? '.' : beside, name),
    join(work, name),
  ];
  for (const place of places) if (await exists(place)) return place;
  return undefined;
}
