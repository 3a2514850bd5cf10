import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { ArchiveSet } from '../../importers/archive/archive-set.ts';
import { readManifest } from '../../importers/archive/read-manifest.ts';
import { type Difference, differenceOf } from '../../mapping/verify/facts.ts';
import type { VerifiedArchive } from '../../mapping/verify/report.ts';
import { sha256Of } from '../../system/checksum.ts';
import { exists } from '../../system/files.ts';
import { type DifferenceLog, reasonInEnglish } from './difference-log.ts';
import { type GivenArchive, manifestPaths } from './manifests.ts';

export interface CheckedArchives {
  readonly archives: readonly VerifiedArchive[];
  /** Names of archives without a manifest. */
  readonly withoutManifest: readonly string[];
  /** Archives whose manifest ends before it lists them, and its path. */
  readonly withCutManifest: readonly { readonly name: string; readonly path: string }[];
}

/**
 * Compares the archives with their manifests, as far as those are in the work directories: the checksum of the whole
 * file first, and when it differs, that of each entry. Where all entries are equal, the archive itself differs: in its
 * comment, or in bytes that belong to no entry, which some readers see.
 */
export async function checkManifests(
  given: readonly GivenArchive[],
  workDirectories: readonly string[],
  set: Pick<ArchiveSet, 'entries'>,
  differences: DifferenceLog,
): Promise<CheckedArchives> {
  const archives: VerifiedArchive[] = [];
  const withoutManifest: string[] = [];
  const withCutManifest: { readonly name: string; readonly path: string }[] = [];
  for (const { path, sums } of given) {
    const file = basename(path);
    const sha256 = await sha256Of(createReadStream(path));
    archives.push({ file, sizeBytes: (await stat(path)).size, sha256 });
    // Archives of two work directories may have one name.
    const last = sums.find((each) => each.sha256 === sha256) ?? sums.at(-1);
    if (last === undefined) {
      const cut = await cutManifest(path, workDirectories);
      if (cut === undefined) withoutManifest.push(file);
      else withCutManifest.push({ name: file, path: cut });
    } else if (last.sha256 !== sha256) {
      const archive = { path, name: file, manifest: last.manifest };
      const areSame = !(await compareEntries(archive, set, differences));
      const sides = { source: last.sha256, target: sha256 };
      const about = { kind: 'differs', thing: 'archive', field: 'sha256', name: file } as const;
      if (areSame) await differences.record([differenceOf({ ...about, ...sides })]);
    }
  }
  return { archives, withoutManifest, withCutManifest };
}

/** Path of a manifest that may describe an archive and lacks its last line; undefined where there is none. */
async function cutManifest(
  path: string,
  workDirectories: readonly string[],
): Promise<string | undefined> {
  for (const manifest of manifestPaths([path], workDirectories)) {
    if ((await exists(manifest)) && !(await isWhole(manifest))) return manifest;
  }
  return undefined;
}

async function isWhole(manifest: string): Promise<boolean> {
  let isEnded = false;
  for await (const { kind } of readManifest(manifest)) isEnded = kind === 'account';
  return isEnded;
}

/** Compares each entry of an archive whose checksum differs; returns whether one of them does. */
async function compareEntries(
  archive: { readonly path: string; readonly name: string; readonly manifest: string },
  set: Pick<ArchiveSet, 'entries'>,
  differences: DifferenceLog,
): Promise<boolean> {
  let isDifferent = false;
  const sums = new Map<string, string>();
  for await (const read of readManifest(archive.manifest, { withEntries: true })) {
    if (read.kind === 'entry' && read.archive === archive.name) sums.set(read.name, read.sha256);
  }
  for (const { path, name, sha256 } of set.entries()) {
    if (path !== archive.path) continue;
    const source = sums.get(name);
    sums.delete(name);
    const found = await entryDifference(source, name, sha256);
    if (found.length > 0) isDifferent = true;
    await differences.record(found);
  }
  for (const name of sums.keys()) {
    await differences.record([differenceOf({ kind: 'missing', thing: 'entry', name })]);
  }
  return isDifferent || sums.size > 0;
}

async function entryDifference(
  source: string | undefined,
  name: string,
  sha256: () => Promise<string>,
): Promise<readonly Difference[]> {
  if (source === undefined) {
    return [differenceOf({ kind: 'unexpected', thing: 'entry', name })];
  }
  const target = await sha256().catch(reasonInEnglish);
  if (source === target) return [];
  return [differenceOf({ kind: 'differs', thing: 'entry', field: 'sha256', name, source, target })];
}
