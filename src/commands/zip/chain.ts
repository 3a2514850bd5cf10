import { basename, dirname, join } from 'node:path';
import type { SyncSettings } from '../../config/config.ts';
import type { Delivery } from '../../config/files.ts';
import type { OutputShape } from '../../config/mapping-rules.ts';
import type { SourceAddress } from '../../config/source.ts';
import { SourceError, UsageError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import type { TimeRange } from '../../exporters/source.ts';
import { EXPORTED_POSTS_FILE, hasExportedPosts } from '../../importers/archive/chain-record.ts';
import type { ExportedPosts } from '../../importers/archive/exported-posts.ts';
import { openExportedPosts } from '../../importers/archive/exported-posts-sqlite.ts';
import type { RepairEncoding } from '../../model/encoding.ts';
import { type SourceKind, sourceKind } from '../../model/source-kind.ts';
import { dayOf, utcMs } from '../../reports/figures.ts';
import { readManifestHeads } from '../run/manifest-heads.ts';
import type { PendingChanges } from '../run/pending-changes.ts';
import { MANIFEST_END } from '../run/record-files.ts';
import type { Scope } from '../run/scope.ts';

/* Archives that belong together: the record of their posts, and what may not follow behind them. */

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

/** False for an archive that is not imported: its posts do not count as exported. */
export const canBeFollowed = ({
  rehearsalDomain,
  delivery,
}: Pick<ChainSettings, 'rehearsalDomain' | 'delivery'>): boolean =>
  rehearsalDomain === undefined && delivery.deliver !== 'bundle';

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
  if (!canBeFollowed(settings)) return undefined;
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
  {
    exported,
    isSinceLast,
  }: Pick<ZipChain, 'isSinceLast'> & { readonly exported: Pick<ExportedPosts, 'span'> | undefined },
  { fromMs, toMs }: TimeRange,
): void {
  if (!isSinceLast || (fromMs === undefined && toMs === undefined)) return;
  const span = exported?.span();
  if (span === undefined) return;
  const { firstMs, lastMs } = span;
  if (firstMs >= (fromMs ?? firstMs) && lastMs < (toMs ?? Number.POSITIVE_INFINITY)) return;
  throw new UsageError(
    notice('since-last-range', { first: dayOf(firstMs, 'en'), last: dayOf(lastMs, 'en') }),
  );
}

/**
 * Throws a SourceError for another server than that of the earlier archives: every conversation would be taken for a new
 * one, and those of the archives for deleted.
 */
export function refuseOtherServer(
  { exported, isSinceLast }: Pick<ZipChain, 'exported' | 'isSinceLast'>,
  { workspace }: Pick<Scope, 'workspace'>,
): void {
  const known = new Set(isSinceLast ? exported?.channelIds() : []);
  if (known.size === 0 || workspace.conversations.some(({ channel }) => known.has(channel.id))) {
    return;
  }
  throw new SourceError(notice('archives-of-other-server'));
}
