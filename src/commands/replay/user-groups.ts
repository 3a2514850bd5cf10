import { z } from 'zod';
import { doOnce } from '../../importers/replay/do-once.ts';
import { reading } from '../../importers/replay/find-message.ts';
import { pacedCall, type ReplayRun } from '../../importers/replay/replay-run.ts';
import { readCall } from '../../importers/slack/read-calls.ts';
import { SlackRefusal } from '../../importers/slack/slack-errors.ts';
import type { UserGroup } from '../../model.ts';
import type { LossBook } from '../loss-book.ts';

const made = z.looseObject({ usergroup: z.looseObject({ id: z.string() }) });
const listed = z.looseObject({
  usergroups: z.array(z.looseObject({ id: z.string(), handle: z.string().default('') })),
});

const TAKEN: ReadonlySet<string> = new Set(['name_already_exists', 'handle_already_exists']);

/** Makes a group of people who are in Slack; its members are set as a whole, so that doing it again does no harm. */
export async function makeUserGroup(
  run: ReplayRun,
  group: UserGroup,
  people: readonly string[],
  losses: LossBook,
): Promise<void> {
  const { name } = group;
  const action = await doOnce(run, {
    intent: {
      key: userGroupKey(name),
      kind: 'user-group',
      channelId: '',
      postId: '',
      slackChannel: '',
      threadTs: '',
      fileId: '',
      digest: '',
    },
    alreadyDone: [],
    find: undefined,
    async act(intend) {
      const id = await groupId(run, group, intend);
      await pacedCall(run, 'usergroups.users.update', { usergroup: id, users: people.join(',') });
      return { detail: id };
    },
  });
  if (action.state === 'done') return;
  const place = { postId: undefined, channelId: '', link: `@${name}` };
  await losses.record(place, [{ code: 'refused_by_slack', old: name, new: action.detail }]);
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
    const { usergroups } = await readCall(reading(run), 'usergroups.list', {}, listed);
    const known = usergroups.find(({ handle }) => handle === name);
    if (known === undefined) throw error;
    return known.id;
  }
}
