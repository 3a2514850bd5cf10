import { basename } from 'node:path';
import type { Config } from '../../config/config.ts';
import { AccountError, type Line } from '../../errors/errors.ts';
import type { FileStore } from '../../exporters/files/file-store.ts';
import type { Source, TimeRange } from '../../exporters/source.ts';
import {
  MANIFEST_VERSION,
  type ManifestLine,
  writeManifestLine,
} from '../../importers/archive/manifest.ts';
import { type Account, missingRows, unbalancedKinds, zipAccount } from '../../mapping/account.ts';
import type { Conversation } from '../../mapping/conversations.ts';
import { csvLine } from '../../mapping/csv.ts';
import type { EmojiRename } from '../../mapping/emoji/emoji.ts';
import type { LossSummary } from '../../mapping/losses.ts';
import {
  decidedShape,
  makeSlackUserIds,
  rehearsalShape,
  type SlackUserIds,
  type UserShape,
} from '../../mapping/users.ts';
import type { Workspace } from '../../mapping/workspace.ts';
import type { SourceCounts, User } from '../../model/model.ts';
import { importChecklist } from '../../reports/import-checklist.ts';
import type { CommandContext } from '../run/context.ts';
import { loadDecisionInputs } from '../run/decisions.ts';
import { fileLinks, linkWarnings } from '../run/file-links.ts';
import { LossLog } from '../run/loss-log.ts';
import { messageContexts } from '../run/message-context.ts';
import { startProgress } from '../run/progress.ts';
import {
  type AppliedPlan,
  checkAgainstPlan,
  livePosts,
  orphanPosts,
  type ReadWorkspace,
  readWorkspace,
  selectedConversations,
} from '../run/scope.ts';
import { type OpenSource, withFiles } from '../run/source.ts';
import { closeWorkFiles, type WorkFiles } from '../run/work-files.ts';
import type { Archives } from './archives.ts';
import { POST_INDEX_HEADER } from './conversation.ts';
import { runConversations, type WrittenTotals } from './conversations.ts';
import { type ListRun, listBytes, sizeWarnings, writeLists, writeUsers } from './lists.ts';
import { rememberLists } from './remember-lists.ts';
import { byApiWarning, knownIssuer, orderGuard, sinceLast, type ZipChain } from './since-last.ts';

export interface WrittenArchive {
  readonly file: string;
  readonly sizeBytes: number;
  readonly sha256: string;
}

/** The files of a run in the work directory, by key. */
export function zipWorkFiles(out: string) {
  return {
    manifest: `${basename(out)}.manifest.jsonl`,
    postIndex: 'post-index.csv',
    losses: 'losses.jsonl',
    checklist: 'import-checklist.md',
  };
}

type ZipWorkFiles = WorkFiles<keyof ReturnType<typeof zipWorkFiles>>;

/** What `zip` prints and gives as JSON. */
export interface ZipReport {
  readonly command: 'zip';
  readonly archives: readonly WrittenArchive[];
  readonly conversations: number;
  readonly messages: number;
  readonly account: Account;
  readonly losses: readonly LossSummary[];
  /** Custom emoji that get another name. */
  readonly emojiRenames: readonly EmojiRename[];
  /** Lines of pending-changes.csv: what no import can change. */
  readonly pending: number;
  /** How many posts more (or fewer) than the plan said; undefined without a plan. */
  readonly postsSincePlan: number | undefined;
  readonly warnings: readonly Line[];
}

/**
 * Reads the source in one snapshot and fills the archives and the files beside them, all still under
 * temporary names. AccountError when the account does not balance.
 */
export async function buildArchives(run: ZipRun): Promise<ZipReport> {
  const { config, context } = run;
  const isLinked = config.delivery.deliver === 'link';
  return await withFiles(
    run.open,
    config,
    context.signal,
    (source, fileStore) => buildFrom({ ...run, source, fileStore }),
    isLinked ? fileLinks(config, context.todayMs()) : undefined,
  );
}

export interface ZipRun {
  readonly config: Config;
  readonly context: CommandContext;
  readonly archives: Archives;
  readonly files: ZipWorkFiles;
  readonly open: OpenSource;
  readonly applied: AppliedPlan | undefined;
  readonly chain: ZipChain;
}

interface Build extends ZipRun {
  readonly source: Source;
  readonly fileStore: FileStore | undefined;
}

async function buildFrom(build: Build): Promise<ZipReport> {
  const prepared = await prepare(build);
  build.archives.reserve(listBytes(prepared.read, prepared.conversations));
  const seenToMs = await build.source.latestChangeMs();
  const totals = await fillArchives(build, prepared);
  await rememberLists(build, prepared.read, prepared.conversations, seenToMs);
  const account = zipAccount({
    counts: prepared.counts,
    totals,
    channels: prepared.read.workspace.conversations.map(({ channel }) => channel),
    selected: prepared.read.selection.channels,
    skippedChannels: prepared.read.skippedChannels,
    usersWritten: prepared.read.workspace.users.size - prepared.read.workspace.skipped.size,
    usersSkipped: prepared.read.workspace.skipped.size,
    liveEmoji: prepared.read.liveEmoji,
    isSinceLast: build.chain.isSinceLast,
  });
  refuseUnbalanced(account);
  const archives = await finish(build, prepared, account);
  return {
    command: 'zip',
    archives,
    conversations: totals.conversations,
    messages: totals.messages,
    account,
    losses: prepared.losses.summary(),
    emojiRenames: prepared.read.workspace.emoji.renames,
    postsSincePlan:
      build.applied === undefined
        ? undefined
        : totals.posts - build.applied.plan.forecast.totals.posts,
    pending: build.chain.pending.size,
    warnings: [
      ...prepared.warnings,
      ...byApiWarning(totals.postsByApi),
      ...sizeWarnings(archives, build.config),
    ],
  };
}

