import { z } from 'zod';
import { PAGE_ITEMS } from '../../slack/limits.ts';
import { parseKey } from '../ledger/keys.ts';
import type { Action } from '../ledger/ledger.ts';
import { readPages } from '../slack/reading.ts';
import { oldestAfter, pacedReading, type WorkspaceSession } from './session.ts';

/**
 * Digest of an invitation whose outcome Slack told of this person. Older versions, which left it empty, recorded the
 * outcome of a call for all people in it.
 */
export const SETTLED_ALONE = 'per-person';

interface OldInvitations {
  readonly channelId: string;
  readonly slackChannel: string;
}

/**
 * Looks again at what an older version recorded of a call for all people in it: who was refused, or is no member and has
 * not left since, is forgotten, to be invited anew.
 */
export async function reviewOldInvitations(
  session: WorkspaceSession,
  { slackChannel }: OldInvitations,
  known: readonly Action[],
): Promise<void> {
  const { ledger } = session;
  const old = known.filter(({ state, digest }) => state !== 'intended' && digest === '');
  if (old.length === 0) return;
  const done = old.filter(({ state }) => state === 'done');
  const stay = done.length === 0 ? NOBODY : await membersAndLeavers(session, slackChannel, done);
  ledger.transaction(() => {
    for (const action of old) {
      const { key, intendedAtMs, doneAtMs } = action;
      if (action.state === 'failed' || !stay.has(parseKey(key).part)) {
        ledger.forget(key);
        continue;
      }
      ledger.intend({ ...action, digest: SETTLED_ALONE, atMs: intendedAtMs, losses: [] });
      ledger.complete(key, {}, doneAtMs ?? intendedAtMs);
    }
  });
}

const NOBODY: ReadonlySet<string> = new Set();
const leaving = z.looseObject({
  subtype: z.string().optional(),
  user: z.string().default(''),
});
/** docs.slack.dev/reference/events/message/channel_leave and group_leave. */
const LEAVING: ReadonlySet<string> = new Set(['channel_leave', 'group_leave']);

/** Members of a channel, and the people who left it after their invitations. */
async function membersAndLeavers(
  session: WorkspaceSession,
  channel: string,
  invited: readonly Action[],
): Promise<ReadonlySet<string>> {
  const reading = pacedReading(session);
  const found = new Set<string>();
  const page = { channel, limit: PAGE_ITEMS };
  const members = readPages(reading, 'conversations.members', page, {
    key: 'members',
    item: z.string(),
  });
  for await (const id of members) found.add(id);
  if (invited.every(({ key }) => found.has(parseKey(key).part))) return found;
  const before = invited.map(({ key }) => Number(session.ledger.sentBefore(key)));
  const args = { ...page, oldest: oldestAfter(Math.min(...before)) };
  const messages = readPages(reading, 'conversations.history', args, {
    key: 'messages',
    item: leaving,
  });
  for await (const { subtype = '', user } of messages) if (LEAVING.has(subtype)) found.add(user);
  return found;
}
