import {
  type ChannelId,
  channelId,
  type JsonObject,
  type PostId,
  postId,
  type RowFault,
  type UserId,
  userId,
} from '../../model/model.ts';
import { inList, type Row, type SqlValue } from '../database/database.ts';
import type { Reader } from '../database/reader.ts';
import {
  count,
  END_OF_TIME_MS,
  FIRST_TIME_MS,
  filledText,
  flag,
  hasLostCharacter,
  hasLostJsonCharacter,
  isUnfit,
  jsonObject,
  jsonTexts,
  mendText,
  possibleTimeMs,
  RepairedText,
  text,
  timeMs,
} from '../database/rows.ts';
import type { Tables } from '../database/tables.ts';
import type { TimeRange } from '../source.ts';

/** Edit history carries the id of the live row; such a row is never a post. */
export const NO_EDIT_HISTORY = "(OriginalId = '' OR OriginalId IS NULL)";

/**
 * Ranges of a channel, each walked by the index (ChannelId, DeleteAt, CreateAt) without a sort, which
 * needs the equality on DeleteAt: without it MariaDB reads and sorts the whole channel for each page.
 */
const LIVE = 'p.DeleteAt = 0';
const LIVE_BUT_NULL = 'p.DeleteAt IS NULL';

/** A page of the channel's live rows after a place in (CreateAt, Id) order. */
export interface PageRequest {
  readonly channel: ChannelId;
  readonly range: TimeRange;
  readonly afterMs: number;
  readonly afterId: string;
}

export type PageReader = (request: PageRequest) => Promise<readonly PostRow[]>;

/** Readers of the ranges whose merge is the channel's stream. */
export function pageReaders(
  reader: Reader,
  { postsPerPage, hasParentedReplies }: { postsPerPage: number; hasParentedReplies: boolean },
): readonly PageReader[] {
  const { tables } = reader;
  return [LIVE, LIVE_BUT_NULL, tombstones(tables, hasParentedReplies)].map((condition) =>
    pageReader(reader, condition, postsPerPage),
  );
}

/** The same of the posts that changed at or after a moment. */
export function changedPageReaders(
  { database, tables }: Reader,
  options: { postsPerPage: number; hasParentedReplies: boolean },
  sinceMs: number,
): readonly PageReader[] {
  const { postsPerPage, hasParentedReplies } = options;
  const posts = tables.name('Posts');
  const columns = tables.columns('Posts', POST_COLUMNS, 'p');
  return [LIVE, LIVE_BUT_NULL, tombstones(tables, hasParentedReplies)].map((condition) => {
    // The limit keeps the planner from walking the whole channel in the order of time.
    const sql = `SELECT ${columns} FROM (SELECT Id FROM ${posts}
        WHERE ChannelId = ? AND UpdateAt >= ? LIMIT ${EVERY_ROW}) c
      JOIN ${posts} p ON p.Id = c.Id
      WHERE ${condition} AND p.CreateAt >= ? AND (p.CreateAt > ? OR p.Id > ?)
      AND p.CreateAt < ? AND (p.OriginalId = '' OR p.OriginalId IS NULL)
      ORDER BY p.CreateAt, p.Id LIMIT ${postsPerPage}`;
    return async ({ channel, range, afterMs, afterId }) => {
      const values: SqlValue[] = [channel, sinceMs, afterMs, afterMs, afterId, endMs(range)];
      return (await database.query(sql, values)).map(postRow);
    };
  });
}

const EVERY_ROW = Number.MAX_SAFE_INTEGER;

/** Those of the posts that the channel's stream would bring, in its order. */
export async function readPostRows(
  { database, tables }: Reader,
  { hasParentedReplies }: { hasParentedReplies: boolean },
  { channel, range, ids }: PostsById,
): Promise<readonly PostRow[]> {
  const wanted = inList(ids);
  const live = `${LIVE} OR ${LIVE_BUT_NULL} OR (${tombstones(tables, hasParentedReplies)})`;
  const rows = await database.query(
    `SELECT ${tables.columns('Posts', POST_COLUMNS, 'p')} FROM ${tables.name('Posts')} p
     WHERE p.Id IN (${wanted.marks}) AND p.ChannelId = ? AND p.CreateAt >= ? AND p.CreateAt < ?
     AND (p.OriginalId = '' OR p.OriginalId IS NULL) AND (${live}) ORDER BY p.CreateAt, p.Id`,
    [...wanted.values, channel, startMs(range), endMs(range)],
  );
  return rows.map(postRow);
}

interface PostsById {
  readonly channel: ChannelId;
  readonly range: TimeRange;
  readonly ids: readonly PostId[];
}

const POST = ['Posts', 'p', 'Id'] as const;
const ROOT = ['Posts', 'r', 'RootId'] as const;
const PARENT = ['Posts', 'r', 'ParentId'] as const;

/** Deleted roots whose replies remain; Slack keeps such a root as a tombstone. */
function tombstones(tables: Tables, hasParentedReplies: boolean): string {
  const isReply = hasParentedReplies
    ? `(${tables.match(ROOT, POST)} OR ((r.RootId = '' OR r.RootId IS NULL) AND ${tables.match(PARENT, POST)}))`
    : tables.match(ROOT, POST);
  return `p.DeleteAt > 0 AND (p.RootId = '' OR p.RootId IS NULL)
    AND EXISTS (SELECT 1 FROM ${tables.name('Posts')} r WHERE ${isReply}
      AND (r.DeleteAt = 0 OR r.DeleteAt IS NULL) AND r.ChannelId = p.ChannelId)`;
}

