import type { FileStore } from '../../exporters/files/file-store.ts';
import {
  MANIFEST_VERSION,
  type ManifestLine,
  writeManifestLine,
} from '../../importers/archive/manifest.ts';
import type { Account } from '../../mapping/account.ts';
import { listsBookmarks } from '../../mapping/bookmarks.ts';
import { csvLine } from '../../mapping/csv.ts';
import { mapStatus } from '../../mapping/custom-status.ts';
import type { LossSummary } from '../../mapping/losses.ts';
import { SHAPES } from '../../mapping/message-shape.ts';
import { migrationAccount } from '../../mapping/migration-account.ts';
import {
  decidedShape,
  makeSlackUserIds,
  rehearsalShape,
  type UserShape,
} from '../../mapping/users.ts';
import type { PostWorkspace } from '../../mapping/workspace.ts';
import type { User } from '../../model/model.ts';
import { bookmarkWords } from '../run/channel-bookmarks.ts';
import type { CommandContext } from '../run/context.ts';
import { LossLog } from '../run/loss-log.ts';
import { type MessageSettings, messageContexts } from '../run/message-context.ts';
import { startProgress } from '../run/progress.ts';
import { lossesBesidePosts } from '../run/rows-left-out.ts';
import { livePosts, type Scope } from '../run/scope.ts';
import { shareScope } from '../run/shared-scope.ts';
import { recordedRepair } from '../run/text-encoding.ts';
import {
  memoryOfMapping,
  startPostThreads,
  threadReading,
  workersFor,
} from '../run/workers/post-threads.ts';
import type { SinceLast } from './append.ts';
import type { ArchiveRun } from './archive-run.ts';
import type { WrittenArchive } from './archives.ts';
import { refuseOlderSource, refuseOtherRange, refuseOtherServer } from './chain.ts';
import { rememberConsent } from './chain-consent.ts';
import { POST_INDEX_HEADER } from './conversation.ts';
import { type StartThreads, writeConversations } from './conversations.ts';
import { fillCsv } from './csv-build.ts';
import { workspacesThen } from './former-names.ts';
import { type ListRun, listBytes, type PeopleRules, writeLists, writeUsers } from './lists.ts';
import type { ZipFormat, ZipSettings, ZipTarget } from './open.ts';
import type { WrittenPosts } from './place.ts';
import { rememberBookmarks } from './remember-bookmarks.ts';
import { rememberLists, rememberPeople } from './remember-lists.ts';
import { type Checklist, exportChecklist, refuseUnbalanced, sealArchives } from './report.ts';
import { knownIssuer, orderGuard, sinceLast } from './since-last.ts';
import type { ZipThreadSetup } from './threads.ts';

/** Source and target of a build. */
export interface ZipBuild {
  readonly scope: Scope;
  readonly fileStore: FileStore | undefined;
  readonly target: ZipTarget;
  readonly context: CommandContext;
}

/** Result of a build. */
export interface BuiltArchives extends WrittenPosts {
  readonly archives: readonly WrittenArchive[];
  readonly account: Account;
  readonly losses: readonly LossSummary[];
}

/** Fills the archives and the files beside them. AccountError when the account does not balance. */
export async function buildArchives(
  settings: ZipSettings,
  build: ZipBuild,
): Promise<BuiltArchives> {
  const { scope, target, context } = build;
  refuseOtherServer(target.chain, scope);
  refuseOtherRange(target.chain, scope.range);
  rememberPeople(target.chain, scope);
  rememberConsent(target.chain, settings, scope);
  const losses = new LossLog(target.files.of.losses);
  if (target.format === 'json') target.archives.reserve(listBytes(scope));
  const seenToMs = await scope.source.latestChangeMs();
  refuseOlderSource(settings.sync, target.chain, seenToMs);
  const written = await fillArchives(settings, build, losses, seenToMs);
  for (const { place, loss } of await lossesBesidePosts(scope)) await losses.record(place, [loss]);
  // A post from the future must not hide those that are written until then.
  await rememberLists(target.chain, scope, Math.min(seenToMs, context.todayMs()));
  if (listsBookmarks(settings, scope.range)) await rememberBookmarks(target.chain, scope);
  const account = written.account(
    migrationAccount(await scope.counts(), scope, {
      posts: written.tally,
      emojiAdded: 0,
      emojiReason: 'not-in-a-zip',
      isSinceLast: target.chain.isSinceLast,
    }),
  );
  refuseUnbalanced(account);
  const archives = await sealArchives(target, account, written.checklist);
  const { tally, pins, lists } = written;
  return { tally, pins, lists, archives, account, losses: losses.summary() };
}

