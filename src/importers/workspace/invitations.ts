import { z } from 'zod';
import { INVITES_PER_CALL } from '../../slack/limits.ts';
import { isOfOneThing } from '../../slack/refusals.ts';
import { inviteKey } from '../ledger/keys.ts';
import { type Action, intentOf } from '../ledger/ledger.ts';
import { SlackRefusal, SlackUnclear, stopsRun } from '../slack/errors.ts';
import { reviewOldInvitations, SETTLED_ALONE } from './old-invitations.ts';
import { unarchiveIfArchived } from './removal.ts';
import { pacedCall, type WorkspaceSession } from './session.ts';

/** One of Mattermost's channels and its place in Slack. */
export interface ChannelPlace {
  readonly channelId: string;
  readonly slackChannel: string;
}

/** Slack's error codes which say that they are members already. */
const ALREADY_THERE: ReadonlySet<string> = new Set(['already_in_channel', 'cant_invite_self']);
/** Attempts after lost answers; inviting is idempotent. */
const MAX_ATTEMPTS = 10;

/**
 * Invites the people (Slack's ids) that the ledger does not record as invited, so that people who left in Slack are not
 * invited again. Returns the actions that Slack refused, now or before.
 */
export async function invitePeople(
  session: WorkspaceSession,
  place: ChannelPlace,
  people: readonly string[],
): Promise<readonly Action[]> {
  const { ledger, refusals } = session;
  const actionOf = (id: string): Action | undefined => ledger.get(inviteKey(place.channelId, id));
  await reviewOldInvitations(
    session,
    place,
    people.flatMap((id) => actionOf(id) ?? []),
  );
  const missing = people.filter((id) => {
    const known = actionOf(id);
    return known === undefined || known.state === 'intended' || refusals.isAskedAgain(known);
  });
  if (missing.length > 0) await unarchiveIfArchived(session, place.channelId);
  const again = new Set(missing.filter((id) => actionOf(id)?.state === 'failed'));
  for (const isAskedAgain of [false, true]) {
    const some = missing.filter((id) => again.has(id) === isAskedAgain);
    for (let start = 0; start < some.length; start += INVITES_PER_CALL) {
      const ids = some.slice(start, start + INVITES_PER_CALL);
      await inviteBatch(session, place, { ids, isAskedAgain });
    }
  }
  return people.flatMap((id) => actionOf(id) ?? []).filter(({ state }) => state === 'failed');
}

/** People (Slack's ids) whom one call invites. */
interface Batch {
  readonly ids: readonly string[];
  /** True for those whom an earlier run was refused. */
  readonly isAskedAgain: boolean;
}

/** Invites people until each one's outcome is known; those whom an answer leaves open are asked for alone. */
async function inviteBatch(
  session: WorkspaceSession,
  place: ChannelPlace,
  batch: Batch,
): Promise<void> {
  const { ids } = batch;
  const answer = await askToInvite(session, place, batch);
  const outcomes = outcomesOf(answer, ids);
  record(session, place, outcomes);
  const open = ids.filter((id) => !outcomes.has(id));
  const isProgress = open.length < ids.length;
  const next = isProgress ? [open] : open.map((id) => [id]);
  for (const group of next) {
    if (group.length > 0) await inviteBatch(session, place, { ...batch, ids: group });
  }
}

/** Slack's answer to an invitation. */
interface InviteAnswer {
  /** '' when the call succeeded. */
  readonly error: string;
  readonly body: Readonly<Record<string, unknown>>;
}

const answered = z.looseObject({
  errors: z
    .array(z.looseObject({ user: z.string().catch(''), error: z.string().catch('') }))
    .catch([]),
});

/**
 * Returns the outcomes that an answer tells, by person: '' for a member, else Slack's error code. With `force` a call
 * succeeds for some and names the others in `errors`; a refused call may have invited those that it does not name
 * (docs.slack.dev/reference/methods/conversations.invite).
 */
function outcomesOf(
  { error, body }: InviteAnswer,
  batch: readonly string[],
): ReadonlyMap<string, string> {
  const outcomes = new Map<string, string>();
  const { errors } = answered.parse(body);
  for (const { user, error: code } of errors) {
    if (batch.includes(user)) outcomes.set(user, code || error || UNNAMED);
  }
  const [only, ...others] = batch;
  if (only !== undefined && others.length === 0 && !outcomes.has(only)) {
    outcomes.set(only, error || errors[0]?.error || '');
  }
  // An error that is of nobody asked for may be of anybody.
  const isOfAll = error === '' && errors.every(({ user }) => outcomes.has(user));
  if (isOfAll) for (const id of batch) if (!outcomes.has(id)) outcomes.set(id, '');
  return outcomes;
}

/** For an error without a code. */
const UNNAMED = 'unknown_error';

function record(
  { ledger, clock, refusals }: WorkspaceSession,
  { channelId }: ChannelPlace,
  outcomes: ReadonlyMap<string, string>,
): void {
  ledger.transaction(() => {
    for (const [id, code] of outcomes) {
      const key = inviteKey(channelId, id);
      if (code === '' || ALREADY_THERE.has(code)) ledger.complete(key, {}, clock.todayMs());
      else {
        ledger.fail(key, code, clock.todayMs());
        if (!isOfOneThing('conversations.invite', code)) refusals.remember(key);
      }
    }
  });
}

/** Sends an invitation. SlackRefusal when Slack refuses it for a reason that would stop every call. */
async function askToInvite(
  session: WorkspaceSession,
  { channelId, slackChannel }: ChannelPlace,
  { ids, isAskedAgain }: Batch,
): Promise<InviteAnswer> {
  const { ledger, clock, signal } = session;
  const beforeSend = (): void =>
    ledger.transaction(() => {
      for (const id of ids) {
        const key = inviteKey(channelId, id);
        const digest = SETTLED_ALONE;
        const intent = intentOf({ key, kind: 'invite', channelId, slackChannel, digest });
        ledger.intend({ ...intent, atMs: clock.todayMs() });
      }
    });
  const args = { channel: slackChannel, users: ids.join(','), force: true };
  for (let attempt = 1; ; attempt += 1) {
    try {
      const { body } = await pacedCall(session, 'conversations.invite', args, { beforeSend });
      return { error: '', body };
    } catch (error) {
      if (error instanceof SlackUnclear && attempt < MAX_ATTEMPTS) {
        await clock.sleep(clock.pauseMs, signal);
        continue;
      }
      if (!(error instanceof SlackRefusal)) throw error;
      const isOfNamed = answered.parse(error.body).errors.length > 0;
      if (isOfNamed ? stopsRun(error) : session.refusals.stops(error, { isAskedAgain }))
        throw error;
      return { error: error.code, body: error.body };
    }
  }
}
