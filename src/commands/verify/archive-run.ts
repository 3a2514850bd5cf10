import { basename } from 'node:path';
import { notice } from '../../errors/notices.ts';
import type { ArchiveSet } from '../../importers/archive/archive-set.ts';
import type { VerifyReport } from '../../mapping/verify/report.ts';
import { hasSamePeople } from '../../mapping/verify/same-people.ts';
import type { Scope } from '../run/scope.ts';
import { archiveLossFiles } from './archive-losses.ts';
import { type OpenDifferences, openDifferenceLog } from './files.ts';
import { changedLosses } from './loss-sums.ts';
import { checkManifests } from './manifest-sums.ts';
import { issuedTs } from './manifests.ts';
import { type ComparedSides, makeVerifyReport } from './report.ts';
import type { VerifyRun } from './run.ts';

/** Opens the log of differences with what the runs that wrote the archives recorded. */
export async function openArchiveLog(
  { lines, options: { archives, workDirectories, withText } }: VerifyRun,
  scope: Scope,
): Promise<OpenDifferences> {
  const zips = archives.map(({ path }) => path);
  const lossFiles = await archiveLossFiles(zips, workDirectories);
  const records = {
    workDirectories,
    lossFiles,
    wereIssued: issuedTs(zips, workDirectories),
  };
  const opened = await openDifferenceLog(lines, scope, records, withText);
  await opened.differences.record(await changedLosses(lossFiles, workDirectories));
  return opened;
}

/** Archives of either format that were read as one target. */
export interface ReadArchives extends Pick<ArchiveSet, 'names' | 'entries'> {
  readonly pickedUp: VerifyReport['pickedUp'];
}

/**
 * Holds the archives against their manifests, and makes the report of the comparison with a warning for each that has
 * none.
 */
export async function reportOnArchives(
  run: VerifyRun,
  scope: Scope,
  sides: ComparedSides,
  { names, entries, pickedUp }: ReadArchives,
): Promise<VerifyReport> {
  const { archives: given, workDirectories } = run.options;
  const checked = await checkManifests(given, workDirectories, { entries }, sides.differences);
  const { archives, withoutManifest, withCutManifest } = checked;
  const about = { kind: 'zip', workspace: undefined, targets: names, foreign: 0 } as const;
  const report = await makeVerifyReport(run, scope, sides, { ...about, archives, pickedUp });
  const { people } = scope.decisions;
  const others = given.filter(
    ({ heads }) =>
      heads.length > 0 && !heads.some(({ options }) => hasSamePeople(options.sameAs, people)),
  );
  const warnings = [
    ...withoutManifest.map((name) => notice('manifest-missing', { name })),
    ...withCutManifest.map((manifest) => notice('manifest-cut', manifest)),
    ...others.map(({ path }) => notice('archive-of-other-people', { name: basename(path) })),
  ];
  return { ...report, warnings: [...report.warnings, ...warnings] };
}
