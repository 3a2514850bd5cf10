import type { Config } from '../../config/config.ts';
import { SourceError, UsageError } from '../../errors/errors.ts';
import { type Notice, notice } from '../../errors/notices.ts';
import type { Source, StrayPost } from '../../exporters/source.ts';
import type { Conversation } from '../../mapping/conversations.ts';
import { makePermalink, type Permalink } from '../../mapping/permalinks.ts';
import { checkPlan } from '../../mapping/plan/check-plan.ts';
import { type Decided, type DecisionInputs, decide } from '../../mapping/plan/decide.ts';
import type { Plan } from '../../mapping/plan/plan.ts';
import { type Selection, selectChannels } from '../../mapping/selection.ts';
import { buildWorkspace, type Workspace } from '../../mapping/workspace.ts';
import type {
  Channel,
  ChannelId,
  SourceCounts,
  Team,
  User,
  UserGroup,
  UserId,
} from '../../model/model.ts';

/** What is small about a source, read and decided. */
export interface ReadWorkspace {
  readonly teams: readonly Team[];
  readonly users: readonly User[];
  readonly userGroups: readonly UserGroup[];
  readonly workspace: Workspace;
  readonly decided: Decided;
  /** What the rules select; some of it may be skipped by a decision. */
  readonly selection: Selection;
  readonly skippedChannels: readonly Channel[];
  readonly permalink: Permalink;
  /** Custom emoji that are not deleted. */
  readonly liveEmoji: number;
}

const CHANNELS_PER_QUERY = 500;

/**
 * Reads people, channels and emoji and decides ids and names. SourceError when two ids
 * collide, UsageError when a rule names a channel or team that is not there, or a line of the team's
 * files cannot be followed.
 */
export async function readWorkspace(
  source: Source,
  config: Config,
  deciding: DecisionInputs,
): Promise<ReadWorkspace> {
  const teams = await source.teams();
  const channels = await source.channels();
  const emoji = await source.customEmoji();
  const users = await source.users();
  const userGroups = await source.userGroups();
  const decided = decide(
    { users, teams, channels, groupMembers: await groupNames(source, channels, users) },
    deciding,
  );
  const workspace = buildWorkspace({ users, groups: userGroups, emoji, ...decided }, config.latex);
  const [collision] = workspace.collisions;
  if (collision !== undefined) {
    throw new SourceError(notice('ids-collide', { collision }));
  }
  const selection = selectChannels(channels, teams, config);
  const [unknown] = selection.unknownNames;
  // A misspelt name to exclude would move what was meant to stay.
  if (unknown !== undefined) {
    throw new UsageError(notice('name-not-selected', { name: unknown }));
  }
  const skipped = new Set(
    decided.channels.filter(({ action }) => action === 'skip').map(({ channelId }) => channelId),
  );
  return {
    teams,
    users,
    userGroups,
    workspace,
    decided,
    selection,
    skippedChannels: selection.channels.filter(({ id }) => skipped.has(id)),
    liveEmoji: emoji.length,
    permalink: makePermalink(config.siteUrl, teams),
  };
}

/** Usernames of the members of each group message; of people without a row their ids. */
async function groupNames(
  source: Source,
  channels: readonly Channel[],
  users: readonly User[],
): Promise<(channel: ChannelId) => readonly string[]> {
  const groups = channels.filter((channel) => channel.type === 'group').map(({ id }) => id);
  const members = await readAllMembers(source, groups);
  const names = new Map(users.map(({ id, username }) => [id, username]));
  return (channel) => (members.get(channel) ?? []).map((id) => names.get(id) ?? id);
}

/** Members of every one of the channels. */
export async function readAllMembers(
  source: Source,
  channels: readonly ChannelId[],
): Promise<ReadonlyMap<ChannelId, readonly UserId[]>> {
  const all = new Map<ChannelId, readonly UserId[]>();
  for (let start = 0; start < channels.length; start += CHANNELS_PER_QUERY) {
    const some = await source.members(channels.slice(start, start + CHANNELS_PER_QUERY));
    for (const [channel, members] of some) all.set(channel, members);
  }
  return all;
}

/** What moves, in the order of the folders, which is the order of the archive. */
export function selectedConversations({
  workspace,
  selection,
  skippedChannels,
}: ReadWorkspace): readonly Conversation[] {
  const selected = new Set(selection.channels.map(({ id }) => id));
  for (const { id } of skippedChannels) selected.delete(id);
  return workspace.conversations
    .filter(({ channel }) => selected.has(channel.id))
    .sort((a, b) => (a.folder < b.folder ? -1 : 1));
}

/** How many live posts the conversations hold, for the progress. */
export function livePosts(counts: SourceCounts, conversations: readonly Conversation[]): number {
  const selected = new Set<string>(conversations.map(({ channel }) => channel.id));
  return counts.posts
    .filter(({ channelId, state }) => state === 'live' && selected.has(channelId ?? ''))
    .reduce((sum, { rows }) => sum + rows, 0);
}

/** A plan that a run applies. */
export interface AppliedPlan {
  readonly plan: Plan;
  readonly file: string;
  /** Any change of people or channels since the plan refuses, not only what contradicts it. */
  readonly isStrict: boolean;
}

/**
 * What changed since the plan was made, for the report. UsageError when a decision of the plan no longer
 * fits the source, naming both values; with `isStrict` for any change.
 */
export function checkAgainstPlan(
  { plan, file, isStrict }: AppliedPlan,
  { users, teams, selection, workspace }: ReadWorkspace,
): readonly Notice[] {
  const { contradictions, changes } = checkPlan(plan, {
    users,
    teams,
    channels: workspace.conversations.map(({ channel }) => channel),
    selected: selection.channels,
  });
  const refused = isStrict ? [...contradictions, ...changes] : contradictions;
  if (refused.length === 0) return changes;
  throw new UsageError([
    notice('plan-no-longer-fits', { file }),
    ...refused.map((difference) => notice('plan-difference', { difference })),
  ]);
}

/** Enough to look into; the account has the whole number. */
const STRAY_SAMPLES = 1000;

/** Posts whose channel has no row; none is looked for when the counts know of none. */
export async function orphanPosts(
  source: Source,
  counts: SourceCounts,
  conversations: readonly Conversation[],
): Promise<readonly StrayPost[]> {
  const known = new Set(conversations.map(({ channel }) => channel.id));
  const areThere = counts.posts.some(
    ({ channelId }) => channelId === undefined || !known.has(channelId),
  );
  return areThere ? await source.strayPosts(STRAY_SAMPLES) : [];
}
