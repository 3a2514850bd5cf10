import type { Config } from '../config.ts';
import { SourceError } from '../errors.ts';
import type { Source } from '../exporters/source.ts';
import type { Permalink } from '../mapping/permalinks.ts';
import { makePermalink } from '../mapping/permalinks.ts';
import { type Selection, selectChannels } from '../mapping/selection.ts';
import { buildWorkspace, type Workspace } from '../mapping/workspace.ts';
import type { ChannelId, UserId } from '../model.ts';

/** What is small about a source, read and decided. */
export interface ReadWorkspace {
  readonly workspace: Workspace;
  readonly selection: Selection;
  readonly permalink: Permalink;
}

const CHANNELS_PER_QUERY = 500;

/** Reads people, channels and emoji and decides ids and names. SourceError when two ids collide. */
export async function readWorkspace(source: Source, config: Config): Promise<ReadWorkspace> {
  const teams = await source.teams();
  const channels = await source.channels();
  const groups = channels.filter((channel) => channel.type === 'group').map(({ id }) => id);
  const workspace = buildWorkspace(
    {
      teams,
      channels,
      users: await source.users(),
      groups: await source.userGroups(),
      emoji: await source.customEmoji(),
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
  return {
    workspace,
    selection: selectChannels(channels, teams, config),
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
