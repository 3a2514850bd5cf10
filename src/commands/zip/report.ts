import { basename } from 'node:path';
import { AccountError, type Line } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import { writeManifestLine } from '../../importers/archive/manifest.ts';
import {
  type Account,
  missingRows,
  type PostTally,
  unbalancedKinds,
} from '../../mapping/account.ts';
import { listsBookmarks } from '../../mapping/bookmarks.ts';
import { type DatabaseAccount, databaseAccount } from '../../mapping/database/account.ts';
import { type LeftBehind, leftBehind } from '../../mapping/database/left-behind.ts';
import type { EmojiRename } from '../../mapping/emoji/emoji.ts';
import type { LossSummary } from '../../mapping/losses.ts';
import { type RepairedTexts, repairedTexts } from '../../mapping/text-encoding.ts';
import type { SourceLack } from '../../model/source-kind.ts';
import { importChecklist } from '../../reports/import-checklist.ts';
import type { AppliedPlan } from '../run/applied-plan.ts';
import { joinedNotices } from '../run/joined-notices.ts';
import { lacksOf, type Scope } from '../run/scope.ts';
import { closeWorkFiles } from '../run/work-files.ts';
import type { WrittenArchive } from './archives.ts';
import { sizeWarnings } from './lists.ts';
import type { ZipFormat, ZipSettings, ZipTarget } from './open.ts';
import { byApiWarning } from './since-last.ts';
import { visibilityWarnings } from './visibility.ts';

/** Writes the checklist for the import, given the archives. */
export type Checklist = (
  archives: readonly { readonly name: string; readonly sizeBytes: number }[],
) => string;

/** Report of `zip`. */
export interface ZipReport {
  readonly command: 'zip';
  /** `json`: Slack's export format; `csv`: its text import. */
  readonly format: ZipFormat;
  readonly archives: readonly WrittenArchive[];
  readonly conversations: number;
  readonly messages: number;
  /** Conversations with a list of their bookmarks. */
  readonly bookmarkLists: number;
  readonly account: Account;
  /** What a bulk export cannot hold; undefined for a database. */
  readonly lacks: readonly SourceLack[] | undefined;
  readonly losses: readonly LossSummary[];
  /** Every table of the source and what becomes of it; undefined where its rows were not counted. */
  readonly database: DatabaseAccount | undefined;
  /** What stays of it, by code. */
  readonly leftBehind: readonly LeftBehind[];
  /** What source.repairEncoding changed. */
  readonly repairedTexts: RepairedTexts;
  /** Custom emoji with another name in Slack. */
  readonly emojiRenames: readonly EmojiRename[];
  /** Number of lines in pending-changes.csv: changes that an import cannot make. */
  readonly pending: number;
  /** Number of posts beyond the plan, negative for fewer; undefined without a plan or with a part of one. */
  readonly postsSincePlan: number | undefined;
  readonly warnings: readonly Line[];
}

/** What a build wrote. */
interface BuiltZip {
  readonly archives: readonly WrittenArchive[];
  readonly account: Account;
  readonly losses: readonly LossSummary[];
  readonly tally: PostTally;
  readonly lists: number;
}

/** What else is known of a run. */
interface ZipRunFacts {
  readonly format: ZipFormat;
  readonly applied: AppliedPlan | undefined;
  /** The time of the run, milliseconds since the epoch. */
  readonly todayMs: number;
}

/** Makes the report of a build. */
export function zipReport(
  settings: ZipSettings,
  scope: Scope,
  { chain }: ZipTarget,
  built: BuiltZip & ZipRunFacts,
): ZipReport {
  const { format, archives, account, losses, tally, applied, todayMs } = built;
  const { databaseRows } = scope.source;
  const areListed = listsBookmarks(settings, scope.range);
  const database =
    databaseRows === undefined ? undefined : databaseAccount(databaseRows, areListed);
  const plannedPosts = applied?.isPart === false ? applied.plan.forecast.totals.posts : undefined;
  return {
    command: 'zip',
    format,
    archives,
    conversations: scope.conversations.length,
    messages: tally.messages,
    bookmarkLists: built.lists,
    account,
    lacks: lacksOf(scope.description),
    losses,
    database,
    leftBehind:
      database === undefined ? [] : leftBehind(database, { users: scope.read.users, todayMs }),
    repairedTexts: repairedTexts({ ...scope.read, channels: scope.selectedChannels }, losses),
    emojiRenames: scope.workspace.emoji.renames,
    postsSincePlan: plannedPosts === undefined ? undefined : tally.posts.written - plannedPosts,
    pending: chain.pending.size,
    warnings: zipWarnings(settings, scope, chain, built),
  };
}

function zipWarnings(
  settings: ZipSettings,
  scope: Scope,
  chain: ZipTarget['chain'],
  { archives, tally }: Pick<BuiltZip, 'archives' | 'tally'>,
): readonly Line[] {
  const isUnlisted = settings.zipBookmarks === 'message' && !listsBookmarks(settings, scope.range);
  return [
    ...scope.warnings,
    ...scope.notes,
    ...(isUnlisted ? [notice('bookmarks-not-listed')] : []),
    ...byApiWarning(tally.posts.leftOut.get('private-by-api') ?? 0),
    ...visibilityWarnings(chain, scope.conversations),
    ...sizeWarnings(archives, settings),
  ];
}

/** Throws an AccountError with every kind of row that does not balance. */
export function refuseUnbalanced(account: Account): void {
  const unbalanced = unbalancedKinds(account).map((kind) => {
    const { read, written } = account[kind];
    return notice('unbalanced-kind', { kind, read, written, missing: missingRows(account[kind]) });
  });
  const kinds = joinedNotices('joined-by-semicolon', unbalanced);
  if (kinds !== undefined) throw new AccountError(notice('account-unbalanced', { kinds }));
}

/** Ends the archives, and writes checksums and account into the manifest and the checklist for the import. */
export async function sealArchives(
  { archives, files }: ZipTarget,
  account: Account,
  checklist: Checklist,
): Promise<readonly WrittenArchive[]> {
  const written: WrittenArchive[] = [];
  for (const { zip } of await archives.all()) {
    const seal = { file: zip.path, ...(await zip.finish()) };
    written.push(seal);
    await writeManifestLine(files.of.manifest, { kind: 'archive', ...seal, file: zip.name });
  }
  const losses = { sha256: await files.of.losses.closedSum() };
  await writeManifestLine(files.of.manifest, { kind: 'account', account, losses });
  await files.of.checklist.write(
    checklist(written.map(({ file, sizeBytes }) => ({ name: basename(file), sizeBytes }))),
  );
  await closeWorkFiles(files);
  return written;
}

/** Makes the checklist of an export. */
export const exportChecklist =
  (
    { lang, rehearsalDomain, delivery }: ZipSettings,
    { workspace, conversations }: Scope,
  ): Checklist =>
  (archives) =>
    importChecklist({
      lang,
      rehearsalDomain,
      deliver: delivery.deliver,
      archives,
      conversations,
      users: [...workspace.users.values()].filter(({ id }) => !workspace.samePeople.has(id)),
      emojiRenames: workspace.emoji.renames,
    });
