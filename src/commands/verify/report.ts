import { basename } from 'node:path';
import { shownChannelNames } from '../../mapping/verify/places.ts';
import type {
  RecordedLoss,
  VerifiedArchive,
  VerifiedSource,
  VerifiedWorkspace,
  VerifyOptionsShown,
  VerifyOrigin,
  VerifyReport,
} from '../../mapping/verify/report.ts';
import { type ListCounts, sideCounts } from '../../mapping/verify/side-counts.ts';
import { planOptions } from '../run/apply-plan.ts';
import type { Scope } from '../run/scope.ts';
import { type ComparedTally, verifyAccount } from './account.ts';
import type { DifferenceLog } from './difference-log.ts';
import type { VerifyRun } from './run.ts';

/** A finished comparison. */
export interface ComparedSides {
  readonly differences: DifferenceLog;
  readonly tally: ComparedTally;
  readonly lists: { readonly source: ListCounts; readonly target: ListCounts };
  readonly losses: readonly RecordedLoss[];
}

/** The archives or the workspace that was compared. */
export interface ComparedTarget
  extends Pick<VerifyReport, 'kind' | 'targets' | 'foreign' | 'pickedUp'> {
  readonly archives: readonly VerifiedArchive[];
  readonly workspace: VerifiedWorkspace | undefined;
}

/** Makes the report of a finished comparison. AccountError when its account does not balance. */
export async function makeVerifyReport(
  run: VerifyRun,
  scope: Scope,
  { differences, tally, lists, losses }: ComparedSides,
  target: ComparedTarget,
): Promise<VerifyReport> {
  const unrecorded = differences.unrecorded();
  return {
    command: 'verify',
    ...target,
    ...(await originOf(run, scope)),
    isClean: unrecorded.length === 0,
    conversations: scope.conversations.length,
    account: verifyAccount(await scope.counts(), scope, tally),
    counts: sideCounts(tally.sides, lists),
    differences: unrecorded,
    expected: differences.expected(),
    losses,
    warnings: [...scope.warnings, ...scope.notes],
  };
}

async function originOf(
  run: VerifyRun,
  scope: Scope,
): Promise<Omit<VerifyOrigin, 'archives' | 'workspace'>> {
  const { context, options, program } = run;
  return {
    programVersion: program.version,
    madeAtMs: context.todayMs(),
    withText: options.withText,
    source: await sourceOf(run, scope),
    options: shownOptions(run, scope),
  };
}

async function sourceOf(
  { settings, program }: VerifyRun,
  { source, description }: Scope,
): Promise<VerifiedSource> {
  const { engine, databaseVersion, mattermostVersion } = description;
  return {
    engine,
    databaseVersion,
    database: settings.source.database,
    mattermostVersion,
    siteUrl: settings.siteUrl,
    readAtMs: program.startedAtMs,
    seenUpToMs: await source.latestChangeMs(),
  };
}

/** The options of the run, in which private conversations are named only when the report may. */
function shownOptions(
  { settings, options }: VerifyRun,
  { workspace: { conversations }, consent }: Scope,
): VerifyOptionsShown {
  const shown = (names: readonly string[]): readonly string[] =>
    shownChannelNames(names, { conversations, withText: options.withText });
  const chosen = planOptions(settings);
  return {
    ...chosen,
    channels: shown(chosen.channels),
    excludeChannels: shown(chosen.excludeChannels),
    consent:
      consent === undefined
        ? undefined
        : { digest: consent.digest, conversations: consent.conversations.size },
    rehearsalDomain: settings.rehearsalDomain,
    plan: options.applied === undefined ? undefined : basename(options.applied.file),
    comparesBytes: options.comparesBytes,
  };
}
