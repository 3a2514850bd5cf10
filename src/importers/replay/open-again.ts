import type { ReplayRun } from './replay-run.ts';
import { takeBack } from './take-back.ts';

/**
 * Restores a channel that we archived, so that it can be written in; it is archived again when all is done. One
 * that others archived stays as it is, and Slack says so.
 */
export async function openAgain(run: ReplayRun, channelId: string): Promise<void> {
  const archived = run.ledger.get(`archive:${channelId}`);
  if (archived !== undefined) await takeBack(run, archived);
}
