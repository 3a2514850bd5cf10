import { join } from 'node:path';
import type { Config } from '../../config/config.ts';
import type { Line } from '../../errors/errors.ts';
import type { FileStore } from '../../exporters/files/file-store.ts';
import type { Source } from '../../exporters/source.ts';
import type { Conversation } from '../../mapping/conversations.ts';
import type { SourceCounts } from '../../model/model.ts';
import type { CommandContext } from '../run/context.ts';
import { loadDecisionInputs } from '../run/decisions.ts';
import type { LossLog } from '../run/loss-log.ts';
import { startProgress } from '../run/progress.ts';
import {
  type AppliedPlan,
  checkAgainstPlan,
  livePosts,
  type ReadWorkspace,
  readWorkspace,
  selectedConversations,
} from '../run/scope.ts';
import { pickedUpFiles, SERVED_FILE } from '../run/served-files.ts';
import { makeWorkDirectory } from '../run/work-files.ts';
import { EmojiUses, exportEmoji, type ReadyEmoji } from './emoji.ts';
import { type ManifestTally, openManifest, writeManifest } from './manifest.ts';
import { exportPictures } from './pictures.ts';

export interface FilesRun {
  readonly config: Config;
  readonly context: CommandContext;
  readonly signal: AbortSignal;
  readonly source: Source;
  readonly store: FileStore;
  readonly losses: LossLog;
  readonly applied: AppliedPlan | undefined;
}

/** What is there to be delivered. */
export interface FileInventory {
  readonly read: ReadWorkspace;
  readonly counts: SourceCounts;
  readonly conversations: readonly Conversation[];
  readonly tally: ManifestTally;
  readonly emoji: readonly ReadyEmoji[];
  readonly pictures: number;
  readonly pickedUp: number;
  readonly warnings: readonly Line[];
}

/** Looks at every file of the conversations, and writes manifest, emoji and pictures into the work directory. */
export async function collectFiles(run: FilesRun): Promise<FileInventory> {
  const { config, source, store, losses, applied } = run;
  const description = await source.describe();
  const { deciding, notes } = await loadDecisionInputs(config, { plan: applied?.plan });
  const read = await readWorkspace(source, config, deciding);
  const changes = applied === undefined ? [] : checkAgainstPlan(applied, read);
  const counts = await source.counts({ fromMs: config.fromMs, toMs: config.toMs });
  const conversations = selectedConversations(read);
  const customEmoji = await source.customEmoji();
  const uses = new EmojiUses(customEmoji.map(({ name }) => name));
  await makeWorkDirectory(config.workDirectory);
  const tally = await listFiles(run, { read, counts, conversations, uses });
  const { workDirectory } = config;
  const emoji = await exportEmoji({
    store,
    workDirectory,
    uses,
    losses,
    emoji: customEmoji,
    names: read.workspace.emoji.all,
    usernameOf: (id) => read.workspace.users.get(id)?.username ?? id,
  });
  const pictures = await exportPictures(store, workDirectory, read.users);
  const { size: pickedUp } = await pickedUpFiles(join(workDirectory, SERVED_FILE));
  const warnings = [...config.warnings, ...description.warnings, ...notes, ...changes];
  return { read, counts, conversations, tally, emoji, pictures, pickedUp, warnings };
}

async function listFiles(
  { config, context, signal, source, store, losses }: FilesRun,
  {
    read,
    counts,
    conversations,
    uses,
  }: Pick<FileInventory, 'read' | 'counts' | 'conversations'> & { readonly uses: EmojiUses },
): Promise<ManifestTally> {
  const progress = startProgress(livePosts(counts, conversations), {
    isQuiet: config.quiet || config.json,
    nowMs: context.nowMs,
  });
  const files = await openManifest(config.workDirectory);
  try {
    const tally = await writeManifest({
      ...{ source, store, conversations, losses, progress, signal, ...files },
      range: { fromMs: config.fromMs, toMs: config.toMs },
      permalink: read.permalink,
      emojiUses: uses,
    });
    await files.commit();
    return tally;
  } catch (error) {
    await files.leave();
    throw error;
  } finally {
    progress.stop();
  }
}
