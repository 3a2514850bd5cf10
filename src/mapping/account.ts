import type {
  AttachedCount,
  Channel,
  ChannelId,
  PostRowState,
  SourceCounts,
} from '../model/model.ts';

/** What is counted. */
export const ACCOUNT_KINDS = ['posts', 'users', 'channels', 'reactions', 'files', 'emoji'] as const;
export type AccountKind = (typeof ACCOUNT_KINDS)[number];

/** Why a row of the source is not in the target, in the order of the reports. The codes are a contract. */
export const LEFT_OUT_REASONS = [
  'edit-history',
  'deleted',
  'impossible-time',
  'outside-range',
  'not-selected',
  'channel-skipped',
  'unknown-channel',
  'unknown-channel-type',
  'system-message',
  'author-skipped',
  'person-skipped',
  'refused',
  'not-delivered',
  'message-missing',
  'not-in-a-replay',
  'direct-skipped',
  'already-moved',
  'private-by-api',
  'not-yet',
  'ambiguous',
  'unchanged',
  'pending',
  'never-moved',
  'post-left-out',
  'post-missing',
  'detached',
  'merged',
  'not-found',
  'not-in-a-zip',
] as const;
export type LeftOutReason = (typeof LEFT_OUT_REASONS)[number];

/** `read` is a COUNT of the database, never a count of what a stream happened to bring. */
export interface AccountLine {
  readonly read: number;
  readonly written: number;
  readonly leftOut: Readonly<Partial<Record<LeftOutReason, number>>>;
}

export type Account = Readonly<Record<AccountKind, AccountLine>>;

/** Rows that are neither written nor left out; negative when more was written than there is. */
export function missingRows(line: AccountLine): number {
  let leftOut = 0;
  for (const rows of Object.values(line.leftOut)) leftOut += rows;
  return line.read - line.written - leftOut;
}

/** The kinds whose equation does not hold. */
export function unbalancedKinds(account: Account): readonly AccountKind[] {
  return ACCOUNT_KINDS.filter((kind) => missingRows(account[kind]) !== 0);
}

/** Rows left out so far, by reason. */
export type LeftOutTally = Map<LeftOutReason, number>;

export function addLeftOut(tally: LeftOutTally, reason: LeftOutReason, rows = 1): void {
  if (rows > 0) tally.set(reason, (tally.get(reason) ?? 0) + rows);
}

/** One line of the account; reasons stand in the order of the catalogue, so that two runs print the same. */
export function accountLine(read: number, written: number, tally: LeftOutTally): AccountLine {
  const leftOut: Partial<Record<LeftOutReason, number>> = {};
  for (const reason of LEFT_OUT_REASONS) {
    const rows = tally.get(reason);
    if (rows !== undefined) leftOut[reason] = rows;
  }
  return { read, written, leftOut };
}

/** The account of a run that counts posts alone. */
export function postsAccount(posts: AccountLine): Account {
  const none = accountLine(0, 0, new Map());
  return { posts, users: none, channels: none, reactions: none, files: none, emoji: none };
}

/** Where the run looks. */
export interface AccountScope {
  readonly known: ReadonlySet<ChannelId>;
  readonly selected: ReadonlySet<ChannelId>;
  /** Selected, but skipped by a decision about the channel itself. */
  readonly skipped: ReadonlySet<ChannelId>;
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

const STATE_REASONS: Readonly<Record<Exclude<PostRowState, 'live'>, LeftOutReason>> = {
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
  if (channel === undefined || !scope.known.has(channel)) return 'unknown-channel';
  if (scope.skipped.has(channel)) return 'channel-skipped';
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
]);

function attachedReason(count: AttachedCount, scope: AccountScope): LeftOutReason | undefined {
  if (count.own === 'deleted' || count.own === 'detached') return count.own;
  if (count.post === 'missing') return 'post-missing';
  const reason = postReason(count.channelId, count.post, scope);
  if (reason === undefined) return undefined;
  return CHANNEL_REASONS.has(reason) ? reason : 'post-left-out';
}

