import { longestFirst } from '../../importers/slack/longest-first.ts';
import type { PacerCounts } from '../../importers/slack/pacer.ts';
import type { WorkspaceSession } from '../../importers/workspace/session.ts';
import type { Conversation } from '../../mapping/conversations.ts';
import { fill } from '../../reports/figures.ts';
import type { SlackMethod } from '../../slack/methods.ts';
import type { Language } from '../../texts/language.ts';
import { TEXTS } from '../../texts/texts.ts';
import type { CommandContext } from '../run/context.ts';
import { type Progress, startProgress } from '../run/progress.ts';
import type { ReplayTarget } from './deliver-post.ts';
import { type HeldBack, heldPlace } from './held-back.ts';
import type { ReplayContexts, SlackChannels } from './message-context.ts';
import { keepPrivate } from './private-places.ts';

/** Conversations, their channels in Slack, and the contexts that map their posts. */
export interface TargetedConversations {
  readonly conversations: readonly Conversation[];
  readonly channels: SlackChannels;
  readonly contextOf: ReplayContexts;
  /** Returns the approximate number of posts to visit in a conversation. */
  readonly postsOf: (conversation: Conversation) => number;
  /** What Slack lets the app not write into; its channels are not visited. */
  readonly held: HeldBack;
}

/** One of the visits that run at the same time. */
export interface Lane {
  /** Session with a signal that is also aborted when another lane fails. */
  readonly session: WorkspaceSession;
  readonly progress: Progress;
  /** What Slack lets the app not write into, of all lanes. */
  readonly held: HeldBack;
}

/**
 * Conversations visited at the same time: more than the messages a second of a workspace, times the time of an answer.
 */
const SIDE_BY_SIDE = 12;

/**
 * Visits every conversation, the longest first, so that no single long one remains at the end. Returns the results of
 * those that were not held back.
 */
export async function forEachConversation<Result>(
  session: WorkspaceSession,
  { conversations, channels, contextOf, postsOf, held }: TargetedConversations,
  context: Pick<CommandContext, 'progress' | 'nowMs'>,
  visit: (lane: Lane, target: ReplayTarget) => Promise<Result>,
): Promise<readonly Result[]> {
  keepPrivate(session, conversations, channels);
  const sized = conversations.map((conversation) => ({
    conversation,
    remaining: postsOf(conversation),
  }));
  const progress = await startProgress(
    sized.reduce((sum, { remaining }) => sum + remaining, 0),
    context,
    (elapsedMs) => callsText(session.pacer.counts, elapsedMs, context.progress.lang),
  );
  const results: Result[] = [];
  try {
    await longestFirst(
      sized,
      { concurrency: SIDE_BY_SIDE, signal: session.signal },
      async ({ conversation, remaining }, signal) => {
        const slackChannel = channels.get(conversation.channel.id) ?? '';
        const target = {
          conversation,
          slackChannel,
          context: contextOf(conversation),
          posts: remaining,
        };
        const lane = { session: { ...session, signal }, progress, held };
        const place = heldPlace(conversation, slackChannel);
        const result = await held.around(place, () => visit(lane, target));
        if (result !== undefined) results.push(result);
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

/** Returns the calls by method, most first. */
export function callCounts(calls: ReadonlyMap<SlackMethod, number>): readonly CallCount[] {
  return [...calls]
    .map(([method, count]) => ({ method, calls: count }))
    .sort((a, b) => b.calls - a.calls || (a.method < b.method ? -1 : 1));
}

const MS_PER_MINUTE = 60_000;
/** No rate is shown before this time. */
const MIN_MS = 5_000;

/** Makes text for the progress: `chat.postMessage 280/min · Slack asked to wait 3 s`. */
function callsText({ calls, throttledMs }: PacerCounts, elapsedMs: number, lang: Language): string {
  if (elapsedMs < MIN_MS) return '';
  const texts = TEXTS[lang].terminal.progress;
  const busiest = callCounts(calls)
    .slice(0, 2)
    .map(({ method, calls: count }) => {
      const callsPerMinute = String(Math.round((count / elapsedMs) * MS_PER_MINUTE));
      return fill(texts.calls, { method, count: callsPerMinute });
    });
  const waited = Math.round(throttledMs / 1000);
  return [
    ...busiest,
    ...(waited === 0 ? [] : [fill(texts.waited, { seconds: String(waited) })]),
  ].join(' · ');
}
