import { join } from 'node:path';
import type { FileStore } from '../../exporters/files/file-store.ts';
import type { CommandContext } from '../run/context.ts';
import { fileSum } from '../run/file-manifest.ts';
import type { LossLog } from '../run/loss-log.ts';
import { postPages } from '../run/post-pages.ts';
import { startProgress } from '../run/progress.ts';
import { SERVED_FILE } from '../run/record-files.ts';
import { livePosts, type Scope } from '../run/scope.ts';
import { pickedUpFiles } from '../run/served-files.ts';
import { makeWorkDirectory } from '../run/work-files.ts';
import { EmojiUses, exportEmoji, type ReadyEmoji } from './emoji.ts';
import { type ManifestTally, openManifest, writeManifest } from './manifest.ts';
import { exportPictures } from './pictures.ts';

/** Context of a run: scope, file store, work directory, losses. */
export interface FilesRun {
  readonly scope: Scope;
  readonly store: FileStore;
  readonly workDirectory: string;
  readonly losses: LossLog;
  readonly context: CommandContext;
}

/** Files, emoji and pictures of a run. */
export interface FileInventory {
  readonly tally: ManifestTally;
  readonly emoji: readonly ReadyEmoji[];
  readonly pictures: number;
  readonly pickedUp: number;
}

/** Looks up every file of the conversations, and writes manifest, emoji and pictures into the work directory. */
export async function collectFiles(run: FilesRun, signal: AbortSignal): Promise<FileInventory> {
  const { scope, store, workDirectory, losses } = run;
  const uses = new EmojiUses(scope.read.emoji.map(({ name }) => name));
  await makeWorkDirectory(workDirectory);
  const tally = await listFiles(run, uses, signal);
  const emoji = await exportEmoji(scope, { store, workDirectory, uses, losses });
  const pictures = await exportPictures(store, workDirectory, scope.read.users);
  const { size: pickedUp } = await pickedUpFiles(join(workDirectory, SERVED_FILE));
  return { tally, emoji, pictures, pickedUp };
}

async function listFiles(
  { scope, store, workDirectory, losses, context }: FilesRun,
  emojiUses: EmojiUses,
  signal: AbortSignal,
): Promise<ManifestTally> {
  const posts = livePosts(await scope.postCounts(), scope.conversations);
  const progress = await startProgress(posts, context);
  const files = await openManifest(workDirectory);
  try {
    const tally = await writeManifest(scope, {
      pages: postPages(scope, progress, signal),
      sumOf: async (path) => {
        signal.throwIfAborted();
        return await fileSum(store, path, signal);
      },
      files,
      losses,
      emojiUses,
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
