import { notice } from '../../errors/notices.ts';
import type { ArchiveSet } from '../../importers/archive/archive-set.ts';
import type { VerifyReport } from '../../mapping/verify/report.ts';
import type { Scope } from '../run/scope.ts';
import { archiveLossFiles } from './archive-losses.ts';
import { type OpenDifferences, openDifferenceLog } from './files.ts';
import { checkManifests } from './manifest-sums.ts';
import { archivesOfOtherPeople, issuedTs } from './manifests.ts';
import { type ComparedSides, makeVerifyReport } from './report.ts';
import type { VerifyRun } from './run.ts';

/** Opens the log of differences with what the runs that wrote the archives recorded. */
export async function openArchiveLog(
  { lines, options: { zips, workDirectories, withText } }: VerifyRun,
  scope: Scope,
): Promise<OpenDifferences> {
  const records = {
    workDirectories,
    lossFiles: await archiveLossFiles(zips, workDirectories),
    wereIssued: issuedTs(zips, workDirectories),
  };
  return await openDifferenceLog(lines, scope, records, withText);
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
  const { zips, workDirectories } = run.options;
  const checked = await checkManifests(zips, workDirectories, { entries }, sides.differences);
  const { archives, withoutManifest, withCutManifest } = checked;
  const about = { kind: 'zip', workspace: undefined, targets: names, foreign: 0 } as const;
  const report = await makeVerifyReport(run, scope, sides, { ...about, archives, pickedUp });
  const others = await archivesOfOtherPeople(zips, workDirectories, scope.decisions.people);
  const warnings = [
    ...withoutManifest.map((name) => notice('manifest-missing', { name })),
    ...withCutManifest.map((manifest) => notice('manifest-cut', manifest)),
    ...others.map((name) => notice('archive-of-other-people', { name })),
  ];
  return { ...report, warnings: [...report.warnings, ...warnings] };
}