/** What is in the archives, and what follows from its format. */
interface FilledArchives extends WrittenPosts {
  readonly account: (account: Account) => Account;
  readonly checklist: Checklist;
}

async function fillArchives(
  settings: ZipSettings,
  build: ZipBuild,
  losses: LossLog,
  seenToMs: number,
): Promise<FilledArchives> {
  const { scope, target, context } = build;
  const { chain, files, format } = target;
  const posts = livePosts(await scope.postCounts(), scope.conversations);
  const progress = await startProgress(posts, context);
  try {
    await writeManifestLine(files.of.manifest, {
      ...manifestHead(settings, format, scope, seenToMs),
      ...(chain.isSinceLast ? { follows: chain.exported?.lastArchives() ?? [] } : {}),
    });
    await files.of.postIndex.write(csvLine(POST_INDEX_HEADER));
    const begun = beginRun(settings, build, { losses, progress });
    return format === 'csv'
      ? await fillCsv(settings, begun.run)
      : await fillExport(settings, build, begun);
  } finally {
    progress.stop();
  }
}

/** A run before its first post. */
interface BegunRun {
  readonly run: ArchiveRun;
  /** Undefined for an archive of everything. */
  readonly since: SinceLast | undefined;
  /** Collects the posts that earlier archives leave no room for. */
  readonly guard: ReturnType<typeof orderGuard>;
}

function beginRun(
  settings: ZipSettings,
  { scope, fileStore, target: { archives, files, chain }, context }: ZipBuild,
  log: ArchiveRun['log'],
): BegunRun {
  const people = makeSlackUserIds(scope.workspace);
  const guard = orderGuard();
  const contextsOf = (workspace: PostWorkspace) =>
    messageContexts(messageSettings(settings), { ...scope, workspace }, people);
  const contextOf = contextsOf(scope.workspace);
  const since = sinceLast(settings.sync, chain, {
    tooOld: guard.tooOld,
    contextsThen: workspacesThen(chain, scope, settings).map(contextsOf),
  });
  const run: ArchiveRun = {
    scope,
    people,
    log,
    out: {
      openDay: archives.openDay,
      wholeOf: archives.wholeOf,
      manifest: files.of.manifest,
      postIndex: files.of.postIndex,
      exported: chain.exported,
      listsBookmarks: listsBookmarks(settings, scope.range),
      bundled: settings.delivery.deliver === 'bundle' ? fileStore : undefined,
    },
    contextOf: (conversation) =>
      since === undefined
        ? contextOf(conversation)
        : knownIssuer(contextOf(conversation), since.exported),
    signal: context.signal,
  };
  return { run, since, guard };
}

/** Writes the conversations of an export, and the lists of its channels and people. */
async function fillExport(
  settings: ZipSettings,
  { target: { archives }, context }: ZipBuild,
  { run, since, guard }: BegunRun,
): Promise<FilledArchives> {
  const { scope, people } = run;
  const written = await writeConversations(run, since, await threadsOf(settings, run));
  guard.throwAny();
  const { losses } = run.log;
  const lists: ListRun = { scope, people, pins: written.pins, losses, manifest: run.out.manifest };
  const rules = peopleRules(settings, scope, context.todayMs());
  for (const archive of await archives.all()) await writeLists(lists, archive);
  for (const archive of await archives.all()) await writeUsers(lists, archive, rules);
  return {
    ...written,
    account: (account) => account,
    checklist: exportChecklist(settings, scope),
  };
}

