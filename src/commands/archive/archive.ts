import type { Config } from '../../config/config.ts';
import { AccountError, type Line, UsageError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import { withSums } from '../../importers/site/sums.ts';
import { openSite } from '../../importers/site/target.ts';
import type { CommandContext } from '../run/context.ts';
import { type OpenSource, openSource, withFiles } from '../run/source.ts';
import type { SiteBuild } from './build.ts';
import { type HoldReport, holdReport, refuseUnkeptHold } from './hold.ts';
import { readHoldList } from './hold-list.ts';
import type { SiteTally } from './part.ts';
import type { WrittenArea } from './place.ts';
import { type ArchiveOptions, openSiteScope } from './site-scope.ts';
import { writeChannels } from './write-channels.ts';
import { writePages } from './write-pages.ts';

/** Report of `archive`. */
export interface ArchiveReport {
  readonly command: 'archive';
  readonly out: string;
  readonly channels: number;
  /** Live posts of the channels, as the database counts them. */
  readonly read: number;
  /** Deleted posts of the channels, as the database counts them. */
  readonly deletedRows: number;
  /** Rows of edit history of the channels, as the database counts them. */
  readonly formerRows: number;
  readonly hold?: HoldReport;
  readonly areas: readonly { readonly type: WrittenArea['type']; readonly tally: SiteTally }[];
  readonly warnings: readonly Line[];
}

/**
 * Writes the selected channels as pages with a search, in one snapshot of the source. The site gets its name when it is
 * whole; a run that fails before that leaves nothing. AccountError when not every post that was counted is on a page or
 * left out for a reason.
 */
export async function archiveCommand(
  config: Config,
  options: ArchiveOptions,
  context: CommandContext,
  open: OpenSource = openSource,
): Promise<ArchiveReport> {
  if (options.attachments === 'link' && config.files.kind !== 'local') {
    throw new UsageError(notice('site-links-need-folder'));
  }
  const holdList = await readHoldList(config);
  const site = withSums(await openSite(options.out, options.isForced));
  try {
    const report = await withFiles(open, config, context.signal, async (source, store) => {
      const scope = await openSiteScope(config, source, { person: options.person, holdList });
      refuseUnkeptHold(scope, {
        withDeleted: options.withDeleted,
        isRedacted: config.redactSecrets,
      });
      return await writeSite(config, options, { scope, site, store, context });
    });
    context.signal.throwIfAborted();
    await site.commit();
    return report;
  } catch (error) {
    await site.discard();
    throw error;
  }
}

async function writeSite(
  config: Config,
  options: ArchiveOptions,
  build: SiteBuild,
): Promise<ArchiveReport> {
  const { scope } = build;
  const written = await writeChannels(config, options, build);
  const read = scope.channels.reduce((sum, { posts }) => sum + posts, 0);
  refuseUnbalanced(read, written.areas);
  const { deletedRows, formerRows } = scope;
  if (options.withDeleted) {
    refuseMissingDeleted(deletedRows, written.areas);
    refuseMissingFormer(formerRows, written.areas);
  }
  const hold = holdReport(scope, written.areas);
  await writePages({ config, withDeleted: options.withDeleted, hold }, build, written);
  return {
    command: 'archive',
    out: options.out,
    channels: scope.channels.length,
    read,
    deletedRows,
    formerRows,
    ...(hold === undefined ? {} : { hold }),
    areas: written.areas.map(({ type, tally }) => ({ type, tally })),
    warnings: [...scope.warnings, ...(config.hold.isLeftOut ? [notice('hold-left-out')] : [])],
  };
}

function refuseUnbalanced(read: number, areas: readonly WrittenArea[]): void {
  const written = areas.reduce(
    (sum, { tally: { posts, neverShown, ofOthers } }) => sum + posts + neverShown + ofOthers,
    0,
  );
  if (written !== read) throw new AccountError(notice('site-unbalanced', { read, written }));
}

function refuseMissingDeleted(read: number, areas: readonly WrittenArea[]): void {
  const written = areas.reduce(
    (sum, { tally: { tombstones, deleted, deletedLeftOut } }) =>
      sum + tombstones + deleted + deletedLeftOut,
    0,
  );
  if (written !== read)
    throw new AccountError(notice('site-deleted-unbalanced', { read, written }));
}

function refuseMissingFormer(read: number, areas: readonly WrittenArea[]): void {
  const written = areas.reduce(
    (sum, { tally: { formerTexts, formerLeftOut } }) => sum + formerTexts + formerLeftOut,
    0,
  );
  if (written !== read) throw new AccountError(notice('site-former-unbalanced', { read, written }));
}
