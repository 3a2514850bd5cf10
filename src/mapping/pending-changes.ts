import { parseTable, tableComplaints } from './plan/parse-table.ts';

/** What changed in Mattermost after it was imported, and an import or an app cannot change in Slack. */
export type PendingKind =
  | 'posted'
  | 'edited'
  | 'deleted'
  | 'reactions'
  | 'pinned'
  | 'unpinned'
  | 'files'
  | 'thread'
  | 'channel-renamed'
  | 'channel-archived'
  | 'channel-restored'
  | 'channel-removed'
  | 'topic'
  | 'purpose'
  | 'member-joined'
  | 'member-left'
  | 'person-renamed'
  | 'person-deactivated'
  | 'person-restored'
  | 'emoji-added';

export interface PendingChange {
  readonly change: PendingKind;
  /** Mattermost's ids; '' where there is none. */
  readonly postId: string;
  readonly channelId: string;
  /** The post's address in Mattermost, or a name where there is none. */
  readonly link: string;
  /** The conversation's name in Slack; '' when it is about none. */
  readonly slackChannel: string;
  /** The message in Slack; '' when it is about none. */
  readonly ts: string;
  /** What it should be now; it can hold text of a post. */
  readonly value: string;
}

/** What somebody can do about it in Slack. */
export const PENDING_ADVICE: Readonly<Record<PendingKind, string>> = {
  posted: 'nothing: mm2slack adopt, then mm2slack sync brings it',
  edited: "post the new text as a reply; the message is not the app's to edit",
  deleted: 'have an owner of the workspace delete the message',
  reactions: 'nothing: the reactions are those of the day of the import',
  pinned: 'pin the message',
  unpinned: 'remove the pin',
  files: 'mm2slack files brings new files; removed ones an owner deletes',
  thread: 'nothing: the reply stands in the channel',
  'channel-renamed': 'rename the channel',
  'channel-archived': 'archive the channel',
  'channel-restored': 'unarchive the channel',
  'channel-removed': 'archive or delete the channel',
  topic: 'set the topic',
  purpose: 'set the description',
  'member-joined': 'add the person to the channel',
  'member-left': 'remove the person from the channel',
  'person-renamed': 'nothing: people set their own names',
  'person-deactivated': 'deactivate the account',
  'person-restored': 'activate the account',
  'emoji-added': 'upload the emoji',
};

/** The columns of pending-changes.csv; see FORMATS.md. */
export const PENDING_HEADER = [
  'change',
  'post',
  'channel',
  'link',
  'slack_channel',
  'ts',
  'value',
  'what_to_do',
] as const;

/** A line of pending-changes.csv, cell by cell. */
export function pendingCells(pending: PendingChange): readonly string[] {
  const { change, postId, channelId, link, slackChannel, ts, value } = pending;
  return [change, postId, channelId, link, slackChannel, ts, value, PENDING_ADVICE[change]];
}

/** The changes that a pending-changes.csv lists. UsageError when it is none. */
export function parsePending(text: string, fileName: string): readonly PendingChange[] {
  const complaints = tableComplaints(fileName);
  const rows = parseTable(text, PENDING_HEADER, fileName, complaints);
  const pending = rows.flatMap(({ line, cells }): readonly PendingChange[] => {
    const change = PENDING_KINDS.find((kind) => kind === cells.change);
    if (change === undefined) {
      complaints.add(line, `unknown change '${cells.change}'`);
      return [];
    }
    const {
      post: postId,
      channel: channelId,
      link,
      slack_channel: slackChannel,
      ts,
      value,
    } = cells;
    return [{ change, postId, channelId, link, slackChannel, ts, value }];
  });
  complaints.throwAny();
  return pending;
}

const PENDING_KINDS = Object.keys(PENDING_ADVICE) as PendingKind[];

/** What a line is about: a later one about the same takes its place. */
export function pendingKey({ change, postId, channelId, link, value }: PendingChange): string {
  const about = postId || (PERSONAL.has(change) ? `${channelId}:${value}` : channelId || link);
  return `${change}:${about}`;
}

/** About a person or a thing that `value` names. */
const PERSONAL: ReadonlySet<PendingKind> = new Set([
  'member-joined',
  'member-left',
  'person-renamed',
  'person-deactivated',
  'person-restored',
  'emoji-added',
]);
