import { longestFirst } from '../../importers/slack/longest-first.ts';
import type { PacerCounts } from '../../importers/slack/pacer.ts';
import type { Conversation } from '../../mapping/conversations.ts';
import type { ChannelId } from '../../model/model.ts';
import type { SlackMethod } from '../../slack/methods.ts';
import { startProgress } from '../run/progress.ts';
import type { ReadWorkspace } from '../run/scope.ts';
import type { ConversationReplay, ReplayTarget } from './deliver-post.ts';
import { replayContexts } from './message-context.ts';
import type { ReplayParts } from './session.ts';

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
export async function forEachConversation<Result>(
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

export interface CallCount {
  readonly method: SlackMethod;
  readonly calls: number;
}

/** Calls by method, most first. */
export function callCounts(calls: ReadonlyMap<SlackMethod, number>): readonly CallCount[] {
  return [...calls]
    .map(([method, count]) => ({ method, calls: count }))
    .sort((a, b) => b.calls - a.calls || (a.method < b.method ? -1 : 1));
}

const MS_PER_MINUTE = 60_000;
/** No rate is told of the first moments. */
const MIN_MS = 5_000;

/** For the progress: `chat.postMessage 280/min · Slack asked to wait 3 s`. */
function callsText({ calls, throttledMs }: PacerCounts, elapsedMs: number): string {
  if (elapsedMs < MIN_MS) return '';
  const busiest = callCounts(calls)
    .slice(0, 2)
    .map(
      ({ method, calls: count }) =>
        `${method} ${Math.round((count / elapsedMs) * MS_PER_MINUTE)}/min`,
    );
  const waited = Math.round(throttledMs / 1000);
  return [...busiest, ...(waited === 0 ? [] : [`Slack asked to wait ${waited} s`])].join(' · ');
}
