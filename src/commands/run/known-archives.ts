import { basename, dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { exists } from '../../system/files.ts';
import { jsonOfLine, linesThatBegin } from '../../system/lines.ts';

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

/**
 * Reads the archives of manifests, trials apart. Their files are looked for where this run wrote or read them (`given`),
 * in the folder of the shell, beside the work directory and in it. A manifest that cannot be read names none.
 */
export async function readArchives(
  work: string,
  manifests: readonly string[],
  given: readonly string[] = [],
): Promise<readonly KnownArchive[]> {
  const found: KnownArchive[] = [];
  for (const manifest of manifests) {
    found.push(...(await archivesOf(work, join(work, manifest), given)));
  }
  return found;
}

async function archivesOf(
  work: string,
  manifest: string,
  given: readonly string[],
): Promise<readonly KnownArchive[]> {
  const found: KnownArchive[] = [];
  let isTextImport: boolean | undefined;
  for await (const line of linesThatBegin(manifest, ARCHIVE_LINE)) {
    if (isTextImport === undefined) {
      const begun = head.safeParse(jsonOfLine(line));
      if (!begun.success || begun.data.options?.rehearsal !== undefined) return [];
      isTextImport = begun.data.options?.format === 'csv';
    } else {
      const { success, data } = archiveLine.safeParse(jsonOfLine(line));
      if (!success) continue;
      const name = basename(data.file);
      found.push({
        name,
        sha256: data.sha256,
        isTextImport,
        path: await placeOf(work, name, given),
      });
    }
  }
  return found;
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
