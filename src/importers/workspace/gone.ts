import { SlackRefusal, SlackUnclear, stopsRun } from '../slack/errors.ts';
import type { WorkspaceSession } from './session.ts';

/** Slack's error codes for what is removed already. */
const GONE: ReadonlySet<string> = new Set([
  'message_not_found',
  'file_not_found',
  'file_deleted',
  'canvas_not_found',
  'not_archived',
  'already_archived',
  'no_pin',
  'not_pinned',
  'no_reaction',
]);

/** Attempts after lost answers. */
const MAX_ATTEMPTS = 10;

/**
 * Makes a removing call; true when it succeeded or nothing was left to remove, false when Slack refuses. Removing is
 * idempotent, so the call is retried after a lost answer.
 */
export async function isGoneAfter(
  { clock, signal }: Pick<WorkspaceSession, 'clock' | 'signal'>,
  act: () => Promise<unknown>,
): Promise<boolean> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await act();
      return true;
    } catch (error) {
      if (error instanceof SlackUnclear && attempt < MAX_ATTEMPTS) {
        await clock.sleep(clock.pauseMs, signal);
        continue;
      }
      if (!(error instanceof SlackRefusal)) throw error;
      if (GONE.has(error.code)) return true;
      if (stopsRun(error)) throw error;
      return false;
    }
  }
}
