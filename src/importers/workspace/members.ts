import { z } from 'zod';
import type { UserGroup } from '../../model/model.ts';
import { INVITES_PER_CALL } from '../../slack/limits.ts';
import { inviteKey, parseKey, userGroupKey } from '../ledger/keys.ts';
import { type Action, intentOf } from '../ledger/ledger.ts';
import { SlackRefusal, SlackUnclear, stopsRun } from '../slack/errors.ts';
import { readCall } from '../slack/reading.ts';
import { runExactlyOnce } from './exactly-once.ts';
import { isGoneAfter } from './gone.ts';
import { unarchiveIfArchived } from './removal.ts';
import { pacedCall, pacedReading, type WorkspaceSession } from './session.ts';

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
 * invited again. Returns the actions that Slack refused.
 */
export async function invitePeople(
  session: WorkspaceSession,
  place: ChannelPlace,
  people: readonly string[],
): Promise<readonly Action[]> {
  const missing = people.filter((id) => {
    const known = session.ledger.get(inviteKey(place.channelId, id));
    return known === undefined || known.state === 'intended';
  });
  if (missing.length > 0) await unarchiveIfArchived(session, place.channelId);
  for (let start = 0; start < missing.length; start += INVITES_PER_CALL) {
    await inviteBatch(session, place, missing.slice(start, start + INVITES_PER_CALL));
  }
  const actions = missing.map((id) => session.ledger.get(inviteKey(place.channelId, id)));
  return actions.flatMap((action) => (action?.state === 'failed' ? [action] : []));
}

async function inviteBatch(
  session: WorkspaceSession,
  { channelId, slackChannel }: ChannelPlace,
  batch: readonly string[],
): Promise<void> {
  const { ledger } = session;
  const each = (write: (key: string) => void) =>
    ledger.transaction(() => {
      for (const id of batch) write(inviteKey(channelId, id));
    });
  const intend = () =>
    each((key) => {
      const intent = intentOf({ key, kind: 'invite', channelId, slackChannel });
      ledger.intend({ ...intent, atMs: session.clock.todayMs() });
    });
  const refused = await askToInvite(session, slackChannel, batch, intend);
  if (refused === undefined) each((key) => ledger.complete(key, {}, session.clock.todayMs()));
  else each((key) => ledger.fail(key, refused, session.clock.todayMs()));
}

/** Sends the invitation; Slack's error code when it was refused. */
async function askToInvite(
  session: WorkspaceSession,
  channel: string,
  batch: readonly string[],
  beforeSend: () => void,
): Promise<string | undefined> {
  const args = { channel, users: batch.join(','), force: true };
  for (let attempt = 1; ; attempt += 1) {
    try {
      await pacedCall(session, 'conversations.invite', args, { beforeSend });
      return undefined;
    } catch (error) {
      if (error instanceof SlackUnclear && attempt < MAX_ATTEMPTS) {
        await session.clock.sleep(session.clock.pauseMs, session.signal);
        continue;
      }
      if (!(error instanceof SlackRefusal) || stopsRun(error)) throw error;
      return ALREADY_THERE.has(error.code) ? undefined : error.code;
    }
  }
}

/**
 * Removes from a channel the people that the app invited and that have left in Mattermost; others stay. Returns the number
 * of people removed. `mayGo` tells for a member id of Slack whether that person has left in Mattermost.
 */
export async function removePeople(
  session: WorkspaceSession,
  { channelId, slackChannel: channel }: ChannelPlace,
  mayGo: (slackId: string) => boolean,
): Promise<number> {
  let removed = 0;
  for (const { key, state } of session.ledger.ofKind('invite', channelId)) {
    const user = parseKey(key).part;
    if (state !== 'done' || !mayGo(user)) continue;
    const isGone = await isGoneAfter(session, () => kick(session, channel, user));
    if (!isGone) continue;
    session.ledger.forget(key);
    removed += 1;
  }
  return removed;
}

/** Removes one person. `not_in_channel` is about that person here (docs.slack.dev/reference/methods/conversations.kick). */
async function kick(session: WorkspaceSession, channel: string, user: string): Promise<void> {
  try {
    await pacedCall(session, 'conversations.kick', { channel, user });
  } catch (error) {
    if (error instanceof SlackRefusal && error.code === 'not_in_channel') return;
    throw error;
  }
}

const made = z.looseObject({ usergroup: z.looseObject({ id: z.string() }) });
const listed = z.looseObject({
  usergroups: z.array(z.looseObject({ id: z.string(), handle: z.string().default('') })),
});

const TAKEN: ReadonlySet<string> = new Set(['name_already_exists', 'handle_already_exists']);

/** Makes a user group. Its members are set as a whole, so that repeating the call is idempotent. */
export function makeUserGroup(
  session: WorkspaceSession,
  group: UserGroup,
  people: readonly string[],
): Promise<Action> {
  return runExactlyOnce(session, {
    intent: intentOf({ key: userGroupKey(group.name), kind: 'user-group' }),
    alreadyDone: [],
    find: undefined,
    async act(intend) {
      const id = await groupId(session, group, intend);
      await pacedCall(session, 'usergroups.users.update', {
        usergroup: id,
        users: people.join(','),
      });
      return { detail: id };
    },
  });
}

/** Creates the group, or finds it: a taken handle is that of an earlier run, because other groups were skipped before. */
async function groupId(
  session: WorkspaceSession,
  { name, displayName }: UserGroup,
  beforeSend: () => void,
): Promise<string> {
  try {
    const args = { name: displayName || name, handle: name };
    const { body } = await pacedCall(session, 'usergroups.create', args, { beforeSend });
    return made.parse(body).usergroup.id;
  } catch (error) {
    if (!(error instanceof SlackRefusal) || !TAKEN.has(error.code)) throw error;
    const { usergroups } = await readCall(pacedReading(session), 'usergroups.list', {}, listed);
    const known = usergroups.find(({ handle }) => handle === name);
    if (known === undefined) throw error;
    return known.id;
  }
}