/** True when a reply of before 6.0 names its thread in ParentId alone; upstream moved those to RootId. */
export async function findParentedReplies({ database, tables }: Reader): Promise<boolean> {
  if (!tables.has('Posts', 'ParentId')) return false;
  const rows = await database.query(
    `SELECT 1 FROM ${tables.name('Posts')} WHERE (RootId = '' OR RootId IS NULL) AND ParentId <> '' LIMIT 1`,
  );
  return rows.length > 0;
}

function pageReader(
  { database, tables }: Reader,
  condition: string,
  postsPerPage: number,
): PageReader {
  const columns = tables.columns('Posts', POST_COLUMNS, 'p');
  // The row-value form (CreateAt, Id) > (?, ?) reads everything before the cursor again for each page.
  const sql = `SELECT ${columns} FROM ${tables.name('Posts')} p
    WHERE p.ChannelId = ? AND ${condition} AND p.CreateAt >= ? AND (p.CreateAt > ? OR p.Id > ?)
    AND p.CreateAt < ? AND (p.OriginalId = '' OR p.OriginalId IS NULL)
    ORDER BY p.CreateAt, p.Id LIMIT ${postsPerPage}`;
  return async ({ channel, range, afterMs, afterId }) => {
    const values: SqlValue[] = [channel, afterMs, afterMs, afterId, endMs(range)];
    return (await database.query(sql, values)).map(postRow);
  };
}

/** The first time that belongs to the range. */
export function startMs(range: TimeRange): number {
  return Math.max(range.fromMs ?? FIRST_TIME_MS, FIRST_TIME_MS);
}

/** The first time that no longer belongs to the range. */
export function endMs(range: TimeRange): number {
  return Math.min(range.toMs ?? END_OF_TIME_MS, END_OF_TIME_MS);
}

/** The columns of a post that we read, in the order that `postRow` takes them. */
export const POST_COLUMNS = [
  'Id',
  'CreateAt',
  'UpdateAt',
  'EditAt',
  'DeleteAt',
  'IsPinned',
  'UserId',
  'ChannelId',
  'RootId',
  'Message',
  'Type',
  'Props',
  'FileIds',
  'Filenames',
  'ParentId',
];

/** A row of Posts, checked, before anything of other tables is added to it. */
export interface PostRow {
  readonly id: PostId;
  readonly createAtMs: number;
  readonly updateAtMs: number;
  readonly editAtMs: number | undefined;
  readonly deleteAtMs: number | undefined;
  readonly isPinned: boolean;
  readonly userId: UserId | undefined;
  readonly channelId: ChannelId;
  readonly rootId: PostId | undefined;
  readonly message: string;
  readonly type: string;
  readonly props: JsonObject;
  readonly fileIds: readonly string[];
  /** Files without rows, by which very old servers named them; none when there are fileIds. */
  readonly filenames: readonly string[];
  readonly faults: readonly RowFault[];
}

const NO_FAULTS: readonly RowFault[] = [];

export function postRow(row: Row): PostRow {
  const message = text(row[9]);
  const props = jsonObject(row[11]);
  const fileIds = jsonTexts(row[12]);
  const filenames = fileIds.length > 0 ? [] : jsonTexts(row[13]);
  const user = filledText(row[6]);
  // Before 6.0 a reply could name its thread in ParentId alone.
  const root = filledText(row[8]) ?? filledText(row[14]);
  return {
    id: postId(text(row[0])),
    createAtMs: count(row[1]),
    updateAtMs: count(row[2]),
    editAtMs: possibleTimeMs(row[3]),
    deleteAtMs: timeMs(row[4]),
    isPinned: flag(row[5]),
    userId: user === undefined ? undefined : userId(user),
    channelId: channelId(text(row[7])),
    rootId: root === undefined ? undefined : postId(root),
    message: mendText(message),
    type: text(row[10]),
    props: props ?? {},
    fileIds,
    filenames,
    faults: faultsOf(row, message, props, filenames),
  };
}

function faultsOf(
  row: Row,
  message: string,
  props: JsonObject | undefined,
  filenames: readonly string[],
): readonly RowFault[] {
  const isUnfitMessage = isUnfit(message);
  const isLegacy = filenames.length > 0;
  const isUnread = hasLostCharacter(message) || TEXTS.some((at) => hasLostJsonCharacter(row[at]));
  const isRepaired = REPAIRABLE.some((at) => row[at] instanceof RepairedText);
  const isOdd = isUnfitMessage || isLegacy || isUnread || isRepaired;
  if (!isOdd && props !== undefined) return NO_FAULTS;
  const faults: RowFault[] = [];
  if (isRepaired) faults.push('encoding-repaired');
  if (props === undefined) faults.push('props-not-json');
  if (isUnfitMessage) faults.push(message.includes('\0') ? 'nul-character' : 'lone-surrogate');
  if (isUnread) faults.push('unreadable-character');
  if (isLegacy) faults.push('legacy-filenames');
  return faults;
}

const [MESSAGE, PROPS, FILENAMES] = [9, 11, 13];
/** The places of JSON texts in POST_COLUMNS, and of all texts. */
const TEXTS = [PROPS, FILENAMES];
const REPAIRABLE = [MESSAGE, ...TEXTS];
