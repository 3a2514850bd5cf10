import type { Conversation } from '../../mapping/conversations.ts';
import type { ChannelId } from '../../model.ts';
import type { DecidedReplay } from '../replay/decide-replay.ts';
import { passOverHistory } from '../replay/pass-over-history.ts';
import { type SyncReach, syncConversation } from './sync-conversation.ts';
import type { SyncPass } from './sync-pass.ts';
import type { SyncTally } from './sync-tally.ts';

export interface PostsPass {
  readonly decided: DecidedReplay;
  readonly channels: ReadonlyMap<ChannelId, string>;
  readonly tally: SyncTally;
  readonly isComparing: boolean;
}

/** Only the channels in which something happened; all of them when the ids are compared. */
export async function syncPosts(
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
  await passOverHistory(
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
