import { BLANK_CHARACTERS, mayShowNothing } from '../../model/blank-text.ts';
import {
  type ChannelId,
  type JsonObject,
  type MissingRoot,
  type PostId,
  postId,
  type UserId,
  userId,
} from '../../model/model.ts';
import type { SourceEngine } from '../../model/source-kind.ts';
import { type Database, inList, type Row } from '../database/database.ts';
import { rowsInTurn } from '../database/decode-rows.ts';
import type { Reader } from '../database/reader.ts';
import {
  count,
  END_OF_TIME_MS,
  FIRST_TIME_MS,
  filledText,
  jsonObject,
  mendText,
  text,
  timeMs,
} from '../database/rows.ts';
import { identifiedRows } from '../ids.ts';
import type { TimeRange } from '../source.ts';
import { endMs, NO_EDIT_HISTORY, startMs } from './rows.ts';

/** A post of a thread as a row, before its rank among ties is known. */
export interface ThreadRow {
  readonly id: PostId;
  readonly userId: UserId | undefined;
  readonly createAtMs: number;
  readonly type: string;
  readonly props: JsonObject;
  readonly isDeleted: boolean;
}

/** A reply of a thread, which can have a hundred thousand: what most do not have is apart. */
export interface ReplyRow extends Pick<ThreadRow, 'id' | 'userId' | 'createAtMs'> {
  readonly rootId: PostId;
  readonly content: ReplyContent;
}

/** What tells a reply from a plain one of a person; those that are plain share one. */
export interface ReplyContent extends Pick<ThreadRow, 'type' | 'props' | 'isDeleted'> {
  readonly longMessage: string | undefined;
  /** Set when it may show nothing, whether there are files or not. */
  readonly blankMessage: string | undefined;
}

const PLAIN: ReplyContent = {
  type: '',
  props: {},
  isDeleted: false,
  longMessage: undefined,
  blankMessage: undefined,
};

/** Which thread roots of a channel are asked about. */
interface RootQuery {
  readonly channel: ChannelId;
  readonly range: TimeRange;
  readonly roots: readonly PostId[];
}

interface ReplyQuery extends RootQuery {
  /** Replies with more characters than this bring their text along. */
  readonly longTextCharacters: number;
  readonly hasParentedReplies: boolean;
}

/**
 * The replies of these roots, in (CreateAt, Id) order, up to the end of the range: also those that the channel's stream
 * does not bring, because a reply that is older than its root takes a place behind it in any case.
 */
export async function readReplies(reader: Reader, query: ReplyQuery): Promise<readonly ReplyRow[]> {
  const { database, tables, doubled } = reader;
  if (query.roots.length === 0) return [];
  const roots = inList(query.roots);
  const columns = replyColumns(database, query);
  const select = `SELECT ${columns} FROM ${tables.name('Posts')} r`;
  // Not of the channel alone: PostgreSQL would read the index of the whole channel beside that of the roots.
  const where = `CreateAt < ? AND ${NO_EDIT_HISTORY}`;
  const values = [...roots.values, endMs(query.range)];
  const sql = `${select} WHERE RootId IN (${roots.marks}) AND ${where}`;
  const replies: ReplyRow[] = [];
  const authors: Authors = new Map();
  // A thread can have a hundred thousand: their rows are made smaller as they come.
  for await (const rows of rowsInTurn(database, sql, values)) {
    for (const reply of exactly(query, rows, authors)) replies.push(reply);
  }
  if (query.hasParentedReplies) {
    for (const reply of await readParentedReplies(reader, query)) replies.push(reply);
  }
  return identifiedRows(replies, ({ id }) => id, doubled.posts).toSorted(byTimeThenId);
}

