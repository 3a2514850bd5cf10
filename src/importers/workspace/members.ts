import { z } from 'zod';
import type { UserGroup } from '../../model/model.ts';
import { parseKey, userGroupKey } from '../ledger/keys.ts';
import { type Action, intentOf } from '../ledger/ledger.ts';
import { clearAnswer } from '../slack/answers.ts';
import { SlackRefusal } from '../slack/errors.ts';
import { readCall } from '../slack/reading.ts';
import { runExactlyOnce } from './exactly-once.ts';
import { removalRefusal } from './gone.ts';
import type { ChannelPlace } from './invitations.ts';
import { isForGood } from './refusals.ts';
import { pacedCall, pacedReading, type WorkspaceSession } from './session.ts';

/**
 * Removes from a channel the people that the app invited and that have left in Mattermost; others stay. Returns the
 * number of people removed. Somebody whom Slack keeps for good, as everybody in its general channel, is not asked about
 * again. `mayGo` tells for a member id of Slack whether that person has left in Mattermost.
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
    const remove = () => kick(session, channel, user);
    const refusal = await removalRefusal(session, remove, { isAskedAgain: false });
    if (refusal !== undefined && !isForGood(refusal)) continue;
    session.ledger.forget(key);
    if (refusal === undefined) removed += 1;
  }
  return removed;
}

/**
 * Removes one person. `not_in_channel` is about that person here (docs.slack.dev/reference/methods/conversations.kick).
 */
async function kick(session: WorkspaceSession, channel: string, user: string): Promise<void> {
  try {
    await pacedCall(session, 'conversations.kick', { channel, user });
  } catch (error) {
    if (error instanceof SlackRefusal && error.code === 'not_in_channel') return;
    throw error;
  }
}

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
    return clearAnswer('usergroups.create', body).usergroup.id;
  } catch (error) {
    if (!(error instanceof SlackRefusal) || !TAKEN.has(error.code)) throw error;
    const { usergroups } = await readCall(pacedReading(session), 'usergroups.list', {}, listed);
    const known = usergroups.find(({ handle }) => handle === name);
    if (known === undefined) throw error;
    return known.id;
  }
}
