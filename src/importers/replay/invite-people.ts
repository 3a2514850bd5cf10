import { INVITES_PER_CALL } from '../../mapping/api-limits.ts';
import { type Action, intentOf } from '../ledger/ledger.ts';
import { SlackRefusal, SlackUnclear, stopsRun } from '../slack/slack-errors.ts';
import { openAgain } from './open-again.ts';
import { pacedCall, type ReplayRun } from './replay-run.ts';

/** One of Mattermost's channels and its place in Slack. */
export interface PeoplePlace {
  readonly channelId: string;
  readonly slackChannel: string;
}

export const inviteKey = (channelId: string, slackId: string): string =>
  `invite:${channelId}:${slackId}`;
export const invitedOfKey = (key: string): string => key.slice(key.lastIndexOf(':') + 1);

/** Refusals that say that they are there already. */
const THERE: ReadonlySet<string> = new Set(['already_in_channel', 'cant_invite_self']);
/** So many answers may be lost one after another; inviting somebody twice does no harm. */
const ATTEMPTS = 10;

/**
 * Invites the people (Slack's ids) whom the ledger does not know as invited, so that nobody who left by themselves is
 * called back. Gives those whom Slack refused.
 */
export async function invitePeople(
  run: ReplayRun,
  place: PeoplePlace,
  people: readonly string[],
): Promise<readonly Action[]> {
  const missing = people.filter((id) => {
    const known = run.ledger.get(inviteKey(place.channelId, id));
    return known === undefined || known.state === 'intended';
  });
  if (missing.length > 0) await openAgain(run, place.channelId);
  for (let start = 0; start < missing.length; start += INVITES_PER_CALL) {
    await inviteBatch(run, place, missing.slice(start, start + INVITES_PER_CALL));
  }
  const actions = missing.map((id) => run.ledger.get(inviteKey(place.channelId, id)));
  return actions.flatMap((action) => (action?.state === 'failed' ? [action] : []));
}

async function inviteBatch(
  run: ReplayRun,
  { channelId, slackChannel }: PeoplePlace,
  batch: readonly string[],
): Promise<void> {
  const { ledger } = run;
  const each = (write: (key: string) => void) =>
    ledger.together(() => {
      for (const id of batch) write(inviteKey(channelId, id));
    });
  const intend = () =>
    each((key) => {
      const intent = intentOf({ key, kind: 'invite', channelId, slackChannel });
      ledger.intend({ ...intent, atMs: run.todayMs() });
    });
  const refused = await askToInvite(run, slackChannel, batch, intend);
  if (refused === undefined) each((key) => ledger.complete(key, {}, run.todayMs()));
  else each((key) => ledger.fail(key, refused, run.todayMs()));
}

/** Slack's word when it refused all of them. */
async function askToInvite(
  run: ReplayRun,
  channel: string,
  batch: readonly string[],
  beforeSend: () => void,
): Promise<string | undefined> {
  const args = { channel, users: batch.join(','), force: true };
  for (let attempt = 1; ; attempt += 1) {
    try {
      await pacedCall(run, 'conversations.invite', args, { beforeSend });
      return undefined;
    } catch (error) {
      if (error instanceof SlackUnclear && attempt < ATTEMPTS) {
        await run.clock.sleep(run.pauseMs, run.signal);
        continue;
      }
      if (!(error instanceof SlackRefusal) || stopsRun(error)) throw error;
      return THERE.has(error.code) ? undefined : error.code;
    }
  }
}
