import type { Channel, Team } from '../../model/model.ts';
import type { PluginRow } from '../../model/plugin-rows.ts';
import type { Conversation } from '../conversations.ts';
import type { SelectionRules } from '../selection.ts';
import { isTrue } from '../text.ts';
import { isDeleted, objectOf, own, textIn } from './values.ts';

/** Why something of a plugin is in no file. The codes are a contract. */
export const PLUGIN_REASONS = ['not-selected', 'deleted', 'built-in-template'] as const;
export type PluginReason = (typeof PLUGIN_REASONS)[number];

/** What is written of one thing of a plugin, and where. */
export interface PluginPlace {
  readonly team: Team | undefined;
  readonly channel: Channel | undefined;
  /** The channel as it is called in Slack; undefined where no channel is migrated. */
  readonly conversation: Conversation | undefined;
  /** True when not everybody in the team may read it. */
  readonly isPrivate: boolean;
}

/** What a run selects, by id. */
export interface PluginSelection {
  readonly rules: SelectionRules;
  readonly teams: ReadonlyMap<string, Team>;
  readonly channels: ReadonlyMap<string, Channel>;
  /** Those that the run migrates. */
  readonly conversations: ReadonlyMap<string, Conversation>;
}

export type Placed = PluginPlace | PluginReason;

/** Columns of what belongs to a team and perhaps to a channel. */
interface Belonging {
  readonly teamId: string;
  readonly channelId: string;
  /** Whether the plugin itself lets everybody in the team read it. */
  readonly isOpen: boolean;
}

/** The template of nobody's team (Boards: server/model/team.go, GlobalTeamID). */
const GLOBAL_TEAM = '0';

/** Before Boards 7.0 a board was its channel's, which a block names as its workspace. */
export function placeOfBoard(board: PluginRow, selection: PluginSelection): Placed {
  if (isDeleted(board)) return 'deleted';
  const teamId = textIn(board, 'team_id');
  if (teamId === GLOBAL_TEAM && isTemplate(board)) return 'built-in-template';
  const isOld = !Object.hasOwn(board, 'team_id');
  const channelId = textIn(board, isOld ? 'workspace_id' : 'channel_id');
  const isOpen = isOld || textIn(board, 'type') === 'O';
  return place({ teamId, channelId, isOpen }, selection);
}

/** True for a board from which others are made, in the form of older and newer versions. */
export const isTemplate = (board: PluginRow): boolean =>
  isTrue(own(board, 'is_template') ?? own(objectOf(own(board, 'fields')), 'isTemplate'));

/** Older versions have no public playbooks. An archived one is kept: it can be read and restored in Mattermost too. */
export const placeOfPlaybook = (playbook: PluginRow, selection: PluginSelection): Placed =>
  place(
    { teamId: textIn(playbook, 'teamid'), channelId: '', isOpen: isTrue(own(playbook, 'public')) },
    selection,
  );

/** A run is read by its participants, and by everybody where its playbook is public; its channel has posts of it. */
export const placeOfRun = (
  run: PluginRow,
  playbook: PluginRow | undefined,
  selection: PluginSelection,
): Placed =>
  place(
    {
      teamId: textIn(run, 'teamid'),
      channelId: textIn(run, 'channelid'),
      isOpen:
        playbook === undefined
          ? textIn(run, 'playbookid') === '' && textIn(run, 'channelid') !== ''
          : isTrue(own(playbook, 'public')),
    },
    selection,
  );

/**
 * What names a channel of the source goes where that goes. Everything else is selected by its team, unless channels are
 * selected one by one. What is private is selected where private channels are.
 */
function place(
  { teamId, channelId, isOpen }: Belonging,
  { rules, teams, channels, conversations }: PluginSelection,
): Placed {
  const channel = channels.get(channelId);
  const conversation = conversations.get(channelId);
  const team = teams.get(teamId === '' ? (channel?.teamId ?? '') : teamId);
  if (rules.teams.length > 0 && !rules.teams.includes(team?.name ?? '')) return 'not-selected';
  const isElsewhere =
    channel === undefined ? rules.channels.length > 0 : conversation === undefined;
  if (isElsewhere) return 'not-selected';
  const type = channel?.type ?? (channelId === '' ? 'public' : 'private');
  const isPrivate = !isOpen || type !== 'public';
  if (channel === undefined || type === 'public') {
    if (!rules.include.includes(isPrivate ? 'private' : 'public')) return 'not-selected';
  }
  return { team, channel, conversation, isPrivate };
}
