import type {
  AttachedCount,
  Channel,
  ChannelId,
  PostRowState,
  SourceCounts,
  UserId,
} from '../model/model.ts';
import type { TableWithIds } from '../model/unusable-rows.ts';
import {
  type Account,
  accountLine,
  addLeftOut,
  LEFT_OUT_REASONS,
  type LeftOutReason,
  type LeftOutTally,
  type LineTally,
  POST_LINES,
  type PostTally,
} from './account.ts';

interface InChannel {
  readonly channel: Channel;
}

/** The part of a run's scope that the account needs. */
export interface MigrationScope {
  /** All users, and all conversations of a known type. */
  readonly workspace: {
    readonly users: ReadonlyMap<UserId, unknown>;
    readonly skipped: ReadonlySet<UserId>;
    /** Further accounts of people. */
    readonly samePeople: ReadonlyMap<UserId, UserId>;
    readonly conversations: readonly InChannel[];
    readonly emoji: { readonly shadowed: readonly { readonly from: string }[] };
  };
  readonly read: { readonly emoji: readonly { readonly name: string }[] };
  readonly selectedChannels: readonly Channel[];
  /** Selected, but skipped by a decision. */
  readonly skippedChannels: readonly Channel[];
  /** Direct and group messages that would be selected, but not everybody in them agreed. */
  readonly withoutConsent: readonly Channel[];
  /** What migrates. */
  readonly conversations: readonly InChannel[];
}

/** Counts of what a run wrote. */
export interface MigrationTallies {
  readonly posts: PostTally;
  readonly emojiAdded: number;
  /** Reason why the other live emoji are not in the target. */
  readonly emojiReason: Extract<LeftOutReason, 'not-in-a-zip' | 'not-in-a-replay'>;
  /** True for an archive with --since-last: reactions and files of exported posts are not read again. */
  readonly isSinceLast: boolean;
}

/**
 * Makes the account of a migration: `read = written + left out` for each kind, unless rows were lost. A replay reads no
 * snapshot, because it can take days: its account may differ by posts written meanwhile.
 */
export function migrationAccount(
  counts: SourceCounts,
  scope: MigrationScope,
  { posts, emojiAdded, emojiReason, isSinceLast }: MigrationTallies,
): Account {
  const { workspace, conversations } = scope;
  const { users, skipped } = workspace;
  const further = [...workspace.samePeople.keys()].filter((id) => users.has(id)).length;
  const leftOut = rowsLeftOut(counts, accountScope(scope));
  for (const line of POST_LINES) {
    for (const [reason, rows] of posts[line].leftOut) addLeftOut(leftOut[line], reason, rows);
  }
  if (isSinceLast) {
    addRest(leftOut.reactions, counts.reactionRows - posts.reactions.written);
    addRest(leftOut.files, counts.fileRows - posts.files.written);
  }
  const { bytes } = posts.files;
  const liveEmoji = scope.read.emoji.length;
  const shadowed = shadowedEmoji(scope).length;
  const unusable = (table: TableWithIds): LeftOutTally => unusableRows(counts, table);
  return {
    posts: accountLine(counts.postRows, posts.posts.written, leftOut.posts),
    users: accountLine(
      counts.userRows,
      users.size - skipped.size - further,
      withRows(unusable('Users'), { 'person-skipped': skipped.size, 'same-person': further }),
    ),
    channels: accountLine(
      counts.channelRows,
      conversations.length,
      channelsLeftOut(counts.channelRows, unusable('Channels'), scope),
    ),
    reactions: accountLine(counts.reactionRows, posts.reactions.written, leftOut.reactions),
    files: {
      ...accountLine(counts.fileRows, posts.files.written, leftOut.files),
      ...(bytes === undefined ? {} : { bytes }),
    },
    emoji: accountLine(
      counts.emojiRows,
      emojiAdded,
      withRows(unusable('Emoji'), {
        deleted: counts.emojiRows - liveEmoji - rowsIn(unusable('Emoji')),
        'standard-emoji': shadowed,
        [emojiReason]: liveEmoji - shadowed - emojiAdded,
      }),
    ),
  };
}

/** Returns the channels of a run, for counting posts, reactions and files. */
function accountScope(scope: MigrationScope): AccountScope {
  return {
    known: idsOf(scope.workspace.conversations.map(({ channel }) => channel)),
    selected: idsOf(scope.conversations.map(({ channel }) => channel)),
    skipped: idsOf(scope.skippedChannels),
    withoutConsent: idsOf(scope.withoutConsent),
  };
}

const idsOf = (channels: readonly Channel[]): ReadonlySet<ChannelId> =>
  new Set(channels.map(({ id }) => id));

function channelsLeftOut(
  channelRows: number,
  unusable: LeftOutTally,
  scope: MigrationScope,
): LeftOutTally {
  const { workspace, selectedChannels, skippedChannels, withoutConsent, conversations } = scope;
  const known = workspace.conversations.length;
  const migrated = idsOf([...conversations.map(({ channel }) => channel), ...skippedChannels]);
  const direct = selectedChannels.filter(
    ({ id, type }) => (type === 'direct' || type === 'group') && !migrated.has(id),
  );
  return withRows(unusable, {
    'not-selected': known - selectedChannels.length - withoutConsent.length,
    'without-consent': withoutConsent.length,
    'channel-skipped': skippedChannels.length,
    'direct-skipped': direct.length,
    'unknown-channel-type': channelRows - known - rowsIn(unusable),
  });
}

