import type { Line } from '../../errors/errors.ts';
import { readSlackTarget } from '../../importers/slack/read-target.ts';
import type { Conversation } from '../../mapping/conversations.ts';
import { manualWorkspaceChanges } from '../../mapping/manual-workspace-changes.ts';
import type { TargetFacts } from '../../mapping/plan/target.ts';
import type { ChannelId } from '../../model/model.ts';
import type { PendingChanges } from '../run/pending-changes.ts';
import type { AppliedPlan } from '../run/scope.ts';
import { slackReading } from '../run/slack-access.ts';
import { makeChannels } from '../workspace/channels.ts';
import { type DecidedReplay, decideReplay } from '../workspace/decide.ts';
import { forEachConversation } from '../workspace/each-conversation.ts';
import { afterHistory } from '../workspace/members.ts';
import type { ReplayParts } from '../workspace/session.ts';
import { type SyncReach, syncConversation } from './conversation.ts';
import { refuseManyGone, refuseOlderSource } from './guards.ts';
import { removeLeavers } from './remove-members.ts';
import { noSyncTally, type SyncTally } from './update-post.ts';

export interface SyncPass extends ReplayParts {
  readonly pending: PendingChanges;
  readonly applied: AppliedPlan | undefined;
  /** The workspace as an earlier pass read it; it is read anew when the ids are compared. */
  readonly target: TargetFacts | undefined;
  /** Compares the ids of both sides, however long ago that was done last. */
  readonly isThorough: boolean;
  /** Many posts may have no row any more: somebody said that it is meant. */
  readonly isRemovalMeant: boolean;
}

export interface PassedSync {
  readonly tally: SyncTally;
  readonly target: TargetFacts;
  readonly conversations: number;
  readonly isComparing: boolean;
  readonly warnings: readonly Line[];
}

/** Brings a workspace up to what Mattermost has now, once: channels, posts, and people last. */
export async function syncPass(pass: SyncPass): Promise<PassedSync> {
  const { setup, source, losses, pending } = pass;
  const { run } = setup;
  // Before anything is read: what comes later is found by the next pass.
  const seenToMs = await source.latestChangeMs();
  refuseOlderSource(run.ledger, seenToMs, pass.config.sync.overlapMs);
  const isComparing = pass.isThorough || isCompareDue(pass);
  const target = isComparing || pass.target === undefined ? await readTarget(pass) : pass.target;
  const decided = await decideReplay({ ...pass, ledger: run.ledger, target });
  if (isComparing) {
    const ids = decided.conversations.map(({ channel }) => channel.id);
    await refuseManyGone(source, run.ledger, ids, pass.isRemovalMeant);
  }
  const channels = await makeChannels(pass, decided);
  const tally = noSyncTally();
  await syncPosts(pass, { decided, channels, tally, isComparing });
  const bookmarks = await source.bookmarks();
  await afterHistory({ run, ...decided, channels, bookmarks, losses });
  if (isComparing) {
    tally.peopleRemoved = await removeLeavers({ run, decided, channels });
    noteByHand(pass, decided);
  }
  await pending.save();
  setMarks(pass, decided.conversations, { seenToMs, isComparing });
  const { warnings, conversations } = decided;
  return { tally, target, conversations: conversations.length, isComparing, warnings };
}

const readTarget = ({ config, setup }: SyncPass): Promise<TargetFacts> =>
  readSlackTarget(slackReading(config, setup.run.signal));

/** The earliest of the last comparisons counts; a channel that was never brought over has had none. */
function isCompareDue({ config, setup, context }: SyncPass): boolean {
  const marks = setup.run.ledger.syncMarks();
  if (marks.size === 0) return true;
  const earliestMs = Math.min(...[...marks.values()].map(({ comparedAtMs }) => comparedAtMs));
  return context.todayMs() - earliestMs >= config.sync.compareEveryMs;
}

function noteByHand({ setup, pending }: SyncPass, { read, target }: DecidedReplay): void {
  const { conversations, emoji } = read.workspace;
  const there = new Set<string>(conversations.map(({ channel }) => channel.id));
  const made = setup.run.ledger.ofKind('channel').filter(({ key }) => !key.endsWith(':joined'));
  const changes = manualWorkspaceChanges({
    people: read.decided.people,
    target,
    emoji: emoji.all.map(({ to }) => to),
    removedChannels: made
      .filter(({ channelId }) => !there.has(channelId))
      .map(({ channelId, detail }) => ({ channelId, slackChannel: detail })),
  });
  for (const change of changes) pending.add(change);
}

/** All at once, when everything is done: a pass that is stopped is done again from where it began. */
function setMarks(
  { setup, context }: SyncPass,
  conversations: readonly Conversation[],
  { seenToMs, isComparing }: { readonly seenToMs: number; readonly isComparing: boolean },
): void {
  const { ledger } = setup.run;
  const nowMs = context.todayMs();
  const marks = ledger.syncMarks();
  // A post from the future must not hide those that are written until then.
  const syncedToMs = Math.min(seenToMs, nowMs);
  ledger.together(() => {
    for (const { channel } of conversations) {
      const comparedAtMs = isComparing ? nowMs : (marks.get(channel.id)?.comparedAtMs ?? 0);
      ledger.setSyncMark(channel.id, { syncedToMs, comparedAtMs });
    }
  });
}

interface PostsPass {
  readonly decided: DecidedReplay;
  readonly channels: ReadonlyMap<ChannelId, string>;
  readonly tally: SyncTally;
  readonly isComparing: boolean;
}

/** Only the channels in which something happened; all of them when the ids are compared. */
async function syncPosts(
  pass: SyncPass,
  { decided, channels, tally, isComparing }: PostsPass,
): Promise<void> {
  const { config, setup, source, pending } = pass;
  const marks = setup.run.ledger.syncMarks();
  const reachOf = ({ channel }: Conversation): SyncReach => {
    const mark = marks.get(channel.id);
    const sinceMs = mark === undefined ? undefined : mark.syncedToMs - config.sync.overlapMs;
    return { sinceMs, isComparing };
  };
  const starts = decided.conversations.map((each) => reachOf(each).sinceMs ?? 0);
  const latest = await source.changedChannels(starts.reduce((a, b) => Math.min(a, b), Infinity));
  const isConcerned = (conversation: Conversation): boolean => {
    const { sinceMs } = reachOf(conversation);
    const changedMs = latest.get(conversation.channel.id);
    return (
      isComparing || sinceMs === undefined || (changedMs !== undefined && changedMs >= sinceMs)
    );
  };
  await forEachConversation(
    {
      ...pass,
      ...decided,
      conversations: decided.conversations.filter(isConcerned),
      channels,
      postsOf: () => 1,
      isSync: true,
    },
    (shared, target) =>
      syncConversation({ ...shared, pending, tally }, target, reachOf(target.conversation)),
  );
}
