import type { Line } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import type { FileStore } from '../../exporters/files/file-store.ts';
import type { Source } from '../../exporters/source.ts';
import {
  type ArchiveLists,
  type ArchiveSet,
  openArchiveSet,
} from '../../importers/archive/archive-set.ts';
import type { VerifyReport } from '../../mapping/verify/report.ts';
import type { UserId } from '../../model/model.ts';
import { countBeside } from '../run/count-beside.ts';
import { startProgress } from '../run/progress.ts';
import { livePosts, openScope, type Scope } from '../run/scope.ts';
import { configuredFileStore } from '../run/source.ts';
import { runHere } from '../run/workers/threads.ts';
import { makeComparedTally } from './account.ts';
import { openArchiveLog, reportOnArchives } from './archive-run.ts';
import { archivesWithoutConsent, refuseOtherConsentList } from './consent.ts';
import type { DifferenceLog } from './difference-log.ts';
import { compareEarlierLists } from './earlier-lists.ts';
import { formerNames } from './former-names.ts';
import { archiveLists } from './list-counts.ts';
import { formerChannels, madePublic } from './listed-channels.ts';
import { isOldArchive, seenBy } from './manifests.ts';
import type { VerifyRun } from './run.ts';
import { compareArchiveBookmarks, withListPins } from './zip-bookmarks.ts';
import type { ArchiveComparison } from './zip-comparison.ts';
import { openArchiveFiles } from './zip-files.ts';
import type { ComparedPart } from './zip-findings.ts';
import { foldUnits, type Pins, type UnitFold } from './zip-fold.ts';
import { compareArchiveChannels, compareArchiveUsers } from './zip-lists.ts';
import { findExposed, recordStrays } from './zip-strays.ts';
import { type ComparisonSetup, compareThreads } from './zip-threads.ts';
import { type ComparedUnit, comparedUnits, compareUnit } from './zip-unit.ts';
import { archiveViewSettings, archiveViews, asArchived } from './zip-view.ts';

/** Compares one snapshot of the source with all archives as one target. */
export async function verifyZip(run: VerifyRun, source: Source): Promise<VerifyReport> {
  const given = run.options.archives;
  const paths = given.map(({ path }) => path);
  const archives = await openArchiveSet(paths, isOldArchive(given));
  try {
    const scope = await openScope(run.settings, source, { applied: run.options.applied });
    refuseOtherConsentList(run, scope);
    const store = await configuredFileStore(run.settings, run.context.signal);
    try {
      return await compareArchives(run, scope, archives, store);
    } finally {
      store?.close();
    }
  } finally {
    await archives.close();
  }
}

async function compareArchives(
  run: VerifyRun,
  scope: Scope,
  archives: ArchiveSet,
  store: FileStore | undefined,
): Promise<VerifyReport> {
  const { conversations, workspace } = scope;
  const { differences, losses } = await openArchiveLog(run, scope);
  const { comparison, setup } = await setUp(run, scope, { archives, store }, differences);
  const { pins, lists: bookmarkLists } = await compareConversations(run, scope, comparison, setup);
  const compared = { ...comparison, lists: await archives.lists() };
  const uncertain = await compareLists(run, scope, compared, { pins, lists: bookmarkLists });
  await differences.record(await archivesWithoutConsent(run, scope, archives));
  await recordStrays(comparison, scope);
  await findExposed(comparison, scope);
  await differences.finish();
  const lists = archiveLists(comparison, workspace, conversations);
  const { names, entries } = archives;
  const pickedUp = comparison.files.linkedFiles();
  const sides = { ...comparison, lists, losses };
  const found = await reportOnArchives(run, scope, sides, { names, entries, pickedUp });
  const report = { ...found, warnings: [...found.warnings, ...uncertain] };
  const { seenToMs } = setup.rules;
  return seenToMs === undefined ? report : { ...report, later: differences.later(seenToMs) };
}