/** Everything that is known before the first post is read. */
interface Prepared {
  readonly range: TimeRange;
  readonly read: ReadWorkspace;
  readonly counts: SourceCounts;
  readonly conversations: readonly Conversation[];
  readonly people: SlackUserIds;
  readonly losses: LossLog;
  readonly warnings: readonly Line[];
}

async function prepare({ source, config, files, applied }: Build): Promise<Prepared> {
  const description = await source.describe();
  const { deciding, notes } = await loadDecisionInputs(config, { plan: applied?.plan });
  const read = await readWorkspace(source, config, deciding);
  const changes = applied === undefined ? [] : checkAgainstPlan(applied, read);
  const range = { fromMs: config.fromMs, toMs: config.toMs };
  const prepared: Prepared = {
    range,
    read,
    counts: await source.counts(range),
    conversations: selectedConversations(read),
    people: makeSlackUserIds(read.workspace.users, read.workspace.skipped),
    losses: new LossLog(files.of.losses),
    warnings: [
      ...config.warnings,
      ...linkWarnings(config),
      ...description.warnings,
      ...notes,
      ...changes,
    ],
  };
  await recordStrayPosts(source, prepared);
  return prepared;
}

async function recordStrayPosts(source: Source, { read, counts, losses }: Prepared): Promise<void> {
  for (const { id, channelId } of await orphanPosts(source, counts, read.workspace.conversations)) {
    await losses.record({ postId: id, channelId, link: id }, [{ code: 'channel_unknown' }]);
  }
}

async function fillArchives(build: Build, prepared: Prepared): Promise<WrittenTotals> {
  const { config, context, files, archives } = build;
  const { workspace, permalink } = prepared.read;
  const progress = startProgress(livePosts(prepared.counts, prepared.conversations), {
    isQuiet: config.quiet || config.json,
    nowMs: context.nowMs,
  });
  try {
    await writeManifestLine(files.of.manifest, manifestHead(config));
    await files.of.postIndex.write(csvLine(POST_INDEX_HEADER));
    const shared = { source: build.source, workspace, manifest: files.of.manifest, ...prepared };
    const guard = orderGuard();
    const since = sinceLast(config, build.chain, guard.tooOld);
    const contexts = messageContexts(config, prepared.read, prepared.people);
    const totals = await runConversations(
      {
        ...shared,
        permalink,
        progress,
        bundled: config.delivery.deliver === 'bundle' ? build.fileStore : undefined,
        moved: build.chain.moved,
        messageContext: (conversation) =>
          since === undefined
            ? contexts(conversation)
            : knownIssuer(contexts(conversation), since.moved),
        postIndex: files.of.postIndex,
        signal: context.signal,
      },
      prepared.conversations,
      archives.openDay,
      since,
    );
    guard.throwAny();
    const lists: ListRun = {
      ...shared,
      pins: totals.pins,
      shapeOf: shapeRule(config, workspace),
      channelLink: ({ channel }) => permalink(channel, undefined),
    };
    for (const archive of await archives.all()) await writeLists(lists, archive);
    for (const archive of await archives.all()) await writeUsers(lists, archive);
    return totals;
  } finally {
    progress.stop();
  }
}

/** The options that shaped the archive; a later run must agree with them. No address, no password. */
function manifestHead(config: Config): ManifestLine {
  const { include, channels, excludeChannels, teams, fromMs, toMs, channelNames } = config;
  const options = { include, channels, excludeChannels, teams, fromMs, toMs, channelNames };
  const rehearsal =
    config.rehearsalDomain === undefined ? {} : { rehearsal: config.rehearsalDomain };
  const redaction = config.redactSecrets ? { redactSecrets: true } : {};
  return {
    kind: 'manifest',
    version: MANIFEST_VERSION,
    options: { ...options, ...rehearsal, ...redaction },
  };
}

function shapeRule({ rehearsalDomain }: Config, { people }: Workspace): (user: User) => UserShape {
  const decided = (user: User): UserShape => decidedShape(user, people.get(user.id));
  if (rehearsalDomain === undefined) return decided;
  return (user) => rehearsalShape(user, decided(user), rehearsalDomain);
}

function refuseUnbalanced(account: Account): void {
  const kinds = unbalancedKinds(account);
  if (kinds.length === 0) return;
  const details = kinds.map((kind) => {
    const { read, written } = account[kind];
    return `${kind}: ${read} read, ${written} written, ${missingRows(account[kind])} unaccounted for`;
  });
  throw new AccountError(
    `the account does not balance, so no archive was made: ${details.join('; ')}`,
  );
}

async function finish(
  { config, archives, files }: Build,
  { read, conversations }: Prepared,
  account: Account,
): Promise<readonly WrittenArchive[]> {
  const written: WrittenArchive[] = [];
  for (const { zip } of await archives.all()) {
    const seal = { file: zip.path, ...(await zip.finish()) };
    written.push(seal);
    await writeManifestLine(files.of.manifest, { kind: 'archive', ...seal, file: zip.name });
  }
  await writeManifestLine(files.of.manifest, { kind: 'account', account });
  await files.of.checklist.write(
    importChecklist({
      lang: config.lang,
      rehearsalDomain: config.rehearsalDomain,
      deliver: config.delivery.deliver,
      archives: written.map(({ file, sizeBytes }) => ({ name: basename(file), sizeBytes })),
      conversations,
      users: [...read.workspace.users.values()],
      emojiRenames: read.workspace.emoji.renames,
    }),
  );
  await closeWorkFiles(files);
  return written;
}
