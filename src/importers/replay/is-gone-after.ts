import { SlackRefusal, stopsRun } from '../slack/slack-errors.ts';

/** Slack's words for what is gone already. */
const GONE: ReadonlySet<string> = new Set([
  'message_not_found',
  'file_not_found',
  'file_deleted',
  'not_archived',
  'already_archived',
]);

/** True when it went through, or there was nothing left to do. */
export async function isGoneAfter(act: () => Promise<unknown>): Promise<boolean> {
  try {
    await act();
    return true;
  } catch (error) {
    if (!(error instanceof SlackRefusal)) throw error;
    if (GONE.has(error.code)) return true;
    if (stopsRun(error)) throw error;
    return false;
  }
}
