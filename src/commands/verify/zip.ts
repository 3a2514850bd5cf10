import { notice } from '../../errors/notices.ts';
import type { Source } from '../../exporters/source.ts';
import { openArchiveSet } from '../../importers/archive/archive-set.ts';
import type { VerifyReport } from '../../mapping/verify/report.ts';
import type { ChannelId } from '../../model/model.ts';
import { postPages } from '../run/post-pages.ts';
import { startProgress } from '../run/progress.ts';
import { livePosts, openScope, readAllMembers } from '../run/scope.ts';
import { configuredFileStore } from '../run/source.ts';
import { makeComparedTally, verifyAccount } from './account.ts';
import { openDifferenceLog } from './files.ts';
import { checkManifests } from './manifests.ts';
import type { VerifyRun } from './run.ts';
import { type ArchiveComparison, compareArchiveConversation } from './zip-conversation.ts';
import { openArchiveFiles } from './zip-files.ts';
import { compareArchiveChannels, compareArchiveUsers } from './zip-lists.ts';
import { archiveViews } from './zip-view.ts';

/** Compares one snapshot of the source with all archives as one target. */
export async function verifyZip(run: VerifyRun, source: Source): Promise<VerifyReport> {
  const { config } = run;
  const { zips, applied } = run.options;
  const archives = await openArchiveSet(zips);
  try {
    const scope = await openScope(config, source, { applied });
    const counts = await scope.counts();
    const { conversations } = scope;
    const { workDirectory } = config;
    const differences = await openDifferenceLog(run.lines, scope, workDirectory, ['losses.jsonl']);
    const store = await configuredFileStore(config);
    const comparison: ArchiveComparison = {
      archives,
      views: archiveViews(config, scope.workspace, conversations),
      files: await openArchiveFiles(archives, store, workDirectory, differences),
      differences,
      tally: makeComparedTally(),
    };
    const progress = startProgress(livePosts(counts, conversations), run.context);
    const pages = postPages(scope, progress, run.context.signal);
    const pins = new Map<ChannelId, readonly string[]>();
    try {
      for (const conversation of conversations) {
        const pinned = await compareArchiveConversation(comparison, conversation, pages);
        pins.set(conversation.channel.id, pinned);
      }
    } finally {
      progress.stop();
    }
    const ids = conversations.map(({ channel }) => channel.id);
    const members = await readAllMembers(source, ids);
    await compareArchiveChannels(comparison, { conversations, members, pins });
    await compareArchiveUsers(comparison, scope.workspace, config.rehearsalDomain);
    const without = await checkManifests(zips, workDirectory, archives, differences);
    return {
      command: 'verify',
      kind: 'zip',
      targets: archives.names,
      isClean: differences.unrecorded().length === 0,
      conversations: conversations.length,
      account: verifyAccount(counts, scope, comparison.tally),
      differences: differences.unrecorded(),
      expected: differences.expected(),
      foreign: 0,
      pickedUp: comparison.files.linkedFiles(),
      losses: [],
      warnings: [
        ...scope.warnings,
        ...scope.notes,
        ...without.map((name) => notice('manifest-missing', { name })),
      ],
    };
  } finally {
    archives.close();
  }
}