/** Before 6.0 a reply could name its thread in ParentId alone; there is no index for it, so few are expected. */
async function readParentedReplies(reader: Reader, query: ReplyQuery): Promise<ReplyRow[]> {
  const { database, tables } = reader;
  const wanted = inList(query.roots);
  const columns = replyColumns(database, query, 'ParentId');
  const rows = await database.query(
    `SELECT ${columns} FROM ${tables.name('Posts')} r
     WHERE (RootId = '' OR RootId IS NULL) AND ParentId IN (${wanted.marks})
     AND ChannelId = ? AND CreateAt < ? AND ${NO_EDIT_HISTORY}`,
    [...wanted.values, query.channel, endMs(query.range)],
  );
  const parented = rows.filter((row) => filledText(row[8]) === undefined);
  return exactly(query, parented, new Map());
}

/** The ids of authors, each held once. */
type Authors = Map<string, UserId>;

/**
 * The replies to these roots in their own channel. MySQL takes texts for equal that differ in case or in blanks at the
 * end; a post's place does not.
 */
function exactly(query: ReplyQuery, rows: readonly Row[], authors: Authors): ReplyRow[] {
  const { roots, channel } = query;
  const wanted = new Set(roots);
  const replies: ReplyRow[] = [];
  for (const row of rows) {
    if (text(row[9]) !== channel) continue;
    const reply = replyRow(row, query, authors);
    if (wanted.has(reply.rootId)) replies.push(reply);
  }
  return replies;
}

const IS_LIVE = 'CASE WHEN r.DeleteAt = 0 OR r.DeleteAt IS NULL THEN 1 ELSE 0 END';

/** True for a reply that the channel's stream brings. */
export const isStreamed = ({ content, createAtMs }: ReplyRow, range: TimeRange): boolean =>
  !content.isDeleted && createAtMs >= startMs(range);

/** In bytes, never fewer than UTF-16 units: PostgreSQL may refuse to count characters where one is broken. */
const BYTES: Readonly<Record<SourceEngine, string>> = {
  mysql: 'LENGTH',
  postgres: 'OCTET_LENGTH',
  // Characters, of which a pair of UTF-16 units is one.
  bulk: '2 * LENGTH',
};
const COUNTED = "REPLACE(REPLACE(REPLACE(r.Message, ' ', ''), '>', ''), '\n', '')";
const MOST_BYTES = 4 * BLANK_CHARACTERS;
const IS_SHORT: Readonly<Record<SourceEngine, string>> = {
  mysql: `CHAR_LENGTH(${COUNTED}) <= ${BLANK_CHARACTERS}`,
  postgres: `OCTET_LENGTH(${COUNTED}) <= ${MOST_BYTES}`,
  bulk: `LENGTH(${COUNTED}) <= ${BLANK_CHARACTERS}`,
};

/** Long texts, and short ones, of which those that may show nothing are kept: SQL cannot tell them. */
const messageOf = ({ engine }: Database, { longTextCharacters }: LongText): string =>
  `CASE WHEN r.Message IS NULL THEN '' WHEN ${BYTES[engine]}(r.Message) > ${longTextCharacters}
    OR ${IS_SHORT[engine]} THEN r.Message END`;

type LongText = Pick<ReplyQuery, 'longTextCharacters'>;

/** The columns of a reply `r`, as `replyRow` takes them; `root`: the column that names its thread. */
const replyColumns = (
  database: Database,
  query: LongText,
  root: 'RootId' | 'ParentId' = 'RootId',
): string =>
  `r.Id, r.UserId, r.CreateAt, r.Type, r.Props, r.${root} AS Root, ${IS_LIVE} AS IsLive,
    ${messageOf(database, query)} AS Text, r.RootId, r.ChannelId`;

function byTimeThenId(a: ReplyRow, b: ReplyRow): number {
  return a.createAtMs - b.createAtMs || (a.id < b.id ? -1 : 1);
}

/** Reads the row of a thread from columns that begin with Id, UserId, CreateAt, Type, Props. */
export function threadRow(row: Row): ThreadRow {
  const user = filledText(row[1]);
  return {
    id: postId(text(row[0])),
    userId: user === undefined ? undefined : userId(user),
    createAtMs: count(row[2]),
    type: text(row[3]),
    props: jsonObject(row[4]) ?? {},
    isDeleted: false,
  };
}

