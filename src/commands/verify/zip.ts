import type { Deliver } from '../../config/files.ts';
import type { FileStore } from '../../exporters/files/file-store.ts';
import type { Source } from '../../exporters/source.ts';
import { type ArchiveSet, openArchiveSet } from '../../importers/archive/archive-set.ts';
import type { VerifyReport } from '../../mapping/verify/report.ts';
import type { ChannelId } from '../../model/model.ts';
import { postPages } from '../run/post-pages.ts';
import { startProgress } from '../run/progress.ts';
import { livePosts, openScope, readAllMembers, type Scope } from '../run/scope.ts';
import { configuredFileStore } from '../run/source.ts';
import { makeComparedTally } from './account.ts';
import { openArchiveLog, reportOnArchives } from './archive-run.ts';
import { archiveLists } from './list-counts.ts';
import { oldArchives } from './manifests.ts';
import type { VerifyRun } from './run.ts';
import { type ArchiveComparison, compareArchiveConversation } from './zip-conversation.ts';
import { openArchiveFiles } from './zip-files.ts';
import { compareArchiveChannels, compareArchiveUsers } from './zip-lists.ts';
import { findExposed, recordStrays } from './zip-strays.ts';
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
  const pins = await compareConversations(run, scope, comparison);
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
): Promise<ReadonlyMap<ChannelId, readonly string[]>> {
  const { conversations } = scope;
  const progress = await startProgress(livePosts(await scope.counts(), conversations), context);
  const pages = postPages(scope, progress, context.signal);
  const pins = new Map<ChannelId, readonly string[]>();
  try {
    for (const conversation of conversations) {
      const pinned = await compareArchiveConversation(comparison, conversation, pages);
      pins.set(conversation.channel.id, pinned);
    }
  } finally {
    progress.stop();
  }
  return pins;
}
