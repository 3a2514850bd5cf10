import { notice } from '../errors/notices.ts';
import type { Post } from '../model/model.ts';
import { parseTable, tableComplaints } from './csv.ts';
import { compareDigests, hasReactionSince, isEditedSince } from './message-shape.ts';
import { cutText } from './text.ts';

/** Changes in Mattermost since the import that neither an import nor an app can make in Slack. */
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
  'channel-made-public',
  'channel-made-private',
  'consent-withdrawn',
  'topic',
  'purpose',
  'bookmarks',
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
  /** Link to the post in Mattermost, or a name where there is no post. */
  readonly link: string;
  /** Name of the conversation in Slack; '' where there is none. */
  readonly slackChannel: string;
  /** The `ts` of the message in Slack; '' where there is none. */
  readonly ts: string;
  /** The new value; may contain text of a post. */
  readonly value: string;
}

/** What a person can do in Slack about each kind of change. */
export type PendingHints = Readonly<Record<PendingKind, string>>;

/** Characters of a text that are enough to recognise it; the link leads to all of it. */
const SHOWN_CHARACTERS = 500;

/** Returns the value of a change for the text of a post. */
export const shownText = (text: string): string => cutText(text, SHOWN_CHARACTERS);

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

/** Cells of a line of pending-changes.csv. */
export function pendingCells(pending: PendingChange, hints: PendingHints): readonly string[] {
  const { change, postId, channelId, link, slackChannel, ts, value } = pending;
  return [change, postId, channelId, link, slackChannel, ts, value, hints[change]];
}

/** Parses pending-changes.csv. UsageError when the text is not such a file. */
export function parsePending(text: string, fileName: string): readonly PendingChange[] {
  const complaints = tableComplaints(fileName);
  const rows = parseTable(text, PENDING_HEADER, fileName, complaints);
  const pending = rows.flatMap(({ line, cells }): readonly PendingChange[] => {
    // Of a row whose cells were cleared a spreadsheet keeps the separators.
    if (Object.values(cells).every((cell) => cell === '')) return [];
    const change = PENDING_KINDS.find((kind) => kind === cells.change);
    if (change === undefined) {
      complaints.add(line, notice('pending-change-unknown', { change: cells.change }));
      return [];
    }
    const { post: postId, channel: channelId, link, slack_channel: slackChannel, value } = cells;
    const ts = wholeTs(cells.ts);
    return [{ change, postId, channelId, link, slackChannel, ts, value }];
  });
  complaints.throwAny();
  return pending;
}

/** Puts back the zeros at the end of a `ts`, which a spreadsheet takes for a number, with the comma of its country. */
function wholeTs(cell: string): string {
  const [, seconds, fraction] = /^(\d+)[.,](\d{1,6})$/.exec(cell) ?? [];
  return seconds === undefined || fraction === undefined
    ? cell
    : `${seconds}.${fraction.padEnd(6, '0')}`;
}

/** Key of a change; a later change with the same key replaces it. */
export function pendingKey({ change, postId, channelId, link, value }: PendingChange): string {
  const about =
    postId || (KEYED_BY_VALUE.has(change) ? `${channelId}:${value}` : channelId || link);
  return `${change}:${about}`;
}

/** Changes whose `value` names the person or thing they are about. */
const KEYED_BY_VALUE: ReadonlySet<PendingKind> = new Set([
  'member-joined',
  'member-left',
  'person-renamed',
  'person-deactivated',
  'person-restored',
  'emoji-added',
]);

/** Changes that take each other back. */
const OPPOSITES: readonly (readonly [PendingKind, PendingKind])[] = [
  ['pinned', 'unpinned'],
  ['channel-archived', 'channel-restored'],
  ['channel-made-public', 'channel-made-private'],
  ['member-joined', 'member-left'],
  ['person-deactivated', 'person-restored'],
];

/** Returns the kind that takes a change back; undefined where there is none. */
export function oppositeOf(change: PendingKind): PendingKind | undefined {
  const pair = OPPOSITES.find((kinds) => kinds.includes(change));
  return pair?.find((kind) => kind !== change);
}

