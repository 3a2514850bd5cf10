import type { Config } from '../../config/config.ts';
import type { Source } from '../../exporters/source.ts';
import { openArchiveSet } from '../../importers/archive/archive-set.ts';
import type { VerifyReport } from '../../mapping/verify/report.ts';
import type { ChannelId } from '../../model/model.ts';
import type { CommandContext } from '../run/context.ts';
import { loadDecisionInputs } from '../run/decisions.ts';
import { startProgress } from '../run/progress.ts';
import {
  type AppliedPlan,
  checkAgainstPlan,
  livePosts,
  readWorkspace,
  selectedConversations,
} from '../run/scope.ts';
import { configuredFileStore } from '../run/source.ts';
import { makeComparedTally, verifyAccount } from './account.ts';
import type { VerifyFiles } from './files.ts';
import { checkManifests } from './manifests.ts';
import { compareArchiveConversation } from './zip-conversation.ts';
import { openLinkedFiles } from './zip-files.ts';
import { compareArchiveChannels, compareArchiveUsers } from './zip-lists.ts';
import { archiveViews } from './zip-view.ts';

export interface ZipVerifying {
  readonly config: Config;
  readonly context: CommandContext;
  readonly source: Source;
  readonly applied: AppliedPlan | undefined;
  /** The archives, in the order in which they are imported. */
  readonly zips: readonly string[];
  readonly files: VerifyFiles;
}

/** Compares one snapshot of the source with all archives as one target. */
export async function verifyZip(verifying: ZipVerifying): Promise<VerifyReport> {
  const { config, context, source, applied, zips, files } = verifying;
  const set = await openArchiveSet(zips);
  try {
    const description = await source.describe();
    const { deciding, notes } = await loadDecisionInputs(config, { plan: applied?.plan });
    const read = await readWorkspace(source, config, deciding);
    const changes = applied === undefined ? [] : checkAgainstPlan(applied, read);
    const range = { fromMs: config.fromMs, toMs: config.toMs };
    const counts = await source.counts(range);
    const conversations = selectedConversations(read);
    const { book, explanations } = await files.open(read, ['losses.jsonl']);
    const views = archiveViews(config, read, conversations);
    const tally = makeComparedTally();
    const pins = new Map<ChannelId, readonly string[]>();
    const progress = startProgress(livePosts(counts, conversations), {
      isQuiet: config.quiet || config.json,
      nowMs: context.nowMs,
    });
    const { signal } = context;
    const fileStore = await configuredFileStore(config);
    const linked = await openLinkedFiles(config.workDirectory, book);
    const shared = {
      source,
      set,
      range,
      views,
      explanations,
      book,
      fileStore,
      linked,
      progress,
      tally,
    };
    try {
      for (const conversation of conversations) {
        const pinned = await compareArchiveConversation({ ...shared, signal }, conversation);
        pins.set(conversation.channel.id, pinned);
      }
    } finally {
      progress.stop();
    }
    const lists = { config, source, set, read, conversations, views, pins, book };
    await compareArchiveChannels(lists);
    await compareArchiveUsers(lists);
    const without = await checkManifests(zips, config.workDirectory, set, book);
    const warnings = [...config.warnings, ...description.warnings, ...notes, ...changes];
    return {
      command: 'verify',
      kind: 'zip',
      targets: set.names,
      isClean: book.unrecorded().length === 0,
      conversations: conversations.length,
      account: verifyAccount(counts, read, tally, conversations),
      differences: book.unrecorded(),
      expected: book.expected(),
      foreign: 0,
      pickedUp: linked.counts(),
      losses: [],
      warnings: [...warnings, ...without.map(noManifest)],
    };
  } finally {
    set.close();
  }
}

const noManifest = (name: string): string =>
  `there is no manifest of ${name} in the work directory, so its checksums were not compared`;