/** Counts of what was written and of what the writer left out itself. */
export interface PostTotals {
  posts: number;
  messages: number;
  reactions: number;
  files: number;
  reactionsMerged: number;
  /** Of people who do not move. */
  reactionsSkipped: number;
  /** System messages that are dropped. */
  postsDropped: number;
  /** Posts of people who do not move. */
  postsSkipped: number;
  /** What hung on posts that the writer left out. */
  reactionsDropped: number;
  filesDropped: number;
  /** Posts that earlier archives hold. */
  postsMoved: number;
  /** New posts of private conversations that an import cannot add to. */
  postsByApi: number;
}

export interface ZipFacts {
  readonly counts: SourceCounts;
  /** Every channel of a known type. */
  readonly channels: readonly Channel[];
  readonly selected: readonly Channel[];
  /** Selected channels that a decision skips. */
  readonly skippedChannels: readonly Channel[];
  readonly usersWritten: number;
  readonly usersSkipped: number;
  readonly liveEmoji: number;
  /** True for an archive of what is new: what hangs on posts of earlier archives is not read again. */
  readonly isSinceLast: boolean;
  readonly totals: Readonly<PostTotals> & { readonly conversations: number };
}

export function addRest(tally: LeftOutTally, rows: number): void {
  const known = [...tally.values()].reduce((sum, each) => sum + each, 0);
  addLeftOut(tally, 'already-moved', rows - known);
}

/** Holds what the archive got against what the database has. */
export function zipAccount(facts: ZipFacts): Account {
  const { counts, totals } = facts;
  const leftOut = rowsLeftOut(counts, {
    known: new Set(facts.channels.map(({ id }) => id)),
    selected: new Set(facts.selected.map(({ id }) => id)),
    skipped: new Set(facts.skippedChannels.map(({ id }) => id)),
  });
  addLeftOut(leftOut.posts, 'system-message', totals.postsDropped);
  addLeftOut(leftOut.posts, 'author-skipped', totals.postsSkipped);
  addLeftOut(leftOut.reactions, 'person-skipped', totals.reactionsSkipped);
  addLeftOut(leftOut.reactions, 'post-left-out', totals.reactionsDropped);
  addLeftOut(leftOut.reactions, 'merged', totals.reactionsMerged);
  addLeftOut(leftOut.files, 'post-left-out', totals.filesDropped);
  addLeftOut(leftOut.posts, 'already-moved', totals.postsMoved);
  addLeftOut(leftOut.posts, 'private-by-api', totals.postsByApi);
  if (facts.isSinceLast) {
    addRest(leftOut.reactions, counts.reactionRows - totals.reactions);
    addRest(leftOut.files, counts.fileRows - totals.files);
  }
  const channels: LeftOutTally = new Map();
  const { length: skipped } = facts.skippedChannels;
  addLeftOut(channels, 'not-selected', facts.channels.length - facts.selected.length);
  addLeftOut(channels, 'channel-skipped', skipped);
  addLeftOut(channels, 'unknown-channel-type', counts.channelRows - facts.channels.length);
  const users: LeftOutTally = new Map();
  addLeftOut(users, 'person-skipped', facts.usersSkipped);
  const emoji: LeftOutTally = new Map();
  addLeftOut(emoji, 'deleted', counts.emojiRows - facts.liveEmoji);
  addLeftOut(emoji, 'not-in-a-zip', facts.liveEmoji);
  return {
    posts: accountLine(counts.postRows, totals.posts, leftOut.posts),
    users: accountLine(counts.userRows, facts.usersWritten, users),
    channels: accountLine(counts.channelRows, totals.conversations, channels),
    reactions: accountLine(counts.reactionRows, totals.reactions, leftOut.reactions),
    files: accountLine(counts.fileRows, totals.files, leftOut.files),
    emoji: accountLine(counts.emojiRows, 0, emoji),
  };
}