/** Digests of a post's parts, in an archive or at present. */
export interface PostDigest {
  readonly text: string;
  readonly reactions: string;
  readonly files: string;
  readonly isPinned: boolean;
}

/**
 * Compares a post with its state in an archive. What an earlier release wrote in another shape is compared by the times
 * of the source: `sinceMs` is the time up to which the archives hold its changes.
 */
export function diffDigests(
  before: PostDigest,
  now: PostDigest,
  post: Pick<Post, 'editAtMs' | 'reactions'>,
  sinceMs: number,
): readonly PendingKind[] {
  const differs = (part: 'text' | 'reactions' | 'files', isChanged: boolean): boolean => {
    const comparison = compareDigests(before[part], now[part]);
    return comparison === 'unknown' ? isChanged : comparison === 'changed';
  };
  const isEdited = isEditedSince(post, sinceMs);
  const changes: PendingKind[] = [];
  if (differs('text', isEdited)) changes.push('edited');
  if (differs('reactions', hasReactionSince(post, sinceMs))) changes.push('reactions');
  if (differs('files', isEdited)) changes.push('files');
  if (before.isPinned !== now.isPinned) changes.push(now.isPinned ? 'pinned' : 'unpinned');
  return changes;
}

/** A conversation in the lists of an archive. */
export interface ListedChannel {
  readonly channelId: string;
  readonly slackName: string;
  readonly isArchived: boolean;
  /** Undefined in a record of an older version, which does not say it. */
  readonly isPublic?: boolean | undefined;
  readonly topic: string;
  readonly purpose: string;
  /** Mattermost's ids of the members, in code-unit order. */
  readonly members: readonly string[];
}

export interface ListedPerson {
  readonly userId: string;
  readonly username: string;
  readonly fullName: string;
  readonly isDeactivated: boolean;
}

/** Lists changes of channels that an import does not make in existing channels. */
export function channelChanges(
  before: readonly ListedChannel[],
  now: readonly ListedChannel[],
  nameOf: (userId: string) => string,
): readonly PendingChange[] {
  const present = new Map(now.map((channel) => [channel.channelId, channel]));
  return before.flatMap((old) => {
    const channel = present.get(old.channelId);
    if (channel === undefined) return [channelChange(old, 'channel-removed', '')];
    return [
      ...(channel.slackName === old.slackName
        ? []
        : [channelChange(old, 'channel-renamed', channel.slackName)]),
      ...(channel.isArchived === old.isArchived
        ? []
        : [channelChange(old, channel.isArchived ? 'channel-archived' : 'channel-restored', '')]),
      ...visibilityChange(old, channel),
      ...(channel.topic === old.topic ? [] : [channelChange(old, 'topic', channel.topic)]),
      ...(channel.purpose === old.purpose ? [] : [channelChange(old, 'purpose', channel.purpose)]),
      ...missingIn(channel.members, old.members).map((id) =>
        channelChange(old, 'member-joined', nameOf(id)),
      ),
      ...missingIn(old.members, channel.members).map((id) =>
        channelChange(old, 'member-left', nameOf(id)),
      ),
    ];
  });
}

function visibilityChange(old: ListedChannel, now: ListedChannel): readonly PendingChange[] {
  if (old.isPublic === undefined || old.isPublic === now.isPublic) return [];
  return [channelChange(old, now.isPublic ? 'channel-made-public' : 'channel-made-private', '')];
}

/** Lists changes of people that an import does not make in existing accounts. */
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

function missingIn(names: readonly string[], others: readonly string[]): readonly string[] {
  const known = new Set(others);
  return names.filter((name) => !known.has(name));
}

/** Makes a change of a channel; a later one of the same kind replaces it, unless `value` names a person. */
export const channelChange = (
  channel: Pick<ListedChannel, 'channelId' | 'slackName'>,
  kind: PendingKind,
  value: string,
): PendingChange => ({
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
