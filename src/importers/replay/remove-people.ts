import { SlackRefusal } from '../slack/slack-errors.ts';
import { invitedOfKey, type PeoplePlace } from './invite-people.ts';
import { isGoneAfter } from './is-gone-after.ts';
import { pacedCall, type ReplayRun } from './replay-run.ts';

/**
 * Takes those out of a channel whom we invited and who are to stay no longer; nobody else. Gives how many went.
 * `mayGo` says of a member id of Slack's whether that person has left in Mattermost.
 */
export async function removePeople(
  run: ReplayRun,
  { channelId, slackChannel: channel }: PeoplePlace,
  mayGo: (slackId: string) => boolean,
): Promise<number> {
  let removed = 0;
  for (const { key, state } of run.ledger.ofKind('invite', channelId)) {
    const user = invitedOfKey(key);
    if (state !== 'done' || !mayGo(user)) continue;
    const isGone = await isGoneAfter(run, () => kick(run, channel, user));
    if (!isGone) continue;
    run.ledger.forget(key);
    removed += 1;
  }
  return removed;
}

/** `not_in_channel` is about the person here (docs.slack.dev/reference/methods/conversations.kick). */
async function kick(run: ReplayRun, channel: string, user: string): Promise<void> {
  try {
    await pacedCall(run, 'conversations.kick', { channel, user });
  } catch (error) {
    if (error instanceof SlackRefusal && error.code === 'not_in_channel') return;
    throw error;
  }
}
