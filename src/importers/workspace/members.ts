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

/** People of a channel who have left in Mattermost. */
export interface RemovedPeople {
  readonly removed: number;
  /** Invitations of those whom Slack keeps for good, now or before; `detail` is Slack's error code. */
  readonly kept: readonly Action[];
}

/**
 * Removes from a channel the people that the app invited and that have left in Mattermost; others stay. Somebody whom
 * Slack keeps for good, as everybody in its general channel, is not asked about again. `mayGo` tells for a member id of
 * Slack whether that person has left in Mattermost.
 */
export async function removePeople(
  session: WorkspaceSession,
  { channelId, slackChannel: channel }: ChannelPlace,
  mayGo: (slackId: string) => boolean,
): Promise<RemovedPeople> {
  const { ledger, clock } = session;
  let removed = 0;
  for (const { key, doneAtMs } of staying(session, channelId, mayGo, false)) {
    const remove = () => kick(session, channel, parseKey(key).part);
    const refusal = await removalRefusal(session, remove, { isAskedAgain: false });
    if (refusal === undefined) removed += 1;
    if (refusal === undefined || refusal.code === NO_PERSON) ledger.forget(key);
    else if (isForGood(refusal)) {
      ledger.complete(key, { detail: refusal.code }, doneAtMs ?? clock.todayMs());
    }
  }
  return { removed, kept: keptPeople(session, channelId, mayGo) };
}

/** Returns the invitations of people who have left in Mattermost and whom Slack refused for good to remove. */
export const keptPeople = (
  session: Pick<WorkspaceSession, 'ledger'>,
  channelId: string,
  mayGo: (slackId: string) => boolean,
): readonly Action[] => staying(session, channelId, mayGo, true);

/** Returns the invitations of people who have left in Mattermost, by whether Slack refused to remove them. */
function staying(
  { ledger }: Pick<WorkspaceSession, 'ledger'>,
  channelId: string,
  mayGo: (slackId: string) => boolean,
  isRefused: boolean,
): readonly Action[] {
  return ledger
    .ofKind('invite', channelId)
    .filter(
      ({ key, state, detail }) =>
        state === 'done' && (detail !== '') === isRefused && mayGo(parseKey(key).part),
    );
}

/** Slack's error code for somebody who is not in the workspace. */
const NO_PERSON = 'user_not_found';

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
