import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { z } from 'zod';
import type { IsOldArchive } from '../../importers/archive/archive-set.ts';
import type { PersonDecision } from '../../mapping/decisions.ts';
import { hasSamePeople } from '../../mapping/verify/same-people.ts';
import { REPAIRS, type RepairEncoding } from '../../model/encoding.ts';
import type { SourceKind } from '../../model/source-kind.ts';
import type { WereIssued } from './difference-log.ts';
import { type ManifestHead, manifestPaths, readManifest } from './manifest-lines.ts';

/**
 * Finds the `ts` that the runs which made the archives have recorded: one that depends on rows of the same millisecond
 * cannot be calculated again once some of them are gone.
 */
export function issuedTs(paths: readonly string[], workDirectories: readonly string[]): WereIssued {
  const manifests = manifestPaths(paths, workDirectories);
  return async (asked) => {
    const issued = new Set<string>();
    for (const manifest of manifests) {
      for await (const read of readManifest(manifest)) {
        if (read.kind === 'tie' && asked.get(read.postId) === read.ts) issued.add(read.postId);
      }
    }
    return issued;
  };
}

/** Returns the name of an archive that was made with --redact-secrets, as its manifest says; undefined for none. */
export async function redactedArchive(
  paths: readonly string[],
  workDirectories: readonly string[],
): Promise<string | undefined> {
  for (const path of paths) {
    const heads = await headsOf(path, workDirectories);
    if (heads.some(({ options }) => options['redactSecrets'] === true)) return basename(path);
  }
  return undefined;
}

/** An archive and how its texts were repaired, as its manifest says. */
interface ArchiveRepair {
  readonly name: string;
  readonly repair: RepairEncoding;
}

/** Finds an archive that was made with another repair of texts; undefined for none, and for one without a manifest. */
export async function otherwiseRepaired(
  paths: readonly string[],
  workDirectories: readonly string[],
  repair: RepairEncoding,
): Promise<ArchiveRepair | undefined> {
  for (const path of paths) {
    const heads = await headsOf(path, workDirectories);
    const repairs = heads.map(({ options }) => repairIn(options['repairEncoding']));
    const other = repairs.includes(repair) ? undefined : repairs[0];
    if (other !== undefined) return { name: basename(path), repair: other };
  }
  return undefined;
}

/** Returns the archives that were made while other accounts were one person, as their manifests say. */
export async function archivesOfOtherPeople(
  paths: readonly string[],
  workDirectories: readonly string[],
  decisions: readonly PersonDecision[],
): Promise<readonly string[]> {
  const names: string[] = [];
  for (const path of paths) {
    const heads = await headsOf(path, workDirectories);
    const areSame = heads.map(({ options }) => hasSamePeople(options['sameAs'], decisions));
    if (areSame.length > 0 && !areSame.includes(true)) names.push(basename(path));
  }
  return names;
}

const repairIn = (recorded: unknown): RepairEncoding =>
  REPAIRS.find((repair) => repair === recorded) ?? 'none';

/** Returns the kind of source that an archive was made from, as its manifest says; undefined without a manifest. */
export async function archiveSource(
  path: string,
  workDirectories: readonly string[],
): Promise<SourceKind | undefined> {
  const [head] = await headsOf(path, workDirectories);
  if (head === undefined) return undefined;
  return head.options['source'] === 'bulk' ? 'bulk' : 'database';
}

const csvOptions = z.looseObject({
  format: z.literal('csv'),
  csvQuoting: z.enum(['backslash', 'doubled']),
});

/** Returns how the quotes of a text import are written, as its manifest says; undefined for other archives. */
export async function csvManifest(
  path: string,
  workDirectories: readonly string[],
): Promise<z.infer<typeof csvOptions>['csvQuoting'] | undefined> {
  for (const { options } of await headsOf(path, workDirectories)) {
    const read = csvOptions.safeParse(options);
    if (read.success) return read.data.csvQuoting;
  }
  return undefined;
}

/**
 * Tells which archives are of version 0.1: their manifests do not say which shapes their messages have. Undefined for an
 * archive without a manifest.
 */
export async function oldArchives(
  paths: readonly string[],
  workDirectories: readonly string[],
): Promise<IsOldArchive> {
  const known = new Map<string, boolean>();
  for (const path of paths) {
    const heads = await headsOf(path, workDirectories);
    if (heads.length > 0) known.set(path, heads.every(isOldHead));
  }
  return (path) => known.get(path);
}

const isOldHead = ({ shape }: ManifestHead): boolean => shape === undefined;

/** First lines of the manifests that list the archive; where several do, of those that have its size, if any. */
export async function headsOf(
  path: string,
  workDirectories: readonly string[],
): Promise<readonly ManifestHead[]> {
  const name = basename(path);
  const size = (await stat(path).catch(() => undefined))?.size;
  const found: { readonly head: ManifestHead; readonly isOfSize: boolean }[] = [];
  for (const manifest of manifestPaths([path], workDirectories)) {
    let first: ManifestHead | undefined;
    for await (const read of readManifest(manifest)) {
      if (read.kind === 'manifest') first = read;
      if (read.kind !== 'archive' || read.file !== name || first === undefined) continue;
      found.push({ head: first, isOfSize: read.sizeBytes === size });
    }
  }
  const ofSize = found.filter(({ isOfSize }) => isOfSize);
  return (ofSize.length > 0 ? ofSize : found).map((each) => each.head);
}
