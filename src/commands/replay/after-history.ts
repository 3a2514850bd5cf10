import type { ReplayRun } from '../../importers/replay/replay-run.ts';
import { doSmall } from '../../importers/replay/small-deeds.ts';
import { INVITES_PER_CALL } from '../../mapping/api-limits.ts';
import type { Conversation } from '../../mapping/conversations.ts';
import type { ChannelDecision } from '../../mapping/plan/decisions.ts';
import type { TargetFacts } from '../../mapping/plan/target-facts.ts';
import { membersOf } from '../../mapping/workspace.ts';
import type { ChannelId, UserId } from '../../model.ts';
import type { ReadWorkspace } from '../read-workspace.ts';

export interface AfterHistory {
  readonly run: ReplayRun;
  readonly read: ReadWorkspace;
  readonly conversations: readonly Conversation[];
  readonly channels: ReadonlyMap<ChannelId, string>;
  readonly members: ReadonlyMap<ChannelId, readonly UserId[]>;
  readonly decisions: ReadonlyMap<ChannelId, ChannelDecision>;
  readonly target: TargetFacts;
}

/** People come when the history is there, and what is archived is archived last of all. */
export async function afterHistory(after: AfterHistory): Promise<void> {
  const accounts = accountsOf(after);
  for (const conversation of after.conversations) await invite(after, conversation, accounts);
  for (const conversation of after.conversations) await archive(after, conversation);
}

/** Slack's member id of everybody who was matched. */
function accountsOf({ read, target }: AfterHistory): ReadonlyMap<UserId, string> {
  const byEmail = new Map(
    target.users
      .filter(({ email }) => email !== '')
      .map(({ email, id }) => [email.toLowerCase(), id]),
  );
  const active = new Set(
    target.users.filter(({ isDeactivated }) => !isDeactivated).map(({ id }) => id),
  );
  return new Map(
    read.decided.people.flatMap(({ userId, action, slackId, slackEmail }) => {
      const id = slackId || byEmail.get(slackEmail.toLowerCase()) || '';
      return action === 'match' && active.has(id) ? [[userId, id] as const] : [];
    }),
  );
}

async function invite(
  { run, channels, members }: AfterHistory,
  { channel }: Conversation,
  accounts: ReadonlyMap<UserId, string>,
): Promise<void> {
  const slackChannel = channels.get(channel.id) ?? '';
  const people = membersOf(channel, members.get(channel.id) ?? [])
    .flatMap((id) => accounts.get(id) ?? [])
    .sort();
  for (let start = 0; start < people.length; start += INVITES_PER_CALL) {
    const batch = people.slice(start, start + INVITES_PER_CALL);
    await doSmall(run, {
      kind: 'invite',
      // The people stand in the key: those who come later are invited later.
      name: `${channel.id}:${batch.join(',')}`,
      method: 'conversations.invite',
      args: { channel: slackChannel, users: batch.join(','), force: true },
      channelId: channel.id,
      slackChannel,
      alreadyDone: ['already_in_channel', 'cant_invite_self'],
    });
  }
}

async function archive(
  { run, channels, decisions }: AfterHistory,
  { channel }: Conversation,
): Promise<void> {
  const decision = decisions.get(channel.id);
  if (decision?.archive !== true || decision.action !== 'create') return;
  const slackChannel = channels.get(channel.id) ?? '';
  await doSmall(run, {
    kind: 'archive',
    name: channel.id,
    method: 'conversations.archive',
    args: { channel: slackChannel },
    channelId: channel.id,
    slackChannel,
    alreadyDone: ['already_archived'],
  });
}