/** Live custom emoji that Mattermost never shows. */
export function shadowedEmoji<Emoji extends { readonly name: string }>(scope: {
  readonly workspace: Pick<MigrationScope['workspace'], 'emoji'>;
  readonly read: { readonly emoji: readonly Emoji[] };
}): readonly Emoji[] {
  const names = new Set(scope.workspace.emoji.shadowed.map(({ from }) => from));
  return scope.read.emoji.filter(({ name }) => names.has(name));
}

/** Rows of a table that are left out for their ids. */
function unusableRows({ unusable = [] }: SourceCounts, table: TableWithIds): LeftOutTally {
  const tally: LeftOutTally = new Map();
  for (const entry of unusable) {
    if (entry.table === table) addLeftOut(tally, entry.fault, entry.rows);
  }
  return tally;
}

const rowsIn = (tally: LeftOutTally): number =>
  [...tally.values()].reduce((sum, rows) => sum + rows, 0);

function withRows(
  tally: LeftOutTally,
  rows: Readonly<Partial<Record<LeftOutReason, number>>>,
): LeftOutTally {
  for (const reason of LEFT_OUT_REASONS) addLeftOut(tally, reason, rows[reason] ?? 0);
  return tally;
}

/** Counts rows without another reason as contained in earlier archives. */
function addRest(tally: LeftOutTally, rows: number): void {
  addLeftOut(tally, 'already-moved', rows - rowsIn(tally));
}

/**
 * Makes the account of a run that reads only changes, and does not count the tables. `read`: number of posts compared.
 */
export function postsAccount(read: number, { written, leftOut }: LineTally): Account {
  const none = accountLine(0, 0, new Map());
  const posts = accountLine(read, written, leftOut);
  return { posts, users: none, channels: none, reactions: none, files: none, emoji: none };
}

/** Where the run looks. */
export interface AccountScope {
  readonly known: ReadonlySet<ChannelId>;
  readonly selected: ReadonlySet<ChannelId>;
  /** Selected, but skipped by a decision about the channel itself. */
  readonly skipped: ReadonlySet<ChannelId>;
  /** Direct and group messages that stay because not everybody in them agreed; they are not among the selected. */
  readonly withoutConsent: ReadonlySet<ChannelId>;
}

export interface RowsLeftOut {
  readonly posts: LeftOutTally;
  readonly reactions: LeftOutTally;
  readonly files: LeftOutTally;
}

/**
 * The rows that the streams will not bring, by reason, out of the database's own counts. Rows that the
 * streams do bring are counted by whoever writes them; the two together must give every row.
 */
export function rowsLeftOut(counts: SourceCounts, scope: AccountScope): RowsLeftOut {
  const posts: LeftOutTally = new Map();
  for (const { channelId, state, rows } of counts.posts) {
    const reason = postReason(channelId, state, scope);
    if (reason !== undefined) addLeftOut(posts, reason, rows);
  }
  return {
    posts,
    reactions: attachedLeftOut(counts.reactions, scope),
    files: attachedLeftOut(counts.files, scope),
  };
}

/** What is the matter with the row itself, whatever channel it names. */
const ID_STATES: ReadonlySet<PostRowState> = new Set(['no-id', 'doubled-id']);

const STATE_REASONS: Readonly<Record<Exclude<PostRowState, 'live'>, LeftOutReason>> = {
  'no-id': 'no-id',
  'doubled-id': 'doubled-id',
  'edit-history': 'edit-history',
  deleted: 'deleted',
  'impossible-time': 'impossible-time',
  'outside-range': 'outside-range',
};

function postReason(
  channel: ChannelId | undefined,
  state: PostRowState,
  scope: AccountScope,
): LeftOutReason | undefined {
  if (state !== 'live' && ID_STATES.has(state)) return STATE_REASONS[state];
  if (channel === undefined || !scope.known.has(channel)) return 'unknown-channel';
  if (scope.skipped.has(channel)) return 'channel-skipped';
  if (scope.withoutConsent.has(channel)) return 'without-consent';
  if (!scope.selected.has(channel)) return 'not-selected';
  return state === 'live' ? undefined : STATE_REASONS[state];
}

function attachedLeftOut(counts: readonly AttachedCount[], scope: AccountScope): LeftOutTally {
  const tally: LeftOutTally = new Map();
  for (const count of counts) {
    const reason = attachedReason(count, scope);
    if (reason !== undefined) addLeftOut(tally, reason, count.rows);
  }
  return tally;
}

/** What is the matter with the channel is so for everything in it. */
const CHANNEL_REASONS: ReadonlySet<LeftOutReason> = new Set([
  'unknown-channel',
  'not-selected',
  'channel-skipped',
  'without-consent',
]);

function attachedReason(count: AttachedCount, scope: AccountScope): LeftOutReason | undefined {
  if (count.own !== 'live') return count.own;
  if (count.post === 'missing') return 'post-missing';
  const reason = postReason(count.channelId, count.post, scope);
  if (reason === undefined) return undefined;
  return CHANNEL_REASONS.has(reason) ? reason : 'post-left-out';
}
