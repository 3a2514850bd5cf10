import type { Deliver } from '../../config/files.ts';
import type { FileStore } from '../../exporters/files/file-store.ts';
import type { Source } from '../../exporters/source.ts';
import { type ArchiveSet, openArchiveSet } from '../../importers/archive/archive-set.ts';
import type { Conversation } from '../../mapping/conversations.ts';
import type { VerifyReport } from '../../mapping/verify/report.ts';
import type { ChannelId, UserId } from '../../model/model.ts';
import { readAllMembers } from '../run/members.ts';
import { startProgress } from '../run/progress.ts';
import { livePosts, openScope, type Scope } from '../run/scope.ts';
import { configuredFileStore } from '../run/source.ts';
import { makeComparedTally } from './account.ts';
import { openArchiveLog, reportOnArchives } from './archive-run.ts';
import { archiveLists } from './list-counts.ts';
import { oldArchives } from './manifests.ts';
import type { VerifyRun } from './run.ts';
import type { ArchiveComparison } from './zip-comparison.ts';
import { openArchiveFiles } from './zip-files.ts';
import type { ComparedPart } from './zip-findings.ts';
import { foldUnits, type Pins } from './zip-fold.ts';
import { compareArchiveChannels, compareArchiveUsers } from './zip-lists.ts';
import { findExposed, recordStrays } from './zip-strays.ts';
import { type ComparedUnit, compareUnit, type UnitPages } from './zip-unit.ts';
import { archiveViews } from './zip-view.ts';

/** Compares one snapshot of the source with all archives as one target. */
export async function verifyZip(run: VerifyRun, source: Source): Promise<VerifyReport> {
  const { zips, workDirectories } = run.options;
  const archives = await openArchiveSet(zips, await oldArchives(zips, workDirectories));
  try {
    const scope = await openScope(run.settings, source, { applied: run.options.applied });
    const store = await configuredFileStore(run.settings, run.context.signal);
    try {
      return await compareArchives(run, scope, archives, store);
    } finally {
      store?.close();
    }
  } finally {
    archives.close();
  }
}

/** Ways of delivery in which a message has its files by name alone; the others give each an address. */
const NAMES_FILES: Readonly<Record<Deliver, boolean>> = {
  api: true,
  none: true,
  link: false,
  bundle: false,
};

async function compareArchives(
  run: VerifyRun,
  scope: Scope,
  archives: ArchiveSet,
  store: FileStore | undefined,
): Promise<VerifyReport> {
  const { rehearsalDomain, delivery } = run.settings;
  const { workDirectories } = run.options;
  const { source, conversations, workspace } = scope;
  const { differences, losses } = await openArchiveLog(run, scope);
  const comparison: ArchiveComparison = {
    archives,
    unknown: new Set<UserId>(),
    views: archiveViews(
      { ...run.settings, mayNameFiles: store === undefined || NAMES_FILES[delivery.deliver] },
      workspace,
      conversations,
      scope.read.teams,
    ),
    files: await openArchiveFiles(
      archives,
      { store, deliver: delivery.deliver },
      workDirectories,
      differences,
    ),
    differences,
    tally: makeComparedTally(),
  };
  const checksFiles = store !== undefined && (delivery.deliver === 'bundle' || archives.hasUploads);
  const pins = await compareConversations(run, scope, comparison, checksFiles);
  const ids = conversations.map(({ channel }) => channel.id);
  const members = await readAllMembers(source, ids);
  await compareArchiveChannels(comparison, { conversations, members, pins });
  await compareArchiveUsers(comparison, workspace, rehearsalDomain);
  await recordStrays(comparison, scope);
  await findExposed(comparison, scope);
  await differences.finish();
  const lists = archiveLists(comparison, workspace, conversations);
  const { names, entries } = archives;
  const pickedUp = comparison.files.linkedFiles();
  const sides = { ...comparison, lists, losses };
  return await reportOnArchives(run, scope, sides, { names, entries, pickedUp });
}

/** Returns the `ts` of pinned posts by conversation. */
async function compareConversations(
  { context }: VerifyRun,
  scope: Scope,
  comparison: ArchiveComparison,
  checksFiles: boolean,
): Promise<Pins> {
  const { conversations } = scope;
  const { archives, views, differences } = comparison;
  const byId = new Map(conversations.map((each) => [each.channel.id, each]));
  const rules = {
    views,
    areSeveral: archives.names.length > 1,
    deleted: differences.explanations.deleted,
    checksFiles,
  };
  const sides = {
    archives,
    conversationOf: (id: ChannelId) => byId.get(id),
    pages: (unit: ComparedUnit) => unitPages(scope, unit, context.signal),
  };
  const compare = (unit: ComparedUnit) => compareUnit(rules, sides, unit);
  const units = conversations.map(
    ({ channel }, number): ComparedUnit => ({
      number,
      channels: [channel.id],
      stretch: undefined,
    }),
  );
  async function* parts() {
    for (const unit of units) yield* compare(unit);
  }
  const progress = await startProgress(livePosts(await scope.counts(), conversations), context);
  const pins: Pins = new Map();
  try {
    const fold = {
      comparison,
      pins,
      compareAgain: compare,
      onPart({ unit, posts }: ComparedPart) {
        progress.at(nameOf(units[unit], byId));
        progress.advance(posts);
      },
    };
    await foldUnits(fold, units, parts());
  } finally {
    progress.stop();
  }
  return pins;
}

/** Reads the posts of a unit. Throws the signal's reason when it is aborted. */
async function* unitPages(
  { source, range }: Pick<Scope, 'source' | 'range'>,
  { channels }: ComparedUnit,
  signal: AbortSignal,
): UnitPages {
  for (const channel of channels) {
    for await (const posts of source.posts(channel, range)) {
      signal.throwIfAborted();
      yield { channel, posts };
    }
  }
}

function nameOf(
  unit: ComparedUnit | undefined,
  byId: ReadonlyMap<ChannelId, Conversation>,
): string {
  const last = unit?.channels.at(-1);
  return last === undefined ? '' : (byId.get(last)?.name ?? '');
}
