import { resolve } from 'node:path';
import type { ServerFacts, SyncSettings } from '../../config/config.ts';
import type { Delivery, FilesConfig } from '../../config/files.ts';
import type { OutputShape } from '../../config/mapping-rules.ts';
import type { Selection } from '../../config/selection.ts';
import type { SourceAddress } from '../../config/source.ts';
import type { ExportedPosts } from '../../importers/archive/exported-posts.ts';
import { refuseExisting } from '../../system/files.ts';
import { nameTogether } from '../../system/name-together.ts';
import { openPendingChanges } from '../run/pending-changes.ts';
import { archiveRecords, CHECKLIST_FILE } from '../run/record-files.ts';
import { discardWorkFiles, filesOf, openWorkFiles, type WorkFiles } from '../run/work-files.ts';
import { type Archives, openArchives, type WrittenArchive } from './archives.ts';
import { canBeFollowed, openChain, refuseKnownName, type ZipChain } from './chain.ts';
import { refuseCsvConflicts } from './csv-conflicts.ts';
import { endEarlierRun, refuseNameInChain } from './earlier-run.ts';

/** Settings that shape an archive. */
export interface ZipSettings
  extends Selection,
    OutputShape,
    Pick<ServerFacts, 'siteUrl' | 'latex'> {
  readonly files: FilesConfig;
  readonly delivery: Delivery;
  readonly sync: SyncSettings;
  readonly workDirectory: string;
  readonly source: Pick<SourceAddress, 'engine' | 'repairEncoding'>;
  /** Threads that map posts; undefined for as many as are worth it. */
  readonly workers: number | undefined;
}

/** The archive that the user asks for. */
export interface ZipRequest {
  readonly out: string;
  readonly isForced: boolean;
  /** True for an archive of only what earlier ones do not contain. */
  readonly isSinceLast: boolean;
  /** `csv`: files for Slack's text import instead of an export. */
  readonly format: ZipFormat;
}

export type ZipFormat = 'json' | 'csv';

/** Names of a run's files in the work directory, by key. */
const workFileNames = (out: string) => ({
  ...archiveRecords(out),
  checklist: CHECKLIST_FILE,
});

/** Everything that a run writes, under temporary names until it is committed. */
export interface ZipTarget {
  readonly archives: Archives;
  readonly files: WorkFiles<keyof ReturnType<typeof workFileNames>>;
  readonly chain: ZipChain;
  readonly format: ZipFormat;
  /** Gives everything its name; `written`: the archives that are sealed. */
  commit(written: readonly WrittenArchive[]): Promise<void>;
  /** Removes everything. */
  discard(): Promise<void>;
}

/**
 * Opens archives, work files and the record of earlier archives, after it has ended what a killed run left. TargetError
 * when an archive exists and may not be replaced, or a folder cannot be written; UsageError when --since-last is not
 * possible.
 */
export async function openZip(settings: ZipSettings, request: ZipRequest): Promise<ZipTarget> {
  const { out, isSinceLast, format } = request;
  if (format === 'csv') refuseCsvConflicts(settings, request);
  const { splitBy, splitBytes: maxBytes, workDirectory } = settings;
  const comment = archiveComment(settings, format);
  const undo: (() => Promise<void>)[] = [];
  let exported: ExportedPosts | undefined;
  const discard = async (): Promise<void> => {
    // Before the archives go, because it tells by them whether they wait for the next run.
    if ((await exported?.discard()) === 'kept') return;
    for (const step of undo.toReversed()) await step();
  };
  try {
    // Before anything removes temporary files.
    await endEarlierRun(workDirectory, request, isApart(settings, format));
    // A text import gives no message an id, so no archive can follow.
    exported = format === 'csv' ? undefined : await openChain(settings, out, isSinceLast);
    if (exported === undefined) await refuseNameInChain(workDirectory, out);
    const refuse = refusalOfNames(workDirectory, request, exported);
    const archives = await openArchives({ out, splitBy, maxBytes, refuse, comment });
    undo.push(() => archives.discard());
    const files = await openWorkFiles(workDirectory, workFileNames(out));
    undo.push(() => discardWorkFiles(files));
    const pending = await openPendingChanges(workDirectory);
    const opened = { archives, files, chain: { exported, pending, isSinceLast }, format };
    return { ...opened, discard, commit: (written) => commitZip(opened, out, written) };
  } catch (error) {
    await discard();
    throw error;
  }
}

/** Makes the check of an archive's name. It rejects with TargetError or UsageError for one that may not be used. */
const refusalOfNames =
  (
    workDirectory: string,
    { isForced, isSinceLast }: ZipRequest,
    exported: ExportedPosts | undefined,
  ) =>
  async (path: string): Promise<void> => {
    if (exported === undefined) await refuseNameInChain(workDirectory, path);
    // A part of this run may have the name of a whole archive.
    else if (isSinceLast) refuseKnownName(exported, path);
    await refuseExisting(path, isForced);
  };

async function commitZip(
  { archives, files, chain: { exported, pending } }: Omit<ZipTarget, 'commit' | 'discard'>,
  out: string,
  written: readonly WrittenArchive[],
): Promise<void> {
  const zips = (await archives.all()).map(({ zip }) => zip);
  const temporary = new Map(zips.map((zip) => [zip.path, zip]));
  const naming = written.map(({ file, sizeBytes, sha256 }) => ({
    file: resolve(file),
    temporaryFile: resolve(temporary.get(file)?.temporaryPath ?? ''),
    sizeBytes,
    sha256,
  }));
  // What is recorded of an archive that gets no name would be taken for one that is there.
  await archives.checkNames();
  await exported?.prepare(out, naming);
  // Before the archives: what is listed here is no difference to the record for the next run.
  await pending.save();
  // The record last: posts count as exported when their archive has its name.
  await nameTogether([...filesOf(files), ...zips], async () => exported?.commit());
}

const isApart = (settings: ZipSettings, format: ZipFormat): boolean =>
  format === 'csv' || !canBeFollowed(settings);

function archiveComment(
  { rehearsalDomain, delivery }: ZipSettings,
  format: ZipFormat,
): string | undefined {
  const comments = [
    ...(rehearsalDomain === undefined ? [] : [rehearsalComment(rehearsalDomain)]),
    ...(delivery.deliver === 'bundle' ? [BUNDLE_COMMENT] : []),
    ...(format === 'csv' ? [CSV_COMMENT] : []),
  ];
  return comments.length === 0 ? undefined : comments.join('\n');
}

const BUNDLE_COMMENT =
  'mm2slack archive with files (__uploads), for keeping and for viewers. Not for import.';

const CSV_COMMENT =
  "mm2slack text import: unpack, and import each file at Slack's CSV import; see import-checklist.md.";

/** Makes the comment of a rehearsal, so that its archive is not mistaken for the real one. */
function rehearsalComment(domain: string): string {
  return `mm2slack rehearsal: every e-mail address is on ${domain}. Not for the real import.`;
}
