import { notice } from '../errors/notices.ts';
import { parseTable, tableComplaints } from './csv.ts';

/** What changed in Mattermost after it was imported, and an import or an app cannot change in Slack. */
export const PENDING_KINDS = [
  'posted',
  'edited',
  'deleted',
  'reactions',
  'pinned',
  'unpinned',
  'files',
  'thread',
  'channel-renamed',
  'channel-archived',
  'channel-restored',
  'channel-removed',
  'topic',
  'purpose',
  'member-joined',
  'member-left',
  'person-renamed',
  'person-deactivated',
  'person-restored',
  'emoji-added',
] as const;
export type PendingKind = (typeof PENDING_KINDS)[number];

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

/** What somebody can do in Slack about each kind of change. */
export type PendingHints = Readonly<Record<PendingKind, string>>;

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
export function pendingCells(pending: PendingChange, hints: PendingHints): readonly string[] {
  const { change, postId, channelId, link, slackChannel, ts, value } = pending;
  return [change, postId, channelId, link, slackChannel, ts, value, hints[change]];
}

/** The changes that a pending-changes.csv lists. UsageError when it is none. */
export function parsePending(text: string, fileName: string): readonly PendingChange[] {
  const complaints = tableComplaints(fileName);
  const rows = parseTable(text, PENDING_HEADER, fileName, complaints);
  const pending = rows.flatMap(({ line, cells }): readonly PendingChange[] => {
    const change = PENDING_KINDS.find((kind) => kind === cells.change);
    if (change === undefined) {
      complaints.add(line, notice('pending-change-unknown', { change: cells.change }));
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

/** Digests of a post's parts, as an archive holds them or as they are now. */
export interface PostDigest {
  readonly text: string;
  readonly reactions: string;
  readonly files: string;
  readonly isPinned: boolean;
}

/** What changed about a post since it was written into an archive. */
export function diffDigests(before: PostDigest, now: PostDigest): readonly PendingKind[] {
  const changes: PendingKind[] = [];
  if (before.text !== now.text) changes.push('edited');
  if (before.reactions !== now.reactions) changes.push('reactions');
  if (before.files !== now.files) changes.push('files');
  if (before.isPinned !== now.isPinned) changes.push(now.isPinned ? 'pinned' : 'unpinned');
  return changes;
}

/** A conversation as an archive lists it. */
export interface ListedChannel {
  readonly channelId: string;
  readonly slackName: string;
  readonly isArchived: boolean;
  readonly topic: string;
  readonly purpose: string;
  /** Mattermost's ids of people, in code-unit order. */
  readonly members: readonly string[];
}

export interface ListedPerson {
  readonly userId: string;
  readonly username: string;
  readonly fullName: string;
  readonly isDeactivated: boolean;
}

/** What an import does not change in channels that are there already. */
export function channelChanges(
  before: readonly ListedChannel[],
  now: readonly ListedChannel[],
  nameOf: (userId: string) => string,
): readonly PendingChange[] {
  const present = new Map(now.map((channel) => [channel.channelId, channel]));
  return before.flatMap((old) => {
    const channel = present.get(old.channelId);
    if (channel === undefined) return [change(old, 'channel-removed', '')];
    return [
      ...(channel.slackName === old.slackName
        ? []
        : [change(old, 'channel-renamed', channel.slackName)]),
      ...(channel.isArchived === old.isArchived
        ? []
        : [change(old, channel.isArchived ? 'channel-archived' : 'channel-restored', '')]),
      ...(channel.topic === old.topic ? [] : [change(old, 'topic', channel.topic)]),
      ...(channel.purpose === old.purpose ? [] : [change(old, 'purpose', channel.purpose)]),
      ...without(channel.members, old.members).map((id) =>
        change(old, 'member-joined', nameOf(id)),
      ),
      ...without(old.members, channel.members).map((id) => change(old, 'member-left', nameOf(id))),
    ];
  });
}

/** What an import does not change in accounts that are there already. */
export function personChanges(
  before: readonly ListedPerson[],
  now: readonly ListedPerson[],
): readonly PendingChange[] {
  const present = new Map(now.map((person) => [person.userId, person]));
  return before.flatMap((old) => {
    const person = present.get(old.userId);
    if (person === undefined) return [];
    const renamed = person.fullName !== old.fullName || person.username !== old.username;
    const state = person.isDeactivated ? 'person-deactivated' : 'person-restored';
    return [
      ...(renamed ? [ofPerson(person, 'person-renamed')] : []),
      ...(person.isDeactivated === old.isDeactivated ? [] : [ofPerson(person, state)]),
    ];
  });
}

function without(names: readonly string[], others: readonly string[]): readonly string[] {
  const known = new Set(others);
  return names.filter((name) => !known.has(name));
}

const change = (channel: ListedChannel, kind: PendingKind, value: string): PendingChange => ({
  change: kind,
  postId: '',
  channelId: channel.channelId,
  link: `#${channel.slackName}`,
  slackChannel: channel.slackName,
  ts: '',
  value,
});

const ofPerson = ({ username }: ListedPerson, kind: PendingKind): PendingChange => ({
  change: kind,
  postId: '',
  channelId: '',
  link: `@${username}`,
  slackChannel: '',
  ts: '',
  value: username,
});
