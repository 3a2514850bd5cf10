import type { SyncSettings } from '../../config/config.ts';
import type { OutputShape } from '../../config/mapping-rules.ts';
import type { Line } from '../../errors/errors.ts';
import type { FileStore } from '../../exporters/files/file-store.ts';
import type { ChannelChanges, Source } from '../../exporters/source.ts';
import type { Ledger, OfMove } from '../../importers/ledger/ledger.ts';
import { readSlackTarget } from '../../importers/slack/read-target.ts';
import type { WorkspaceSession } from '../../importers/workspace/session.ts';
import type { Conversation } from '../../mapping/conversations.ts';
import { consentChanges } from '../../mapping/manual-workspace-changes.ts';
import type { TargetFacts } from '../../mapping/plan/target.ts';
import { type ChannelId, type PostId, postId } from '../../model/model.ts';
import { sourceKind } from '../../model/source-kind.ts';
import type { AppliedPlan } from '../run/applied-plan.ts';
import type { CommandContext } from '../run/context.ts';
import type { RunLog } from '../run/run-log.ts';
import { type CanvasSettings, checkPages } from '../workspace/canvases.ts';
import { makeChannels } from '../workspace/channels.ts';
import { forEachConversation } from '../workspace/each-conversation.ts';
import { HeldBack } from '../workspace/held-back.ts';
import { followConsent, withdrawnWarning } from '../workspace/keep-consent.ts';
import { keepPeople } from '../workspace/keep-people.ts';
import type { WorkspaceLosses } from '../workspace/losses.ts';
import { finishChannels } from '../workspace/members.ts';
import {
  type ReplayMessageSettings,
  replayContexts,
  type SlackChannels,
} from '../workspace/message-context.ts';
import { renewSavedPosts } from '../workspace/saved-posts.ts';
import {
  openWorkspaceScope,
  type WorkspaceScope,
  type WorkspaceScopeSettings,
} from '../workspace/scope.ts';
import { unpacedReading } from '../workspace/session.ts';
import { syncConversation } from './conversation.ts';
import { refuseManyRemoved, refuseOlderSource } from './guards.ts';
import { manualChanges } from './manual-changes.ts';
import { noSyncTally, type SyncTally } from './post-sync.ts';
import { removeLeavers } from './remove-members.ts';
import {
  type ConversationVisit,
  conversationVisits,
  earliestSinceMs,
  type KnownOfChannels,
  type PassExtent,
  type PostsAskedAgain,
} from './visits.ts';

/** Settings of a sync. */
export type SyncRunSettings = WorkspaceScopeSettings &
  ReplayMessageSettings &
  Pick<OutputShape, 'lang'> &
  CanvasSettings & { readonly sync: SyncSettings };

/** Context of a run, shared by its passes. */
export interface SyncRun {
  readonly settings: SyncRunSettings;
  readonly session: WorkspaceSession;
  readonly log: Pick<RunLog, 'pending'> & { readonly losses: WorkspaceLosses };
  readonly context: CommandContext;
}

/** Request for a pass. */
export interface SyncRequest {
  readonly applied: AppliedPlan | undefined;
  /** Workspace as an earlier pass read it; a pass that compares ids reads it again. */
  readonly target: TargetFacts | undefined;
  /** True to compare the ids of both sides, whenever that was done last. */
  readonly isThorough: boolean;
  /** True when many posts may lack their rows (--accept-removals). */
  readonly isRemovalMeant: boolean;
}

export interface PassedSync {
  readonly tally: SyncTally;
  readonly target: TargetFacts;
  readonly conversations: number;
  readonly isComparing: boolean;
  readonly warnings: readonly Line[];
}

