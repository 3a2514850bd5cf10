import { basename, dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { archivesOfChain, EXPORTED_POSTS_FILE } from '../../importers/archive/chain-record.ts';
import { exists } from '../../system/files.ts';
import { jsonOfLine, linesThatBegin } from '../../system/lines.ts';
import { MANIFEST_END } from './record-files.ts';

/** An archive for the real import, as its manifest says. */
export interface KnownArchive {
  readonly name: string;
  readonly sha256: string;
  readonly isTextImport: boolean;
  /** Undefined when the file is not where it is looked for. */
  readonly path: string | undefined;
}

const head = z.looseObject({
  kind: z.literal('manifest'),
  options: z
    .looseObject({ format: z.string().optional(), rehearsal: z.string().optional() })
    .optional(),
});
/** As `writeManifestLine` writes it. */
const ARCHIVE_LINE = '{"kind":"archive"';
const archiveLine = z.looseObject({
  kind: z.literal('archive'),
  file: z.string(),
  sha256: z.string(),
});

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
  runs: readonly RunArchives[],
): Promise<readonly RunArchives[]> {
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
  const archives: KnownArchive[] = [];
  const out = manifest.slice(0, -MANIFEST_END.length);
  let isTextImport: boolean | undefined;
  for await (const line of linesThatBegin(join(work, manifest), ARCHIVE_LINE)) {
    if (isTextImport === undefined) {
      const begun = head.safeParse(jsonOfLine(line));
      if (!begun.success || begun.data.options?.rehearsal !== undefined) return undefined;
      isTextImport = begun.data.options?.format === 'csv';
    } else {
      const { success, data } = archiveLine.safeParse(jsonOfLine(line));
      if (!success) continue;
      const name = basename(data.file);
      const path = await placeOf(work, name, given);
      archives.push({ name, sha256: data.sha256, isTextImport, path });
    }
  }
  return isTextImport === undefined ? undefined : { out, isTextImport, archives };
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