/** Makes the comparison of the archives, and what is needed to compare their conversations in threads. */
async function setUp(
  run: VerifyRun,
  scope: Scope,
  { archives, store }: Pick<ArchiveComparison, 'archives'> & { store: FileStore | undefined },
  differences: DifferenceLog,
): Promise<{ readonly comparison: ArchiveComparison; readonly setup: ComparisonSetup }> {
  const { workspace } = scope;
  const { deliver } = run.settings.delivery;
  const view = {
    ...archiveViewSettings(run.settings, store !== undefined),
    formerNames: await formerNames(archives.zips, workspace.users),
    formerChannels: await formerChannels(archives.zips, workspace.conversations),
  };
  const archived = asArchived(workspace);
  const views = archiveViews(view, archived, scope.migrated, scope.read.teams);
  const { workDirectories } = run.options;
  const comparison: ArchiveComparison = {
    archives,
    unknown: new Set<UserId>(),
    views,
    files: await openArchiveFiles(archives, { store, deliver }, workDirectories, differences),
    differences,
    tally: makeComparedTally(),
  };
  const rules = {
    views,
    areSeveral: archives.names.length > 1,
    deleted: differences.explanations.deleted,
    checksFiles: store !== undefined && (deliver === 'bundle' || archives.hasUploads),
    listsBookmarks: run.settings.zipBookmarks === 'message',
    seenToMs: seenBy(run.options.archives),
  };
  return { comparison, setup: { rules, view, usernames: archived.usernames } };
}

/** Compares channels, people and bookmarks; returns warnings of lists that can be compared in part alone. */
async function compareLists(
  run: VerifyRun,
  scope: Scope,
  compared: ArchiveComparison & { readonly lists: ArchiveLists },
  { pins, lists }: Pick<UnitFold, 'pins' | 'lists'>,
): Promise<readonly Line[]> {
  const { source, conversations, workspace } = scope;
  const { rehearsalDomain, zipBookmarks } = run.settings;
  if (zipBookmarks === 'message') await compareArchiveBookmarks(compared, scope, lists);
  const listed = withListPins(pins, lists);
  await compareArchiveChannels(compared, { source, conversations, pins: listed });
  const todayMs = run.context.todayMs();
  await compareArchiveUsers(compared, workspace, { rehearsalDomain, todayMs });
  return await compareWithEarlier(run, scope, compared);
}

/** Compares the lists of earlier archives; returns warnings of those that can be compared in part alone. */
async function compareWithEarlier(
  run: VerifyRun,
  { workspace }: Scope,
  { archives, lists, differences }: ArchiveComparison & { readonly lists: ArchiveLists },
): Promise<readonly Line[]> {
  const hasSums = new Set(
    run.options.archives.flatMap(({ path, sums }) => (sums.length > 0 ? [path] : [])),
  );
  const isKnown = (path: string): boolean => hasSums.has(path);
  const earlier = await compareEarlierLists(archives, lists, isKnown);
  await differences.record(earlier.differences);
  await differences.record(await madePublic(archives.zips, workspace.conversations, isKnown));
  return earlier.uncertain.map((each) => notice('earlier-lists-differ', { ...each }));
}

/** Returns the `ts` of pinned posts and the lists of bookmarks by conversation. */
async function compareConversations(
  run: VerifyRun,
  scope: Scope,
  comparison: ArchiveComparison,
  how: ComparisonSetup,
): Promise<Pick<UnitFold, 'pins' | 'lists'>> {
  const { conversations, source, range } = scope;
  const { signal } = run.context;
  const sides = {
    archives: comparison.archives,
    conversationOf: scope.migrated,
    source,
    range,
  };
  const compare = (unit: ComparedUnit) => compareUnit(how.rules, sides, unit);
  const channels = conversations.map(({ channel }) => channel.id);
  const counts = await scope.postCounts();
  const posts = livePosts(counts, conversations);
  const runner =
    compareThreads(run, scope, how, { days: comparison.archives.sharedDays, posts }) ??
    runHere(compare, signal);
  const progress = await startProgress(posts, run.context);
  const pins: Pins = new Map();
  const lists: UnitFold['lists'] = new Map();
  try {
    // Threads load their program, and rows are counted, while the posts are divided.
    const counting = countBeside(scope);
    const units = comparedUnits(channels, await source.divide(channels, range, counts));
    const fold = {
      comparison,
      pins,
      lists,
      compareAgain: (unit: ComparedUnit) => runHere(compare, signal).run([unit]),
      onPart({ unit, posts: done }: ComparedPart) {
        const channel = units[unit]?.channels.at(-1);
        progress.at((channel && scope.migrated(channel)?.name) ?? '');
        progress.advance(done);
      },
    };
    await foldUnits(fold, units, counting(runner.run(units)));
  } finally {
    progress.stop();
    await runner.close();
  }
  return { pins, lists };
}