function replyRow(row: Row, { longTextCharacters }: LongText, authors: Authors): ReplyRow {
  const isBrought = row[7] !== null && row[7] !== undefined;
  const message = mendText(text(row[7]));
  const { id, userId: author, createAtMs, type, props } = threadRow(row);
  const known = author === undefined ? undefined : (authors.get(author) ?? author);
  if (known !== undefined) authors.set(known, known);
  const isDeleted = count(row[6]) === 0;
  // UTF-16 units: never fewer than characters.
  const longMessage = message.length > longTextCharacters ? message : undefined;
  const blankMessage = isBrought && mayShowNothing(message) ? message : undefined;
  const content = { type, props, isDeleted, longMessage, blankMessage };
  const rootId = postId(text(row[5]));
  return { id, userId: known, createAtMs, rootId, content: isPlain(content) ? PLAIN : content };
}

const isPlain = ({ type, props, isDeleted, longMessage, blankMessage }: ReplyContent): boolean =>
  type === '' &&
  !isDeleted &&
  longMessage === undefined &&
  blankMessage === undefined &&
  Object.keys(props).length === 0;

export type FoundRoot = { readonly found: ThreadRow } | { readonly lost: MissingRoot };

/** What each named root is, and why a reply to it must stand alone; an id without an entry is missing. */
export async function readRoots(
  reader: Reader,
  query: RootQuery,
): Promise<ReadonlyMap<PostId, FoundRoot>> {
  const roots = new Map<PostId, FoundRoot>();
  for (const row of await readRootRows(reader, query.roots)) {
    const root = rootOf(row, query);
    roots.set(root.id, root.found);
  }
  return roots;
}

/** The rows of these ids, whatever they are, as `rootOf` takes them. */
export async function readRootRows(
  { database, tables, doubled }: Reader,
  ids: readonly PostId[],
): Promise<readonly Row[]> {
  if (ids.length === 0) return [];
  const wanted = inList(ids);
  const columns = [
    'Id',
    'UserId',
    'CreateAt',
    'Type',
    'Props',
    'ChannelId',
    'RootId',
    'DeleteAt',
    'ParentId',
  ];
  const rows = await database.query(
    `SELECT ${tables.columns('Posts', columns)}, CASE WHEN ${NO_EDIT_HISTORY} THEN 0 ELSE 1 END FROM ${tables.name('Posts')} WHERE Id IN (${wanted.marks})`,
    wanted.values,
  );
  return identifiedRows(rows, (row) => text(row[0]), doubled.posts);
}

/** What a row is to a reply in a channel that names it as its root. */
export function rootOf(
  row: Row,
  query: Omit<RootQuery, 'roots'>,
): { readonly id: PostId; readonly found: FoundRoot } {
  const found = threadRow(row);
  const lost = lostReason(row, found, query);
  const isDeleted = timeMs(row[7]) !== undefined;
  const root = lost === undefined ? { found: { ...found, isDeleted } } : { lost };
  return { id: found.id, found: root };
}

function lostReason(
  row: Row,
  root: ThreadRow,
  query: Omit<RootQuery, 'roots'>,
): MissingRoot | undefined {
  const [channel, rootId, deleteAt, parentId, isHistory] = [row[5], row[6], row[7], row[8], row[9]];
  if (text(channel) !== query.channel) return 'other-channel';
  if (count(isHistory) === 1) return 'missing';
  const isReply = filledText(rootId) !== undefined || filledText(parentId) !== undefined;
  if (isReply) return timeMs(deleteAt) === undefined ? 'is-a-reply' : 'deleted';
  // Neither live nor deleted at a time: no stream brings it.
  if (count(deleteAt) < 0) return 'deleted';
  if (root.createAtMs < FIRST_TIME_MS || root.createAtMs >= END_OF_TIME_MS) return 'missing';
  const isInRange = root.createAtMs >= startMs(query.range) && root.createAtMs < endMs(query.range);
  return isInRange ? undefined : 'outside-range';
}
