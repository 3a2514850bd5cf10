import type { Config } from '../config.ts';
import { SourceError, UsageError } from '../errors.ts';
import type { Source } from '../exporters/source.ts';
import type { Permalink } from '../mapping/permalinks.ts';
import { makePermalink } from '../mapping/permalinks.ts';
import { type Selection, selectChannels } from '../mapping/selection.ts';
import { buildWorkspace, type Workspace } from '../mapping/workspace.ts';
import type { ChannelId, Team, UserId } from '../model.ts';

/** What is small about a source, read and decided. */
export interface ReadWorkspace {
  readonly teams: readonly Team[];
  readonly workspace: Workspace;
  readonly selection: Selection;
  readonly permalink: Permalink;
  /** Custom emoji that are not deleted. */
  readonly liveEmoji: number;
}

const CHANNELS_PER_QUERY = 500;

/**
 * Reads people, channels and emoji and decides ids and names. SourceError when two ids
 * collide, UsageError when a rule names a channel or team that is not there.
 */
export async function readWorkspace(source: Source, config: Config): Promise<ReadWorkspace> {
  const teams = await source.teams();
  const channels = await source.channels();
  const emoji = await source.customEmoji();
  const groups = channels.filter((channel) => channel.type === 'group').map(({ id }) => id);
  const workspace = buildWorkspace(
    {
      teams,
      channels,
      users: await source.users(),
      groups: await source.userGroups(),
      emoji,
      groupMembers: await readAllMembers(source, groups),
    },
    { names: config.channelNames, latex: config.latex },
  );
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
  return {
    teams,
    workspace,
    selection,
    liveEmoji: emoji.length,
    permalink: makePermalink(config.siteUrl, teams),
  };
}

async function readAllMembers(
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