/** Syncs a workspace with Mattermost once: channels, then posts, and people last. */
export async function syncPass(
  run: SyncRun,
  source: Source,
  fileStore: FileStore | undefined,
  request: SyncRequest,
): Promise<PassedSync> {
  const { settings, session, log, context } = run;
  const { ledger } = session;
  const begun = await beginPass(run, source, request);
  const { seenToMs, isWhole, isComparing, target, scope, withdrawn } = begun;
  log.losses.begin();
  const held = new HeldBack();
  const channels = await makeChannels(session, scope, log.losses, held);
  const tally = noSyncTally();
  // A watching run asks once for what an earlier one was refused.
  const askedAgain = request.target === undefined ? postsAskedAgain(session) : NO_POSTS;
  const reading = { isComparing, isWhole, askedAgain };
  await syncPosts(run, scope, { channels, held, fileStore, tally, reading });
  const finishing = { session, scope, channels, losses: log.losses, held };
  const ofChannels = await finishChannels(finishing, settings);
  if (isComparing) {
    tally.peopleRemoved = await removeLeavers(finishing);
    for (const change of manualChanges(ledger, scope, channels)) log.pending.add(change);
  }
  for (const change of consentChanges(withdrawn)) log.pending.add(change);
  await log.pending.save();
  await log.losses.save(scope);
  const complete = scope.conversations.filter(({ channel }) => !held.isWaiting(channel.id));
  setMarks(ledger, complete, {
    // One of the two clocks may be ahead.
    seenToMs: Math.min(seenToMs, context.todayMs()),
    todayMs: session.clock.todayMs(),
    isComparing,
  });
  // A watching run need not read them with every pass.
  const isFirst = isComparing || request.target === undefined;
  const { applied } = request;
  const renewed = isFirst ? await renewSavedPosts(settings, { scope, ledger, applied }) : [];
  held.throwIfAny();
  const { conversations, warnings, notes } = scope;
  return {
    tally,
    target,
    conversations: conversations.length,
    isComparing,
    warnings: [...warnings, ...notes, ...withdrawnWarning(withdrawn), ...renewed, ...ofChannels],
  };
}

/** Reads both sides for a pass, and refuses a source that is older than what was synced, or lacks many of its posts. */
async function beginPass(
  { settings, session }: SyncRun,
  source: Source,
  { isThorough, isRemovalMeant, target: known, applied }: SyncRequest,
) {
  const { ledger, clock } = session;
  await checkPages(settings);
  // The times of changes in a bulk export miss some, such as a reaction taken back: everything is compared.
  const { engine } = await source.describe();
  ledger.move.bindToSource(sourceKind(engine));
  // Read before anything else: later changes are found by the next pass.
  const seenToMs = await source.latestChangeMs();
  refuseOlderSource(ledger, seenToMs, settings.sync.overlapMs);
  const isWhole = engine === 'bulk';
  const isComparing = isWhole || isThorough || isCompareDue(ledger, settings.sync, clock.todayMs());
  const mustRead = isComparing || known === undefined;
  const target = mustRead ? await readSlackTarget(unpacedReading(session)) : known;
  const scope = await openWorkspaceScope(settings, source, { ledger, target, applied });
  keepPeople(ledger, scope, true);
  const withdrawn = followConsent(ledger, settings, scope);
  if (isComparing) {
    const ids = scope.conversations.map(({ channel }) => channel.id);
    await refuseManyRemoved(source, ledger, ids, isRemovalMeant);
  }
  return { seenToMs, isWhole, isComparing, target, scope, withdrawn };
}

/**
 * True when the ids of some channel were last compared too long ago, or as far in the future: a clock was wrong then. A
 * channel that is not migrated yet does not count.
 */
export function isCompareDue(
  ledger: OfMove<'syncMarks'>,
  { compareEveryMs }: SyncSettings,
  todayMs: number,
): boolean {
  const marks = ledger.move.syncMarks();
  if (marks.size === 0) return true;
  return [...marks.values()].some(
    ({ comparedAtMs }) => Math.abs(todayMs - comparedAtMs) >= compareEveryMs,
  );
}

const NO_POSTS: PostsAskedAgain = new Map();

