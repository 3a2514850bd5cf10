import { join } from 'node:path';
import type { SyncSettings } from '../../config/config.ts';
import type { Delivery } from '../../config/files.ts';
import type { OutputShape } from '../../config/mapping-rules.ts';
import { type Line, UsageError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import type { ExportedPosts } from '../../importers/archive/exported-posts.ts';
import {
  EXPORTED_POSTS_FILE,
  hasExportedPosts,
  openExportedPosts,
} from '../../importers/archive/exported-posts-sqlite.ts';
import type { Conversation } from '../../mapping/conversations.ts';
import type { MessageContext } from '../../mapping/messages/map-post.ts';
import { microsOf, tsFromMicros } from '../../mapping/messages/timestamps.ts';
import { slackTs } from '../../slack/shapes.ts';
import { joinedNotices } from '../run/joined-notices.ts';
import type { PendingChanges } from '../run/pending-changes.ts';
import type { SinceLast } from './append.ts';

/** Options that shape what an archive says; those of a chain must be the same. */
export interface ChainOptions {
  readonly channelNames: string;
  readonly systemMessages: string;
  readonly rewriteLinksTo: string;
  readonly redactSecrets: 'yes' | 'no';
}

/** The settings that say whether an archive may follow, and in which shape. */
export interface ChainSettings extends OutputShape {
  readonly workDirectory: string;
  readonly delivery: Pick<Delivery, 'deliver'>;
}

const chainOptions = (shape: OutputShape): ChainOptions => ({
  channelNames: shape.channelNames,
  systemMessages: shape.systemMessages,
  rewriteLinksTo: shape.rewriteLinksTo ?? '',
  redactSecrets: shape.redactSecrets ? 'yes' : 'no',
});

/**
 * Opens the record of what the archives of the chain hold: that of the last run with `--since-last`, else a new one.
 * A rehearsal leaves none. UsageError when there is nothing to go on from, or the options differ.
 */
export async function openChain(
  settings: ChainSettings,
  isSinceLast: boolean,
): Promise<ExportedPosts | undefined> {
  const path = join(settings.workDirectory, EXPORTED_POSTS_FILE);
  if (isSinceLast && settings.rehearsalDomain !== undefined) {
    throw new UsageError(notice('since-last-and-rehearsal'));
  }
  const isBundle = settings.delivery.deliver === 'bundle';
  if (isSinceLast && isBundle) {
    throw new UsageError(notice('since-last-and-bundle'));
  }
  // Neither is imported, so nothing of them has moved.
  if (settings.rehearsalDomain !== undefined || isBundle) return undefined;
  if (isSinceLast && !hasExportedPosts(path)) {
    throw new UsageError(notice('since-last-without-archive', { path }));
  }
  const moved = await openExportedPosts(path, isSinceLast);
  try {
    if (isSinceLast) refuseOtherOptions(moved, chainOptions(settings));
    moved.setMeta('options', JSON.stringify(chainOptions(settings)));
    return moved;
  } catch (error) {
    await moved.discard();
    throw error;
  }
}

/** What archives had that were made before there was the option. */
const UNSAID: Partial<ChainOptions> = { redactSecrets: 'no' };

function refuseOtherOptions(moved: ExportedPosts, now: ChainOptions): void {
  const earlier: unknown = { ...UNSAID, ...JSON.parse(moved.meta('options') ?? '{}') };
  for (const [name, value] of Object.entries(now)) {
    const old: unknown = Object.entries(earlier ?? {}).find(([key]) => key === name)?.[1];
    if (old === value) continue;
    const before = String(old);
    throw new UsageError(notice('since-last-option-differs', { option: name, value, before }));
  }
}

/** The archives before this one. */
export interface ZipChain {
  /** What they hold; undefined when nothing is to follow. */
  readonly moved: ExportedPosts | undefined;
  readonly pending: PendingChanges;
  readonly isSinceLast: boolean;
}

/** Undefined for an archive that holds everything. */
export function sinceLast(
  { overlapMs }: SyncSettings,
  { moved, pending, isSinceLast }: ZipChain,
  tooOld: SinceLast['tooOld'],
): SinceLast | undefined {
  if (!isSinceLast || moved === undefined) return undefined;
  const sinceMs = Number(moved.meta('seen_to_ms') ?? 0) - overlapMs;
  return { moved, sinceMs, overlapMs, pending: pending.add, tooOld };
}

export const byApiWarning = (posts: number): readonly Line[] =>
  posts === 0 ? [] : [notice('private-posts-by-api', { posts })];

/**
 * The context of a conversation of which archives hold a part: what was issued wins over a new calculation, which the
 * neighbours of a post may have changed, and no `ts` is issued twice.
 */
export function knownIssuer(context: MessageContext, moved: ExportedPosts): MessageContext {
  const { rules, conversation } = context;
  const { issuer } = rules;
  const { id } = conversation.channel;
  return {
    ...context,
    rules: {
      ...rules,
      issuer: {
        issue(post) {
          const known = moved.get(post.id)?.ts ?? '';
          if (known !== '') return microsOf(slackTs(known));
          let micros = issuer.issue(post);
          // Only among posts of one millisecond can a slot be taken.
          if (post.tie.count > 1) while (moved.hasTs(id, tsFromMicros(micros))) micros += 1;
          return micros;
        },
        of(ref) {
          const known = moved.get(ref.id)?.ts ?? '';
          return known === '' ? issuer.of(ref) : slackTs(known);
        },
      },
    },
  };
}

/** Posts that are older than what was moved of their conversation: appended, they would stand behind newer ones. */
export interface OrderGuard {
  tooOld(conversation: Conversation, createAtMs: number): void;
  /** UsageError naming every conversation, if there is any. */
  throwAny(): void;
}

export function orderGuard(): OrderGuard {
  const found = new Map<string, { posts: number; firstMs: number; lastMs: number }>();
  return {
    tooOld({ name }, createAtMs) {
      const known = found.get(name);
      found.set(name, {
        posts: (known?.posts ?? 0) + 1,
        firstMs: Math.min(known?.firstMs ?? createAtMs, createAtMs),
        lastMs: Math.max(known?.lastMs ?? createAtMs, createAtMs),
      });
    },
    throwAny() {
      const older = [...found].map(([channel, { posts, firstMs, lastMs }]) =>
        notice('older-posts-of-channel', {
          channel,
          posts,
          first: dayOf(firstMs),
          last: dayOf(lastMs),
        }),
      );
      const channels = joinedNotices('joined-by-comma', older);
      if (channels === undefined) return;
      throw new UsageError(notice('since-last-older-posts', { channels }));
    },
  };
}

const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
