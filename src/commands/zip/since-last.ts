import { join } from 'node:path';
import type { Config } from '../../config.ts';
import { UsageError } from '../../errors.ts';
import type { MovedPosts } from '../../importers/moved/moved-posts.ts';
import {
  hasMovedPosts,
  MOVED_FILE,
  openMovedPosts,
} from '../../importers/moved/sqlite-moved-posts.ts';
import type { PendingBook } from '../pending-book.ts';
import type { SinceLast } from './append-conversation.ts';

/** Options that shape what an archive says; those of a chain must be the same. */
export interface ChainOptions {
  readonly channelNames: string;
  readonly systemMessages: string;
  readonly rewriteLinksTo: string;
  readonly redactSecrets: 'yes' | 'no';
}

const chainOptions = (config: Config): ChainOptions => ({
  channelNames: config.channelNames,
  systemMessages: config.systemMessages,
  rewriteLinksTo: config.rewriteLinksTo ?? '',
  redactSecrets: config.redactSecrets ? 'yes' : 'no',
});

/**
 * Opens the record of what the archives of the chain hold: that of the last run with `--since-last`, else a new one.
 * A rehearsal leaves none. UsageError when there is nothing to go on from, or the options differ.
 */
export async function openChain(
  config: Config,
  isSinceLast: boolean,
): Promise<MovedPosts | undefined> {
  const path = join(config.workDirectory, MOVED_FILE);
  if (isSinceLast && config.rehearsalDomain !== undefined) {
    throw new UsageError('--since-last and --rehearsal: a rehearsal is never gone on from');
  }
  const isBundle = config.delivery.deliver === 'bundle';
  if (isSinceLast && isBundle) {
    throw new UsageError('--since-last and files.deliver: bundle: an archive for keeping is whole');
  }
  // Neither is imported, so nothing of them has moved.
  if (config.rehearsalDomain !== undefined || isBundle) return undefined;
  if (isSinceLast && !hasMovedPosts(path)) {
    throw new UsageError(
      `--since-last: ${path} is not there, so no archive was made with this --work; make the first one without --since-last`,
    );
  }
  const moved = await openMovedPosts(path, isSinceLast);
  try {
    if (isSinceLast) refuseOtherOptions(moved, chainOptions(config));
    moved.setMeta('options', JSON.stringify(chainOptions(config)));
    return moved;
  } catch (error) {
    await moved.discard();
    throw error;
  }
}

/** What archives had that were made before there was the option. */
const UNSAID: Partial<ChainOptions> = { redactSecrets: 'no' };

function refuseOtherOptions(moved: MovedPosts, now: ChainOptions): void {
  const before: unknown = { ...UNSAID, ...JSON.parse(moved.meta('options') ?? '{}') };
  for (const [name, value] of Object.entries(now)) {
    const old: unknown = Object.entries(before ?? {}).find(([key]) => key === name)?.[1];
    if (old === value) continue;
    throw new UsageError(
      `--since-last: ${name} is '${value}', and '${String(old)}' in the archives before; use the same`,
    );
  }
}

/** The archives before this one. */
export interface ZipChain {
  /** What they hold; undefined when nothing is to follow. */
  readonly moved: MovedPosts | undefined;
  readonly pending: PendingBook;
  readonly isSinceLast: boolean;
}

/** Undefined for an archive that holds everything. */
export function sinceLast(
  { sync: { overlapMs } }: Config,
  { moved, pending, isSinceLast }: ZipChain,
  tooOld: SinceLast['tooOld'],
): SinceLast | undefined {
  if (!isSinceLast || moved === undefined) return undefined;
  const sinceMs = Number(moved.meta('seen_to_ms') ?? 0) - overlapMs;
  return { moved, sinceMs, overlapMs, pending: pending.add, tooOld };
}

export const byApiWarning = (posts: number): readonly string[] =>
  posts === 0
    ? []
    : [
        `${posts} new posts of private conversations are not in the archive: an import cannot add to a private channel that is there; mm2slack adopt, then mm2slack sync brings them`,
      ];
