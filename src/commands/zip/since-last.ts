import { basename, dirname, join } from 'node:path';
import type { SyncSettings } from '../../config/config.ts';
import type { Delivery } from '../../config/files.ts';
import type { OutputShape } from '../../config/mapping-rules.ts';
import type { SourceAddress } from '../../config/source.ts';
import { type Line, SourceError, UsageError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import type { TimeRange } from '../../exporters/source.ts';
import { EXPORTED_POSTS_FILE, hasExportedPosts } from '../../importers/archive/chain-record.ts';
import type { ExportedPosts } from '../../importers/archive/exported-posts.ts';
import { openExportedPosts } from '../../importers/archive/exported-posts-sqlite.ts';
import type { Conversation } from '../../mapping/conversations.ts';
import type { MessageContext } from '../../mapping/messages/map-post.ts';
import {
  microsOf,
  type PlacedRef,
  type TsIssuer,
  tsFromMicros,
} from '../../mapping/messages/timestamps.ts';
import type { RepairEncoding } from '../../model/encoding.ts';
import type { ChannelId, PostId } from '../../model/model.ts';
import { type SourceKind, sourceKind } from '../../model/source-kind.ts';
import { utcMs } from '../../reports/figures.ts';
import { slackTs } from '../../slack/shapes.ts';
import { joinedNotices } from '../run/joined-notices.ts';
import { readManifestHeads } from '../run/manifest-heads.ts';
import type { PendingChanges } from '../run/pending-changes.ts';
import { MANIFEST_END } from '../run/record-files.ts';
import type { SinceLast } from './append.ts';

/** Options that shape messages; they must be the same for all archives of a chain. */
export interface ChainOptions {
  readonly channelNames: string;
  readonly systemMessages: string;
  readonly rewriteLinksTo: string;
  readonly redactSecrets: 'yes' | 'no';
  readonly repairEncoding: RepairEncoding;
  readonly tables: string;
  readonly bookmarks: string;
  readonly source: SourceKind;
}

/** Settings that decide whether an archive may follow, and with which options. */
export interface ChainSettings extends OutputShape {
  readonly workDirectory: string;
  readonly delivery: Pick<Delivery, 'deliver'>;
  readonly source: Pick<SourceAddress, 'engine' | 'repairEncoding'>;
}

const chainOptions = ({ source, ...shape }: ChainSettings): ChainOptions => ({
  channelNames: shape.channelNames,
  systemMessages: shape.systemMessages,
  rewriteLinksTo: shape.rewriteLinksTo ?? '',
  redactSecrets: shape.redactSecrets ? 'yes' : 'no',
  repairEncoding: source.repairEncoding ?? 'none',
  tables: shape.tables ?? 'default',
  bookmarks: shape.zipBookmarks,
  source: sourceKind(source.engine),
});

/**
 * Opens the record of the posts in the archives of a chain: that of the last run with `--since-last`, else a new one;
 * undefined for a rehearsal. UsageError when there is no earlier archive, the options differ, or an
 * archive of the chain has the name.
 */
export async function openChain(
  settings: ChainSettings,
  out: string,
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
  // Neither is imported, so their posts do not count as exported.
  if (settings.rehearsalDomain !== undefined || isBundle) return undefined;
  if (isSinceLast && !hasExportedPosts(path)) await refuseWithoutRecord(path);
  const exported = await openExportedPosts(path, isSinceLast);
  try {
    if (isSinceLast) {
      refuseOtherOptions(exported, chainOptions(settings));
      refuseKnownName(exported, out);
      await refuseOlderRecord(exported, settings.workDirectory);
    }
    exported.setMeta('options', JSON.stringify(chainOptions(settings)));
    return exported;
  } catch (error) {
    await exported.discard();
    throw error;
  }
}

/** Throws what is to be done without a record: another thing where there are archives, whose posts it had. */
async function refuseWithoutRecord(path: string): Promise<never> {
  const heads = await readManifestHeads(dirname(path));
  const archive = heads.find(
    ({ head: { options } }) => options.rehearsal === undefined && options.format !== 'csv',
  );
  if (archive === undefined) throw new UsageError(notice('since-last-without-archive', { path }));
  const name = archive.name.slice(0, -MANIFEST_END.length);
  throw new UsageError(notice('record-lost', { path, name }));
}

/** Throws a UsageError for the name of an archive of the chain, whose posts and records it would replace. */
export function refuseKnownName(exported: Pick<ExportedPosts, 'archiveNames'>, path: string): void {
  const name = basename(path);
  if (exported.archiveNames().has(name)) {
    throw new UsageError(notice('since-last-name-taken', { name }));
  }
}

/**
 * Throws a UsageError when the work directory has an archive behind the last one that the record knows, as after a
 * backup of the record was put back: the posts of that archive would be written again.
 */
async function refuseOlderRecord(
  exported: Pick<ExportedPosts, 'path' | 'archiveNames' | 'lastArchives'>,
  workDirectory: string,
): Promise<void> {
  const names = exported.archiveNames();
  const last = new Set(exported.lastArchives());
  for (const { name: manifest, head } of await readManifestHeads(workDirectory)) {
    const name = manifest.slice(0, -MANIFEST_END.length);
    if (names.has(name) || head.follows?.some((sha256) => last.has(sha256)) !== true) continue;
    const { path } = exported;
    throw new UsageError(notice('record-older-than-archive', { path, name, manifest }));
  }
}

/** Values of options that older archives did not record. */
const UNSAID: Partial<ChainOptions> = {
  redactSecrets: 'no',
  repairEncoding: 'none',
  bookmarks: 'none',
  source: 'database',
};

function refuseOtherOptions(exported: ExportedPosts, now: ChainOptions): void {
  const earlier: unknown = { ...UNSAID, ...JSON.parse(exported.meta('options') ?? '{}') };
  for (const [name, value] of Object.entries(now)) {
    const old: unknown = Object.entries(earlier ?? {}).find(([key]) => key === name)?.[1];
    // An older record says nothing of an option that came later.
    if (old === undefined || old === value) continue;
    const before = String(old);
    throw new UsageError(notice('since-last-option-differs', { option: name, value, before }));
  }
}

/** The earlier archives of a chain. */
export interface ZipChain {
  /** Record of their posts; undefined when no archive may follow. */
  readonly exported: ExportedPosts | undefined;
  readonly pending: PendingChanges;
  readonly isSinceLast: boolean;
}

/**
 * Throws a SourceError for a source that is older than the archives of the chain, such as an older dump or export: posts
 * that it lacks would be listed as deleted.
 */
export function refuseOlderSource(
  { overlapMs }: SyncSettings,
  { exported, isSinceLast }: ZipChain,
  latestMs: number,
): void {
  const seenToMs = Number((isSinceLast ? exported?.meta('seen_to_ms') : undefined) ?? 0);
  if (latestMs >= seenToMs - overlapMs) return;
  const values = { latest: utcMs(latestMs), seen: utcMs(seenToMs) };
  throw new SourceError(notice('source-older-than-archives', values));
}

/**
 * Throws a UsageError for a stretch of time without some of the posts of earlier archives: their changes would be
 * missed.
 */
export function refuseOtherRange(
  { exported, isSinceLast }: Pick<ZipChain, 'exported' | 'isSinceLast'>,
  { fromMs, toMs }: TimeRange,
): void {
  if (!isSinceLast || (fromMs === undefined && toMs === undefined)) return;
  const span = exported?.span();
  if (span === undefined) return;
  const { firstMs, lastMs } = span;
  if (firstMs >= (fromMs ?? firstMs) && lastMs < (toMs ?? Number.POSITIVE_INFINITY)) return;
  throw new UsageError(notice('since-last-range', { first: dayOf(firstMs), last: dayOf(lastMs) }));
}

/** Makes the context of `--since-last`; undefined for an archive of everything. */
export function sinceLast(
  { overlapMs }: SyncSettings,
  { exported, pending, isSinceLast }: ZipChain,
  tooOld: SinceLast['tooOld'],
): SinceLast | undefined {
  if (!isSinceLast || exported === undefined) return undefined;
  const sinceMs = Number(exported.meta('seen_to_ms') ?? 0) - overlapMs;
  return { exported, sinceMs, overlapMs, pending, tooOld };
}

export const byApiWarning = (posts: number): readonly Line[] =>
  posts === 0 ? [] : [notice('private-posts-by-api', { posts })];

/**
 * Makes a context that keeps the `ts` of exported posts: an issued `ts` wins over a new calculation, which neighbours
 * of a post may have changed, and no `ts` is issued twice.
 */
export function knownIssuer(context: MessageContext, exported: ExportedPosts): MessageContext {
  const { rules, conversation } = context;
  const issuer = issuerBeside(rules.issuer, exported, conversation.channel.id);
  return { ...context, rules: { ...rules, issuer } };
}

function issuerBeside(issuer: TsIssuer, exported: ExportedPosts, channel: ChannelId): TsIssuer {
  let issued = { id: '', micros: 0 };
  const free = (micros: number): number => {
    let next = micros;
    while (exported.hasTs(channel, tsFromMicros(next))) next += 1;
    return next;
  };
  const knownMicros = (id: PostId): number | undefined => {
    const known = exported.get(id)?.ts ?? '';
    return known === '' ? undefined : microsOf(slackTs(known));
  };
  // Also a post that is alone in its millisecond may meet another, whose row is gone.
  const firstOf = (ref: PlacedRef): number =>
    knownMicros(ref.id) ?? (issued.id === ref.id ? issued.micros : free(microsOf(issuer.of(ref))));
  return {
    issue(post) {
      let micros = knownMicros(post.id);
      if (micros === undefined) {
        micros = issuer.issue(post);
        // An issued root may have another place than the rule gives.
        if (post.thread?.kind === 'reply') micros = Math.max(micros, firstOf(post.thread.root) + 1);
        micros = free(micros);
      }
      issued = { id: post.id, micros };
      return micros;
    },
    of: (ref) => tsFromMicros(firstOf(ref)),
    ofPart(ref, part) {
      const first = firstOf(ref);
      let micros = 0;
      // A part before it may have moved to its slot.
      for (let each = 1; each <= part; each += 1) {
        micros = free(Math.max(issuer.ofPart(ref, each), micros + 1));
        if (micros === first) micros = free(micros + 1);
      }
      return micros;
    },
  };
}

/**
 * Collects new posts that are older than exported ones of their conversation: appended, they would follow newer ones.
 */
export interface OrderGuard {
  tooOld(conversation: Conversation, createAtMs: number): void;
  /** Throws a UsageError with every conversation, if there is any. */
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