/** Finds the posts of which an earlier run was refused something for a reason that need not last, or was stopped. */
function postsAskedAgain({ ledger, refusals }: WorkspaceSession): PostsAskedAgain {
  const posts = new Map<string, Set<PostId>>();
  for (const action of ledger.unfinished()) {
    if (action.state !== 'intended' && !refusals.isAskedAgain(action)) continue;
    const { channelId, postId: id } = action;
    posts.set(channelId, (posts.get(channelId) ?? new Set()).add(postId(id)));
  }
  return posts;
}

interface PassEnd {
  readonly seenToMs: number;
  readonly todayMs: number;
  readonly isComparing: boolean;
}

/**
 * Records how far channels are synced, all at once at the end: a stopped pass is repeated from its start, and so is one
 * over a channel of which something waits.
 */
function setMarks(
  ledger: Ledger,
  conversations: readonly Conversation[],
  { seenToMs, todayMs, isComparing }: PassEnd,
): void {
  const marks = ledger.move.syncMarks();
  // A post from the future must not hide those that are written until then.
  const syncedToMs = Math.min(seenToMs, todayMs);
  ledger.transaction(() => {
    for (const { channel } of conversations) {
      const comparedAtMs = isComparing ? todayMs : (marks.get(channel.id)?.comparedAtMs ?? 0);
      ledger.move.setSyncMark(channel.id, { syncedToMs, comparedAtMs });
    }
  });
}

/** What a pass looks at. */
interface PassReading {
  readonly isComparing: boolean;
  /** True when every post counts as changed. */
  readonly isWhole: boolean;
  readonly askedAgain: PostsAskedAgain;
}

interface PostsWork {
  readonly channels: SlackChannels;
  readonly held: HeldBack;
  readonly fileStore: FileStore | undefined;
  readonly tally: SyncTally;
  readonly reading: PassReading;
}

/** Syncs the posts of channels with changes; of all channels when the ids are compared. */
async function syncPosts(
  { settings, session, log, context }: SyncRun,
  scope: WorkspaceScope,
  { channels, held, fileStore, tally, reading }: PostsWork,
): Promise<void> {
  const { askedAgain, isComparing, isWhole } = reading;
  const extent = { isComparing, isWhole, overlapMs: settings.sync.overlapMs };
  const known = { marks: session.ledger.move.syncMarks(), askedAgain };
  const visits = await readVisits(scope, known, extent);
  const byId = new Map<string, ConversationVisit>(
    visits.map((visit) => [visit.conversation.channel.id, visit]),
  );
  const visitOf = ({ channel }: Conversation) => byId.get(channel.id);
  await forEachConversation(
    session,
    {
      conversations: visits.map(({ conversation }) => conversation),
      channels,
      contextOf: replayContexts(settings, scope, channels),
      postsOf: (conversation) => visitOf(conversation)?.posts ?? 0,
      held,
    },
    context,
    async (lane, target) => {
      const { progress } = lane;
      const lines = { ...log, progress, held };
      const sync = { session: lane.session, scope, log: lines, fileStore, tally };
      const visit = visitOf(target.conversation);
      if (visit !== undefined) await syncConversation(sync, target, visit.reach);
    },
  );
}

const NO_CHANGES: ReadonlyMap<ChannelId, ChannelChanges> = new Map();

/** Reads what the visits of a pass depend on. All posts are counted only for conversations that were never synced. */
async function readVisits(
  { conversations, source, postCounts }: WorkspaceScope,
  { marks, askedAgain }: Pick<KnownOfChannels, 'marks' | 'askedAgain'>,
  extent: PassExtent,
): Promise<readonly ConversationVisit[]> {
  const sinceMs = earliestSinceMs(conversations, marks, extent);
  const changes = sinceMs === undefined ? NO_CHANGES : await source.changedChannels(sinceMs);
  const isAnyNew = conversations.some(({ channel }) => !marks.has(channel.id));
  const counts = isAnyNew ? await postCounts() : [];
  return conversationVisits(conversations, { marks, askedAgain, changes, counts }, extent);
}
