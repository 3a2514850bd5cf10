import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { UsageError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import type { ArchiveSet, IsOldArchive } from '../../importers/archive/archive-set.ts';
import { MANIFEST_VERSION } from '../../importers/archive/manifest.ts';
import type { PersonDecision } from '../../mapping/decisions.ts';
import { type Difference, differenceOf } from '../../mapping/verify/facts.ts';
import type { VerifiedArchive } from '../../mapping/verify/report.ts';
import { hasSamePeople } from '../../mapping/verify/same-people.ts';
import { REPAIRS, type RepairEncoding } from '../../model/encoding.ts';
import type { SourceKind } from '../../model/source-kind.ts';
import { sha256Of } from '../../system/checksum.ts';
import { jsonLinesOf } from '../../system/lines.ts';
import { archiveRecords, wholesOf } from '../run/record-files.ts';
import { type DifferenceLog, reasonInEnglish, type WereIssued } from './difference-log.ts';

const head = z.looseObject({
  kind: z.literal('manifest'),
  version: z.number(),
  options: z.record(z.string(), z.unknown()).catch({}),
  shape: z.number().optional(),
  seenToMs: z.number().optional(),
});
const line = z.discriminatedUnion('kind', [
  head,
  z.looseObject({
    kind: z.literal('entry'),
    archive: z.string(),
    name: z.string(),
    sha256: z.string(),
  }),
  z.looseObject({
    kind: z.literal('archive'),
    file: z.string(),
    sizeBytes: z.number().optional(),
    sha256: z.string(),
  }),
  z.looseObject({ kind: z.literal('tie'), postId: z.string(), ts: z.string() }),
  z.looseObject({ kind: z.literal('account') }),
]);

/** Checksum of an archive as a manifest has it. */
interface ManifestSum {
  readonly manifest: string;
  readonly sha256: string;
}

export interface CheckedArchives {
  readonly archives: readonly VerifiedArchive[];
  /** Names of archives without a manifest. */
  readonly withoutManifest: readonly string[];
}

/**
 * Compares the archives with their manifests, as far as those are in the work directories: the checksum of the whole
 * file first, and when it differs, that of each entry.
 */
export async function checkManifests(
  paths: readonly string[],
  workDirectories: readonly string[],
  set: Pick<ArchiveSet, 'entries'>,
  differences: DifferenceLog,
): Promise<CheckedArchives> {
  const sums = new Map<string, ManifestSum[]>();
  for (const manifest of manifestPaths(paths, workDirectories)) await readSums(manifest, sums);
  const archives: VerifiedArchive[] = [];
  const withoutManifest: string[] = [];
  for (const path of paths) {
    const file = basename(path);
    const sha256 = await sha256Of(createReadStream(path));
    archives.push({ file, sizeBytes: (await stat(path)).size, sha256 });
    const known = sums.get(file) ?? [];
    // Archives of two work directories may have one name.
    const last = known.find((each) => each.sha256 === sha256) ?? known.at(-1);
    if (last === undefined) withoutManifest.push(file);
    else if (last.sha256 !== sha256) {
      await compareEntries({ path, name: file, manifest: last.manifest }, set, differences);
    }
  }
  return { archives, withoutManifest };
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

type ManifestHead = z.infer<typeof head>;

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

/** Paths of the manifests that may describe the archives, each once. */
function manifestPaths(
  paths: readonly string[],
  workDirectories: readonly string[],
): ReadonlySet<string> {
  const names = new Set(paths.flatMap(manifestNames));
  return new Set(workDirectories.flatMap((folder) => [...names].map((name) => join(folder, name))));
}

/** File names of the manifests that may describe an archive; a split archive's manifest is named after the whole. */
const manifestNames = (path: string): readonly string[] =>
  wholesOf(path).map((whole) => archiveRecords(whole).manifest);

async function readSums(manifest: string, sums: Map<string, ManifestSum[]>): Promise<void> {
  for await (const read of readManifest(manifest)) {
    if (read.kind !== 'archive') continue;
    sums.set(read.file, [...(sums.get(read.file) ?? []), { manifest, sha256: read.sha256 }]);
  }
}

/** There is one for each entry of an archive; only an archive whose checksum differs is compared by them. */
const ENTRY_LINES = '{"kind":"entry",';

/** The lines of a manifest; without those of entries, where they are not asked for. */
async function* readManifest(
  path: string,
  { withEntries }: { readonly withEntries: boolean } = { withEntries: false },
): AsyncGenerator<z.infer<typeof line>> {
  const lines = jsonLinesOf(path, {
    shape: line,
    complaint: (place) => notice('manifest-line-unreadable', place),
    ...(withEntries ? {} : { except: ENTRY_LINES }),
  });
  for await (const read of lines) {
    if (read.kind === 'manifest' && read.version !== MANIFEST_VERSION) {
      const versions = { version: String(read.version), known: String(MANIFEST_VERSION) };
      throw new UsageError(notice('manifest-version-unknown', { path, ...versions }));
    }
    yield read;
  }
}

/** Compares each entry of an archive whose checksum differs. */
async function compareEntries(
  archive: { readonly path: string; readonly name: string; readonly manifest: string },
  set: Pick<ArchiveSet, 'entries'>,
  differences: DifferenceLog,
): Promise<void> {
  const sums = new Map<string, string>();
  for await (const read of readManifest(archive.manifest, { withEntries: true })) {
    if (read.kind === 'entry' && read.archive === archive.name) sums.set(read.name, read.sha256);
  }
  for (const { path, name, sha256 } of set.entries()) {
    if (path !== archive.path) continue;
    const source = sums.get(name);
    sums.delete(name);
    await differences.record(await entryDifference(source, name, sha256));
  }
  for (const name of sums.keys()) {
    await differences.record([differenceOf({ kind: 'missing', thing: 'entry', name })]);
  }
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
