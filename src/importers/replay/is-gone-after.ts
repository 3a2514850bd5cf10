import { SlackRefusal, SlackUnclear, stopsRun } from '../slack/slack-errors.ts';
import type { ReplayRun } from './replay-run.ts';

/** Slack's words for what is gone already. */
const GONE: ReadonlySet<string> = new Set([
  'message_not_found',
  'file_not_found',
  'file_deleted',
  'not_archived',
  'already_archived',
  'no_pin',
  'not_pinned',
  'no_reaction',
]);

/** So many answers may be lost one after another. */
const ATTEMPTS = 10;

/**
 * True when it went through, or there was nothing left to do; false when Slack does not let the app. Taking away
 * what is gone does no harm, so that a lost answer is asked for again.
 */
export async function isGoneAfter(
  { clock, pauseMs, signal }: Pick<ReplayRun, 'clock' | 'pauseMs' | 'signal'>,
  act: () => Promise<unknown>,
): Promise<boolean> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await act();
      return true;
    } catch (error) {
      if (error instanceof SlackUnclear && attempt < ATTEMPTS) {
        await clock.sleep(pauseMs, signal);
        continue;
      }
      if (!(error instanceof SlackRefusal)) throw error;
      if (GONE.has(error.code)) return true;
      if (stopsRun(error)) throw error;
      return false;
    }
  }
}
