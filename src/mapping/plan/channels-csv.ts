import { type Notice, notice } from '../../errors/notices.ts';
import { type ChannelId, channelId } from '../../model/model.ts';
import type { ConversationList } from '../conversations.ts';
import { parseTable, tableComplaints } from '../csv.ts';
import { CHANNEL_ACTIONS, type ChannelAction } from '../decisions.ts';
import type { PlannedChannel } from './plan.ts';

export const CHANNELS_CSV_HEADER = [
  'id',
  'team',
  'name',
  'display_name',
  'type',
  'archived',
  'posts',
  'members',
  'slack_name',
  'slack_id',
  'action',
  'visibility',
  'archive',
  'reason',
] as const;

/** Lists of Slack in the words of channels.csv. */
export const VISIBILITIES: Readonly<Record<ConversationList, string>> = {
  channels: 'public',
  groups: 'private',
  dms: 'direct',
  mpims: 'group',
};

/** The deciding cells of a line of channels.csv. */
export interface ChannelEdit {
  readonly line: number;
  readonly channelId: ChannelId;
  readonly slackName: string;
  readonly slackId: string;
  readonly action: ChannelAction;
  readonly list: ConversationList;
  /** True if it is archived in Slack in the end. */
  readonly archive: boolean;
}

/** Line of channels.csv, in the order of its header. */
export function channelLine(channel: PlannedChannel): readonly string[] {
  const { counts, members, reason } = channel;
  const fate = channelFateCells(channel);
  return [
    idCell(channel.channelId),
    channel.team,
    channel.name,
    channel.displayName,
    channel.type,
    yesOrNo(channel.isArchived),
    String(counts.posts),
    String(members.length),
    fate.slack_name,
    fate.slack_id,
    fate.action,
    fate.visibility,
    fate.archive,
    reason,
  ];
}

/** Ids as Mattermost makes them, and others of the same characters. */
const PLAIN_ID = /^[A-Za-z0-9_-]+$/;

/** An id of other characters is written as JSON, because cells are trimmed when they are read. */
export const idCell = (id: string): string => (PLAIN_ID.test(id) ? id : JSON.stringify(id));

/** The id of a cell; a text that is no JSON is itself. */
export function idOf(cell: string): string {
  if (!cell.startsWith('"')) return cell;
  try {
    return String(JSON.parse(cell));
  } catch {
    return cell;
  }
}

const yesOrNo = (value: boolean): string => (value ? 'yes' : 'no');

const NEEDED = ['id', 'slack_name', 'slack_id', 'action', 'visibility', 'archive'] as const;
type Cells = Readonly<Record<(typeof NEEDED)[number], string>>;

/** Parses channels.csv. UsageError with all lines that are wrong. */
export function parseChannelsCsv(text: string, fileName: string): readonly ChannelEdit[] {
  const complaints = tableComplaints(fileName);
  const seen = new Map<string, number>();
  const edits: ChannelEdit[] = [];
  for (const { line, cells } of parseTable(text, NEEDED, fileName, complaints)) {
    const earlier = seen.get(cells.id);
    const fate = cells.id === '' ? notice('id-missing') : parseChannelFate(cells);
    seen.set(cells.id, earlier ?? line);
    if ('code' in fate) complaints.add(line, fate);
    else if (earlier !== undefined)
      complaints.add(line, notice('line-repeated', { name: cells.id, line: String(earlier) }));
    else edits.push({ line, channelId: channelId(idOf(cells.id)), ...fate });
  }
  complaints.throwAny();
  return edits;
}

/** What the deciding cells of a line say. */
export type ChannelFate = Omit<ChannelEdit, 'line' | 'channelId'>;
export type ChannelFateCells = Omit<Cells, 'id'>;

/** Parses the deciding cells of a line; a notice when one holds a word that is not known. */
export function parseChannelFate(cells: ChannelFateCells): ChannelFate | Notice {
  const action = actionOf(cells.action);
  if (action === undefined) {
    const expected = CHANNEL_ACTIONS.join(', ');
    return notice('cell-unknown', { column: 'action', word: cells.action, expected });
  }
  const list = listOf(cells.visibility);
  if (list === undefined) {
    const expected = Object.values(VISIBILITIES).join(', ');
    return notice('cell-unknown', { column: 'visibility', word: cells.visibility, expected });
  }
  if (!/^(?:yes|no)$/i.test(cells.archive)) {
    return notice('cell-not-yes-or-no', { column: 'archive', word: cells.archive });
  }
  const slackName = cells.slack_name.replace(/^#/, '');
  const archive = cells.archive.toLowerCase() === 'yes';
  return { slackName, slackId: cells.slack_id, action, list, archive };
}

/** Writes the deciding cells of a line. */
export const channelFateCells = (fate: ChannelFate): ChannelFateCells => ({
  slack_name: fate.slackName,
  slack_id: fate.slackId,
  action: fate.action,
  visibility: VISIBILITIES[fate.list],
  archive: yesOrNo(fate.archive),
});

const actionOf = (text: string): ChannelAction | undefined =>
  CHANNEL_ACTIONS.find((action) => action === text.toLowerCase());

function listOf(text: string): ConversationList | undefined {
  const lists = ['channels', 'groups', 'dms', 'mpims'] as const;
  return lists.find((list) => VISIBILITIES[list] === text.toLowerCase());
}
