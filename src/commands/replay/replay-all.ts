import { readSlackTarget } from '../../importers/slack/read-slack-target.ts';
import type { Account } from '../../mapping/account.ts';
import type { AppliedPlan } from '../hold-against-plan.ts';
import { livePosts } from '../live-posts.ts';
import { slackReading } from '../slack-access.ts';
import { afterHistory } from './after-history.ts';
import { addLeft, countLeft } from './count-left.ts';
import { decideReplay } from './decide-replay.ts';
import { iconWarnings } from './icon-warnings.ts';
import { makeChannels } from './make-channels.ts';
import { type HistoryPass, passOverHistory } from './pass-over-history.ts';
import { replayAccount } from './replay-account.ts';
import { replayConversation } from './replay-conversation.ts';
import type { ReplayParts } from './replay-parts.ts';
import { addTallies } from './replay-tally.ts';

export interface WholeReplay extends ReplayParts {
  readonly applied: AppliedPlan | undefined;
  readonly isDryRun: boolean;
}

export interface ReplayedAll {
  readonly conversations: number;
  readonly postsLeft: number;
  readonly messages: number;
  /** Undefined for a dry run, which brings nothing to be accounted for. */
  readonly account: Account | undefined;
  readonly warnings: readonly string[];
}

/** Channels first, then the history, and people last: nobody is notified of old messages. */
export async function replayAll(whole: WholeReplay): Promise<ReplayedAll> {
  const { config, setup, source, losses } = whole;
  const { run } = setup;
  const target = await readSlackTarget(slackReading(config, run.signal));
  const decided = await decideReplay({ ...whole, ledger: run.ledger, target });
  const { read, conversations, places } = decided;
  const warnings = [...decided.warnings, ...(await iconWarnings(config, read.users))];
  const counts = await source.counts({ fromMs: config.fromMs, toMs: config.toMs });
  const postsOf: HistoryPass['postsOf'] = (conversation) => livePosts(counts, [conversation]);
  if (whole.isDryRun) {
    const channels = new Map([...places].map(([id, { id: slackId }]) => [id, slackId]));
    const left = await passOverHistory(
      { ...whole, ...decided, channels, postsOf, isSync: false },
      countLeft,
    );
    return { conversations: conversations.length, warnings, account: undefined, ...addLeft(left) };
  }
  const channels = await makeChannels(whole, decided);
  const tallies = await passOverHistory(
    { ...whole, ...decided, channels, postsOf, isSync: false },
    replayConversation,
  );
  const tally = addTallies(tallies);
  const bookmarks = await source.bookmarks();
  await afterHistory({ run, ...decided, channels, bookmarks, losses });
  return {
    conversations: conversations.length,
    postsLeft: 0,
    messages: tally.messages,
    account: replayAccount({ counts, read, conversations, tally }),
    warnings,
  };
}