/** Decides whether threads map the posts; they are started when the first unit is asked for. */
async function threadsOf(settings: ZipSettings, run: ArchiveRun): Promise<StartThreads> {
  const { scope, out, signal } = run;
  const { shared } = scope.source;
  const posts = livePosts(await scope.postCounts(), scope.conversations);
  const workers = workersFor(settings.workers, posts);
  if (shared === undefined || workers === 0) return () => undefined;
  const setup: ZipThreadSetup = {
    scope: shareScope(scope, settings),
    reading: threadReading(shared),
    messages: messageSettings(settings),
    isRecorded: out.exported !== undefined,
  };
  const file = new URL('./zip-worker.js', import.meta.url);
  const program = { file, memory: memoryOfMapping(scope, posts) };
  return () => startPostThreads({ program, workers, shared, setup, signal });
}

const messageSettings = (settings: ZipSettings): MessageSettings => ({
  systemMessages: settings.systemMessages,
  rewriteLinksTo: settings.rewriteLinksTo,
  siteUrl: settings.siteUrl,
  delivery: { deliver: settings.delivery.deliver },
  ...(settings.zipBookmarks === 'message' ? { bookmarks: bookmarkWords(settings.lang) } : {}),
});

/** Makes the first line of the manifest: the options that shaped the archive, without addresses and passwords. */
function manifestHead(
  settings: ZipSettings,
  format: ZipFormat,
  { workspace: { samePeople }, consent: agreed }: Pick<Scope, 'workspace' | 'consent'>,
  seenToMs: number,
): Extract<ManifestLine, { kind: 'manifest' }> {
  const { include, channels, excludeChannels, teams, fromMs, toMs, channelNames } = settings;
  const options = { include, channels, excludeChannels, teams, fromMs, toMs, channelNames };
  const rehearsal =
    settings.rehearsalDomain === undefined ? {} : { rehearsal: settings.rehearsalDomain };
  const redaction = settings.redactSecrets ? { redactSecrets: true } : {};
  const repairEncoding = recordedRepair(settings.source);
  const repair = repairEncoding === undefined ? {} : { repairEncoding };
  const bookmarks = settings.zipBookmarks === 'none' ? {} : { bookmarks: settings.zipBookmarks };
  const bulk = settings.source.engine === 'bulk' ? { source: 'bulk' } : {};
  const csv = format === 'csv' ? { format, csvQuoting: settings.csvQuoting } : {};
  const consent =
    agreed === undefined
      ? {}
      : { consent: { digest: agreed.digest, conversations: agreed.conversations.size } };
  const sameAs = samePeople.size === 0 ? {} : { sameAs: Object.fromEntries(samePeople) };
  return {
    kind: 'manifest',
    version: MANIFEST_VERSION,
    shape: SHAPES.archiveText,
    seenToMs,
    options: {
      ...options,
      ...consent,
      ...rehearsal,
      ...redaction,
      ...repair,
      ...bulk,
      ...csv,
      ...bookmarks,
      ...sameAs,
    },
  };
}

function peopleRules(
  settings: Pick<ZipSettings, 'rehearsalDomain'>,
  scope: Scope,
  todayMs: number,
): PeopleRules {
  const { emoji } = scope.workspace;
  return {
    shapeOf: shapeRule(settings, scope),
    statusOf: ({ customStatus }) => mapStatus(customStatus, todayMs, emoji),
  };
}

function shapeRule(
  { rehearsalDomain }: Pick<ZipSettings, 'rehearsalDomain'>,
  { workspace }: Scope,
): (user: User) => UserShape {
  const decided = (user: User): UserShape => decidedShape(user, workspace.people.get(user.id));
  if (rehearsalDomain === undefined) return decided;
  return (user) => rehearsalShape(user, decided(user), rehearsalDomain);
}
