import { z } from 'zod';
import type { UserGroup } from '../../model.ts';
import { type Action, intentOf } from '../ledger/ledger.ts';
import { readCall } from '../slack/read-calls.ts';
import { SlackRefusal } from '../slack/slack-errors.ts';
import { doOnce } from './do-once.ts';
import { pacedReading } from './paced-reading.ts';
import { pacedCall, type ReplayRun } from './replay-run.ts';

const made = z.looseObject({ usergroup: z.looseObject({ id: z.string() }) });
const listed = z.looseObject({
  usergroups: z.array(z.looseObject({ id: z.string(), handle: z.string().default('') })),
});

const TAKEN: ReadonlySet<string> = new Set(['name_already_exists', 'handle_already_exists']);

/** Makes a group of people who are in Slack; its members are set as a whole, so that doing it again does no harm. */
export function makeUserGroup(
  run: ReplayRun,
  group: UserGroup,
  people: readonly string[],
): Promise<Action> {
  return doOnce(run, {
    intent: intentOf({ key: userGroupKey(group.name), kind: 'user-group' }),
    alreadyDone: [],
    find: undefined,
    async act(intend) {
      const id = await groupId(run, group, intend);
      await pacedCall(run, 'usergroups.users.update', { usergroup: id, users: people.join(',') });
      return { detail: id };
    },
  });
}

export const userGroupKey = (name: string): string => `user-group:${name}`;

/** A group of this handle is one that an earlier run of ours made: others were left alone before. */
async function groupId(
  run: ReplayRun,
  { name, displayName }: UserGroup,
  beforeSend: () => void,
): Promise<string> {
  try {
    const args = { name: displayName || name, handle: name };
    const { body } = await pacedCall(run, 'usergroups.create', args, { beforeSend });
    return made.parse(body).usergroup.id;
  } catch (error) {
    if (!(error instanceof SlackRefusal) || !TAKEN.has(error.code)) throw error;
    const { usergroups } = await readCall(pacedReading(run), 'usergroups.list', {}, listed);
    const known = usergroups.find(({ handle }) => handle === name);
    if (known === undefined) throw error;
    return known.id;
  }
}
