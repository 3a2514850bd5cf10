import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { IsOldArchive } from '../../importers/archive/archive-set.ts';
import { type ManifestHead, readManifest } from '../../importers/archive/read-manifest.ts';
import { archiveRecords, wholesOf } from '../run/record-files.ts';
import type { WereIssued } from './difference-log.ts';

/** Checksum of an archive as a manifest has it. */
interface ManifestSum {
  readonly manifest: string;
  readonly sha256: string;
}

/** An archive that is verified, and what the manifests in the work directories say of it. */
export interface GivenArchive {
  readonly path: string;
  /** First lines of the manifests that list the archive; where several do, of those that have its size, if any. */
  readonly heads: readonly ManifestHead[];
  readonly sums: readonly ManifestSum[];
}

/** Paths of the manifests that may describe the archives, each once. */
export function manifestPaths(
  paths: readonly string[],
  workDirectories: readonly string[],
): ReadonlySet<string> {
  const names = new Set(paths.flatMap(manifestNames));
  return new Set(workDirectories.flatMap((folder) => [...names].map((name) => join(folder, name))));
}

/** File names of the manifests that may describe an archive; a split archive's manifest is named after the whole. */
const manifestNames = (path: string): readonly string[] =>
  wholesOf(path).map((whole) => archiveRecords(whole).manifest);

/** A line of a manifest about an archive. */
interface Listing extends ManifestSum {
  readonly head: ManifestHead;
  readonly sizeBytes: number | undefined;
}

/** Reads what the manifests say of the archives, each manifest once. UsageError for one that cannot be read. */
export async function readGivenArchives(
  paths: readonly string[],
  workDirectories: readonly string[],
): Promise<readonly GivenArchive[]> {
  const listings = new Map<string, Listing[]>();
  for (const manifest of manifestPaths(paths, workDirectories)) {
    let head: ManifestHead | undefined;
    for await (const read of readManifest(manifest)) {
      if (read.kind === 'manifest') head = read;
      if (read.kind !== 'archive' || head === undefined) continue;
      const { file, sizeBytes, sha256 } = read;
      const listing = { manifest, head, sizeBytes, sha256 };
      listings.set(file, [...(listings.get(file) ?? []), listing]);
    }
  }
  return await Promise.all(paths.map((path) => givenArchive(path, listings.get(basename(path)))));
}

async function givenArchive(
  path: string,
  listings: readonly Listing[] = [],
): Promise<GivenArchive> {
  const size = (await stat(path).catch(() => undefined))?.size;
  const ofSize = listings.filter(({ sizeBytes }) => sizeBytes === size);
  const heads = (ofSize.length > 0 ? ofSize : listings).map(({ head }) => head);
  return { path, heads, sums: listings };
}

/** An archive, and what its manifests say in the place of what is wanted. */
interface OtherArchive<Fact extends string> {
  readonly path: string;
  readonly name: string;
  readonly found: Fact;
}

/** Finds an archive whose manifests say a fact, and none of them the wanted one; undefined for none. */
export function archiveOtherThan<Fact extends string>(
  wanted: Fact,
  archives: readonly GivenArchive[],
  factOf: (head: ManifestHead) => Fact | undefined,
): OtherArchive<Fact> | undefined {
  for (const { path, heads } of archives) {
    const facts = heads.map(factOf).filter((fact) => fact !== undefined);
    const [found] = facts;
    if (found === undefined || facts.includes(wanted)) continue;
    return { path, name: basename(path), found };
  }
  return undefined;
}

/**
 * Makes the test for archives of version 0.1, whose manifests do not say which shapes their messages have. It returns
 * undefined for an archive without a manifest.
 */
export function isOldArchive(archives: readonly GivenArchive[]): IsOldArchive {
  const known = new Map(archives.map(({ path, heads }) => [path, heads]));
  return (path) => {
    const heads = known.get(path) ?? [];
    return heads.length === 0 ? undefined : heads.every(({ shape }) => shape === undefined);
  };
}

/**
 * Returns until which time of the source, in milliseconds, the archives together hold all changes. Undefined where the
 * manifest of one does not say so.
 */
export function seenBy(archives: readonly GivenArchive[]): number | undefined {
  const times = archives.flatMap(({ heads: [first] }) => first?.seenToMs ?? []);
  return times.length < archives.length ? undefined : Math.max(...times);
}

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
