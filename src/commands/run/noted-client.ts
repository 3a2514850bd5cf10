import type { SlackClient } from '../../importers/slack/client.ts';
import { SlackRateLimited, SlackRefusal, SlackUnclear } from '../../importers/slack/errors.ts';
import { fill } from '../../reports/figures.ts';
import type { Language } from '../../texts/language.ts';
import { TEXTS } from '../../texts/texts.ts';
import type { Facts } from './facts.ts';
import type { Output } from './output.ts';
import { timeText } from './progress.ts';

/** Where failed calls are told of. */
export interface CallListener {
  readonly output: Pick<Output, 'note' | 'remark'>;
  readonly lang: Language;
}

/** A wait of this length looks as if the run hung. */
const LONG_WAIT_MS = 30_000;
/** Time between two remarks. */
const QUIET_MS = 55_000;

/**
 * A client whose failed calls are in the log: the method, what Slack said, how long it asks to wait; no argument. Long
 * waits are also remarked on, about once a minute, because a run without a terminal shows no progress.
 */
export function notedClient(
  client: SlackClient,
  { output, lang }: CallListener,
  nowMs: () => number = () => performance.now(),
): SlackClient {
  let remarkedMs = Number.NEGATIVE_INFINITY;
  const remark = ({ method, retryAfterMs }: SlackRateLimited): void => {
    if (retryAfterMs < LONG_WAIT_MS || nowMs() - remarkedMs < QUIET_MS) return;
    remarkedMs = nowMs();
    const time = timeText(retryAfterMs / 1000, lang);
    output.remark(fill(TEXTS[lang].terminal.slackWaits, { method, time }));
  };
  return {
    ...client,
    async call(method, args) {
      const beganMs = nowMs();
      try {
        return await client.call(method, args);
      } catch (error) {
        const tookMs = Math.round(nowMs() - beganMs);
        output.note('call-failed', { method, tookMs, ...factsOfError(error) });
        if (error instanceof SlackRateLimited) remark(error);
        throw error;
      }
    },
  };
}

function factsOfError(error: unknown): Facts {
  if (error instanceof SlackRateLimited)
    return { error: 'ratelimited', waitMs: error.retryAfterMs };
  if (error instanceof SlackRefusal) return { error: error.code };
  return { error: error instanceof SlackUnclear ? 'no-answer' : 'unknown' };
}
