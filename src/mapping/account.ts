/** What is counted. */
export const ACCOUNT_KINDS = ['posts', 'users', 'channels', 'reactions', 'files', 'emoji'] as const;
export type AccountKind = (typeof ACCOUNT_KINDS)[number];

/** Why a row of the source is not in the target, in the order of the reports. The codes are a contract. */
export const LEFT_OUT_REASONS = [
  'no-id',
  'doubled-id',
  'edit-history',
  'deleted',
  'impossible-time',
  'outside-range',
  'not-selected',
  'channel-skipped',
  'without-consent',
  'unknown-channel',
  'unknown-channel-type',
  'system-message',
  'author-skipped',
  'person-skipped',
  'same-person',
  'refused',
  'not-delivered',
  'not-delivered-yet',
  'message-missing',
  'message-unseen',
  'not-in-a-replay',
  'direct-skipped',
  'already-moved',
  'private-by-api',
  'not-yet',
  'ambiguous',
  'unchanged',
  'pending',
  'not-missing',
  'never-moved',
  'post-left-out',
  'post-missing',
  'detached',
  'merged',
  'no-emoji-name',
  'not-found',
  'not-in-a-zip',
  'not-in-a-csv',
  'standard-emoji',
  'no-messages',
  'empty-message',
  'burn-on-read',
] as const;
export type LeftOutReason = (typeof LEFT_OUT_REASONS)[number];

/** `read` is a COUNT of the database, never a count of what a stream happened to bring. */
export interface AccountLine {
  readonly read: number;
  readonly written: number;
  readonly leftOut: Readonly<Partial<Record<LeftOutReason, number>>>;
}

/** Files of the posts that are in the target, whatever becomes of them: `written` or left out for being files. */
export interface FileBytes {
  /** The file store has their bytes. */
  there: number;
  /** It has none, they may not be read, or nobody looked because no store is given. */
  nameOnly: number;
}

export interface FilesLine extends AccountLine {
  /** Absent where a run does not look into the store post by post. */
  readonly bytes?: Readonly<FileBytes>;
}

export type Account = Readonly<Record<Exclude<AccountKind, 'files'>, AccountLine>> & {
  readonly files: FilesLine;
};

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

/** Counts rows that are left out for a reason. */
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

/** Counts of one kind of row: written, and left out by the writer, by reason. */
export interface LineTally {
  written: number;
  readonly leftOut: LeftOutTally;
}

/** Line of the account before anything is counted. */
export const emptyLine = (): LineTally => ({ written: 0, leftOut: new Map() });

/** Counts of posts and of their reactions and files. */
export interface PostTally {
  /** Number of messages in the target; a long post is several. */
  messages: number;
  readonly posts: LineTally;
  readonly reactions: LineTally;
  readonly files: FileTally;
}

/** The bytes are counted by runs that map posts. */
export interface FileTally extends LineTally {
  bytes?: FileBytes;
}

/** Counts files of a post that is in the target: all of them, and those with bytes. */
export function addFileBytes(tally: FileTally, files: number, there: number): void {
  tally.bytes ??= { there: 0, nameOnly: 0 };
  tally.bytes.there += there;
  tally.bytes.nameOnly += files - there;
}

/** Counts before the first post. */
export const emptyTally = (): PostTally => ({
  messages: 0,
  posts: emptyLine(),
  reactions: emptyLine(),
  files: emptyLine(),
});

/** Kinds that are counted post by post. */
export const POST_LINES = ['posts', 'reactions', 'files'] as const;

/** Adds up the counts of several conversations. */
export function sumOfTallies(tallies: readonly PostTally[]): PostTally {
  const sum = emptyTally();
  for (const tally of tallies) {
    sum.messages += tally.messages;
    for (const line of POST_LINES) addLine(sum[line], tally[line]);
    const { bytes } = tally.files;
    if (bytes !== undefined) addFileBytes(sum.files, bytes.there + bytes.nameOnly, bytes.there);
  }
  return sum;
}

/** Adds the rows of a line to another one. */
export function addLine(sum: LineTally, more: LineTally): void {
  sum.written += more.written;
  for (const [reason, rows] of more.leftOut) addLeftOut(sum.leftOut, reason, rows);
}
