import { type Notice, notice } from '../../errors/notices.ts';
import type { ChannelType } from '../../model/model.ts';
import { cellsOfRow, csvDocument } from '../csv-document.ts';
import { CHANNEL_TYPES, type ChannelDecision } from '../decisions.ts';
import { editedChannel } from '../plan/channel-edits.ts';
import {
  type ChannelEdit,
  type ChannelFate,
  type ChannelFateCells,
  channelFateCells,
  parseChannelFate,
  parseChannelsCsv,
} from '../plan/channels-csv.ts';
import type { TargetChannel, TargetFacts } from '../plan/target.ts';
import type { FindCandidates, Identity } from './identities.ts';
import { asInFile, type EditedList, editedList, type ListLine, linesNow } from './list.ts';
import { countOf } from './people-list.ts';

/** A line of channels.csv. */
export interface ChannelLine extends ListLine, ChannelEdit {
  readonly team: string;
  readonly name: string;
  readonly displayName: string;
  readonly type: ChannelType;
  readonly isArchived: boolean;
  readonly reason: string;
}

export type ChannelList = EditedList<ChannelLine>;

const SHOWN = ['team', 'name', 'display_name', 'type', 'archived', 'posts', 'reason'] as const;
const DECIDING = ['slack_name', 'slack_id', 'action', 'visibility', 'archive'] as const;
const DECIDED = ['slackName', 'slackId', 'action', 'list', 'archive'] as const;

/** A channel of the workspace that a channel may be merged into. */
export interface ChannelIdentity extends Identity {
  readonly channel: TargetChannel;
}

/** Channels of a workspace as candidates. */
export const channelIdentities = ({ channels }: TargetFacts): readonly ChannelIdentity[] =>
  channels.map((channel) => ({
    id: channel.id,
    handle: channel.name,
    names: [],
    email: '',
    channel,
  }));

const identityOf = ({ key, name, displayName, slackName }: ChannelLine): Identity => ({
  id: key,
  handle: name,
  names: [displayName, slackName].filter(Boolean),
  email: '',
});

/** Finds channels of the workspace like one of the list, of those that it may be merged into. */
export const channelCandidates = (
  line: ChannelLine,
  find: FindCandidates<ChannelIdentity>,
): ReturnType<typeof find> =>
  line.type === 'direct' || line.type === 'group'
    ? []
    : find(identityOf(line), ({ channel }) => mayTake(line, channel));

/** Nothing that is not public becomes public; an archived channel takes no posts. */
const mayTake = ({ type }: ChannelLine, { list, isArchived }: TargetChannel): boolean =>
  !isArchived && (type === 'public' ? list === 'channels' : list === 'groups');

/**
 * Reads channels.csv as `plan` does. A channel is open that would be created beside one of the workspace that is like
 * it. UsageError with all lines that are wrong.
 */
export function readChannelList(
  text: string,
  fileName: string,
  find: FindCandidates<ChannelIdentity>,
): ChannelList {
  const document = csvDocument(text);
  const lines = parseChannelsCsv(text, fileName).map((edit, row) =>
    channelLine(edit, cellsOfRow(document, row, SHOWN), cellsOfRow(document, row, DECIDING)),
  );
  return editedList(
    document,
    lines,
    (line) => line.action === 'create' && channelCandidates(line, find).length > 0,
  );
}

function channelLine(
  edit: ChannelEdit,
  shown: Readonly<Record<(typeof SHOWN)[number], string>>,
  cells: ChannelLine['cells'],
): ChannelLine {
  const { team, name, display_name: displayName, reason } = shown;
  return {
    ...edit,
    key: edit.channelId,
    team,
    name,
    displayName,
    type: CHANNEL_TYPES.find((type) => type === shown.type.toLowerCase()) ?? 'private',
    isArchived: shown.archived.toLowerCase() === 'yes',
    posts: countOf(shown.posts),
    reason,
    cells,
    words: [name, displayName, team, edit.slackName, edit.slackId].join('\n'),
  };
}

/** Decides a line as its cells say; a notice when `plan` would refuse them. */
export function decidedChannel(
  list: ChannelList,
  line: ChannelLine,
  wish: ChannelFateCells,
  target: TargetFacts,
): ChannelLine | Notice {
  const fate = parseChannelFate(wish);
  if ('code' in fate) return fate;
  const complaints: Notice[] = [];
  const { line: number, channelId } = line;
  const edit = { ...fate, line: number, channelId };
  const decision = editedChannel(decisionOf(line), edit, target, complaints);
  const [complaint] = complaints;
  if (complaint !== undefined) return problemIn(complaint);
  const settled = settledFate(fate, decision);
  const decided = { ...line, ...settled, cells: channelFateCells(settled) };
  return sharedName(list, decided) ?? asInFile(list, decided, DECIDED);
}

/** What `plan` makes of the line, but for a skipped one, whose cells stay as they are. */
const settledFate = (
  fate: ChannelFate,
  { action, slackName, slackId, list, archive }: ChannelDecision,
): ChannelFate => (action === 'skip' ? fate : { action, slackName, slackId, list, archive });

/** Takes a problem out of its line: here it is said beside the line. */
function problemIn(complaint: Notice): Notice {
  const { problem } = complaint.values;
  return typeof problem === 'object' && 'code' in problem ? problem : complaint;
}

/** A line as the rules would have decided it. */
function decisionOf(line: ChannelLine): ChannelDecision {
  const { channelId, team, name, displayName, type, isArchived, reason } = line;
  const { action, slackName, slackId, list, archive } = line;
  return {
    ...{ channelId, team, name, displayName, type, isArchived, action, slackName, slackId, list },
    ...{ isGeneral: false, archive, ifTaken: '', reason, by: 'file' },
  };
}

function sharedName(list: ChannelList, { key, action, ...line }: ChannelLine): Notice | undefined {
  if (action === 'skip') return undefined;
  const owner = linesNow(list).find(
    (other) => other.key !== key && other.action !== 'skip' && other.slackName === line.slackName,
  );
  if (owner === undefined) return undefined;
  return notice('channel-name-shared', {
    name: line.slackName,
    first: `${owner.team}/${owner.name}`,
    second: `${line.team}/${line.name}`,
  });
}
