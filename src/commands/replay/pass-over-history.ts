import { longestFirst } from '../../importers/pacer/longest-first.ts';
import type { Conversation } from '../../mapping/conversations.ts';
import type { ChannelId } from '../../model.ts';
import { startProgress } from '../progress.ts';
import type { ReadWorkspace } from '../read-workspace.ts';
import type { ConversationReplay, ReplayTarget } from './bring-post.ts';
import { callsText } from './call-counts.ts';
import { replayContexts } from './replay-context.ts';
import type { ReplayParts } from './replay-parts.ts';

export interface HistoryPass extends ReplayParts {
  readonly read: ReadWorkspace;
  readonly conversations: readonly Conversation[];
  /** Where each conversation goes in Slack. */
  readonly channels: ReadonlyMap<ChannelId, string>;
  /** About how many posts the pass meets in a conversation. */
  readonly postsOf: (conversation: Conversation) => number;
  readonly isSync: boolean;
}

/** Channels that are replayed side by side: more than the workspace takes messages a second, times an answer's time. */
const SIDE_BY_SIDE = 12;

/** Goes over every conversation, the longest first, so that none of them is left alone at the end. */
export async function passOverHistory<Result>(
  pass: HistoryPass,
  over: (shared: ConversationReplay, target: ReplayTarget) => Promise<Result>,
): Promise<readonly Result[]> {
  const { config, context, setup, read, channels } = pass;
  const sized = pass.conversations.map((conversation) => ({
    conversation,
    remaining: pass.postsOf(conversation),
  }));
  const progress = startProgress(
    sized.reduce((sum, { remaining }) => sum + remaining, 0),
    {
      isQuiet: config.quiet || config.json,
      nowMs: context.nowMs,
      more: (elapsedMs) => callsText(setup.run.pacer.counts, elapsedMs),
    },
  );
  const { source, fileStore, losses, isSync } = pass;
  const { permalink } = read;
  const range = { fromMs: config.fromMs, toMs: config.toMs };
  const shared = { run: setup.run, source, range, fileStore, permalink, losses, progress, isSync };
  const contextOf = replayContexts(config, read, channels);
  const results: Result[] = [];
  const { signal } = setup.run;
  try {
    await longestFirst(
      sized,
      { concurrency: SIDE_BY_SIDE, signal },
      async ({ conversation, remaining }, stop) => {
        const slackChannel = channels.get(conversation.channel.id) ?? '';
        const run = { ...setup.run, signal: stop };
        const target = {
          conversation,
          posts: remaining,
          slackChannel,
          context: contextOf(conversation),
        };
        results.push(await over({ ...shared, run }, target));
      },
    );
    return results;
  } finally {
    progress.stop();
  }
}
