import type { SlackClient } from '../../importers/slack/client.ts';
import { SlackRateLimited, SlackRefusal, SlackUnclear } from '../../importers/slack/errors.ts';
import type { Facts } from '../run/facts.ts';
import type { Output } from '../run/output.ts';

/** A client whose failed calls are in the log: the method, what Slack said, how long it asks to wait; no argument. */
export function notedClient(client: SlackClient, { note }: Pick<Output, 'note'>): SlackClient {
  return {
    ...client,
    async call(method, args) {
      const beganMs = performance.now();
      try {
        return await client.call(method, args);
      } catch (error) {
        const tookMs = Math.round(performance.now() - beganMs);
        note('call-failed', { method, tookMs, ...factsOfError(error) });
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
