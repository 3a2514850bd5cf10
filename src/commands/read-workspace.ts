import type { Config } from '../config.ts';
import { SourceError, UsageError } from '../errors.ts';
import type { Source } from '../exporters/source.ts';
import type { Permalink } from '../mapping/permalinks.ts';
import { makePermalink } from '../mapping/permalinks.ts';
import { type Decided, type Deciding, decide } from '../mapping/plan/decide.ts';
import { type Selection, selectChannels } from '../mapping/selection.ts';
import { buildWorkspace, type Workspace } from '../mapping/workspace.ts';
import type { Channel, ChannelId, Team, User, UserGroup, UserId } from '../model.ts';

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
  deciding: Deciding,
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
    throw new SourceError(
      `two ids of the source collide in Slack: ${collision}; please report this`,
    );
  }
  const selection = selectChannels(channels, teams, config);
  const [unknown] = selection.unknownNames;
  // A misspelt name to exclude would move what was meant to stay.
  if (unknown !== undefined) {
    throw new UsageError(`no channel or team is called '${unknown}': nothing was done`);
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
