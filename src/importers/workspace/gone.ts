import { SlackRefusal, SlackUnclear } from '../slack/errors.ts';
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

type RemovingSession = Pick<WorkspaceSession, 'clock' | 'signal' | 'refusals'>;

/** Makes a removing call as removalRefusal does; true when it succeeded or nothing was left to remove. */
export const isGoneAfter = async (
  session: RemovingSession,
  act: () => Promise<unknown>,
): Promise<boolean> => (await removalRefusal(session, act, { isAskedAgain: false })) === undefined;

/**
 * Makes a removing call; undefined when it succeeded or nothing was left to remove, else Slack's refusal of this one
 * thing. Throws a refusal that stops the run. `isAskedAgain`: an earlier run was refused it. Removing is idempotent, so
 * the call is retried after a lost answer.
 */
export async function removalRefusal(
  { clock, signal, refusals }: RemovingSession,
  act: () => Promise<unknown>,
  { isAskedAgain }: { readonly isAskedAgain: boolean },
): Promise<SlackRefusal | undefined> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await act();
      return undefined;
    } catch (error) {
      if (error instanceof SlackUnclear && attempt < MAX_ATTEMPTS) {
        await clock.sleep(clock.pauseMs, signal);
        continue;
      }
      if (!(error instanceof SlackRefusal)) throw error;
      if (GONE.has(error.code)) return undefined;
      if (refusals.stops(error, { isAskedAgain })) throw error;
      return error;
    }
  }
}
