import type { Config } from '../../config/config.ts';
import type { Line } from '../../errors/errors.ts';
import type { Source } from '../../exporters/source.ts';
import { channelKey } from '../../importers/ledger/keys.ts';
import type { Ledger } from '../../importers/ledger/ledger.ts';
import type { Conversation } from '../../mapping/conversations.ts';
import type { ChannelDecision } from '../../mapping/decisions.ts';
import type { TargetChannel, TargetFacts } from '../../mapping/plan/target.ts';
import { existingChannels } from '../../mapping/replay-channels.ts';
import type { ChannelId, UserId } from '../../model/model.ts';
import { loadDecisionInputs } from '../run/decisions.ts';
import {
  type AppliedPlan,
  checkAgainstPlan,
  type ReadWorkspace,
  readAllMembers,
  readWorkspace,
  selectedConversations,
} from '../run/scope.ts';

/** What goes where in a workspace, and who is in it. */
export interface DecidedReplay {
  readonly read: ReadWorkspace;
  readonly target: TargetFacts;
  readonly warnings: readonly Line[];
  readonly conversations: readonly Conversation[];
  readonly decisions: ReadonlyMap<ChannelId, ChannelDecision>;
  /** Channels that are in the workspace already, merged or made by an earlier run. */
  readonly places: ReadonlyMap<ChannelId, TargetChannel>;
  readonly members: ReadonlyMap<ChannelId, readonly UserId[]>;
}

export interface ReplayDeciding {
  readonly config: Config;
  readonly source: Source;
  readonly ledger: Ledger;
  readonly target: TargetFacts;
  readonly applied: AppliedPlan | undefined;
}

/** Decides everything that is small, before the first post is read. Errors as those of what it calls. */
export async function decideReplay(deciding: ReplayDeciding): Promise<DecidedReplay> {
  const { config, source, ledger, target, applied } = deciding;
  const description = await source.describe();
  const others = withoutOurs(target, ledger);
  const { deciding: rules, notes } = await loadDecisionInputs(config, {
    target: others,
    plan: applied?.plan,
  });
  const read = await readWorkspace(source, config, rules);
  const changes = applied === undefined ? [] : checkAgainstPlan(applied, read);
  const conversations = chosen(config, read);
  const ids = conversations.map(({ channel }) => channel.id);
  const decisions = new Map(read.decided.channels.map((entry) => [entry.channelId, entry]));
  return {
    read,
    target,
    warnings: [
      ...config.warnings,
      ...description.warnings,
      ...target.warnings,
      ...notes,
      ...changes,
    ],
    conversations,
    decisions,
    places: existingChannels(
      ids.flatMap((id) => decisions.get(id) ?? []),
      target,
      (id) => ledger.get(channelKey(id))?.slackChannel || undefined,
    ),
    members: await readAllMembers(source, ids),
  };
}

/** The workspace without the channels that we made: their names are not taken by somebody else. */
function withoutOurs(target: TargetFacts, ledger: Ledger): TargetFacts {
  const made = ledger.ofKind('channel').filter(({ origin, detail }) => origin === 'app' && detail);
  const ours = new Set(made.map(({ slackChannel }) => slackChannel));
  return { ...target, channels: target.channels.filter(({ id }) => !ours.has(id)) };
}

/** Direct and group messages move only when they were asked for, and the setting does not leave them out. */
function chosen({ replay }: Config, read: ReadWorkspace): readonly Conversation[] {
  return selectedConversations(read).filter(
    ({ list }) => replay.direct !== 'skip' || list === 'channels' || list === 'groups',
  );
}

/** Usernames of a conversation's members; of people without a row their ids. */
export function peopleOf({
  read,
  members,
}: Pick<DecidedReplay, 'read' | 'members'>): (id: ChannelId) => readonly string[] {
  return (id) =>
    (members.get(id) ?? []).map((user) => read.workspace.users.get(user)?.username ?? user);
}

/** Slack's member id of everybody who was matched. */
export function matchedAccounts({
  read,
  target,
}: Pick<DecidedReplay, 'read' | 'target'>): ReadonlyMap<UserId, string> {
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
