import {
  type ChannelId,
  channelId,
  type LinkedPost,
  type PostId,
  postId,
} from '../../model/model.ts';
import { inList, type Row } from '../database/database.ts';
import type { Reader } from '../database/reader.ts';
import { count, filledText, mendText, text } from '../database/rows.ts';
import { identifiedRows } from '../ids.ts';
import type { PostRow } from './post-row.ts';
import { NO_EDIT_HISTORY } from './rows.ts';
import { type ThreadRow, threadRow } from './threads.ts';
import { readTieGroups } from './tie-groups.ts';
import { type TimedRow, tieIn } from './ties.ts';

/** A permalink ends in the id of its post; whose server it names is for the mapping to judge. */
const PERMALINK = /\/pl\/([a-z0-9]{26})(?![a-z0-9])/g;

/** The ids of posts that a row's text links to or shows a preview of. */
export function linkedIds(row: Pick<PostRow, 'message' | 'props'>): readonly PostId[] {
  const previewed = row.props['previewed_post'];
  const isPreviewed = typeof previewed === 'string' && previewed !== '';
  const isLinked = row.message.includes('/pl/');
  if (!isPreviewed && !isLinked) return NO_LINKS;
  const ids = isPreviewed ? [previewed] : [];
  if (isLinked) {
    for (const [, id = ''] of row.message.matchAll(PERMALINK)) ids.push(id);
  }
  return [...new Set(ids)].map(postId);
}

const NO_LINKS: readonly PostId[] = [];

/** Reads the named posts that exist and are not deleted, whatever channel they are in. */
export async function readLinked(
  reader: Reader,
  ids: readonly PostId[],
  hasParentedReplies: boolean,
): Promise<ReadonlyMap<PostId, LinkedPost>> {
  const { database, tables, doubled } = reader;
  const linked = new Map<PostId, LinkedPost>();
  if (ids.length === 0) return linked;
  const wanted = inList(ids);
  const rows = await database.query(
    `SELECT ${tables.columns('Posts', COLUMNS)} FROM ${tables.name('Posts')}
     WHERE Id IN (${wanted.marks}) AND (DeleteAt = 0 OR DeleteAt IS NULL) AND ${NO_EDIT_HISTORY}`,
    wanted.values,
  );
  if (rows.length === 0) return linked;
  const found = identifiedRows(rows.map(linkedRow), ({ id }) => id, doubled.posts);
  if (found.length === 0) return linked;
  const roots = await readRootsOf(reader, found);
  const older = found.flatMap((row) => {
    const root = roots.get(row.id);
    return root !== undefined && root.createAtMs > row.createAtMs ? [root] : [];
  });
  const groups = await readTieGroups(reader, {
    channels: [...new Set(found.map((row) => row.channelId))],
    instants: [...new Set([...found, ...older].map(({ createAtMs }) => createAtMs))],
    rootsOfOlder: new Set(older.map(({ id }) => id)),
    hasParentedReplies,
  });
  for (const { rootId, ...row } of found) {
    const tie = tieIn(groups, row.channelId, row, roots.get(row.id));
    linked.set(row.id, { ...row, isReply: rootId !== undefined, tie });
  }
  return linked;
}

const COLUMNS = [
  'Id',
  'UserId',
  'CreateAt',
  'Type',
  'Props',
  'ChannelId',
  'RootId',
  'Message',
  'ParentId',
];

interface LinkedRow extends ThreadRow {
  readonly channelId: ChannelId;
  readonly message: string;
  readonly rootId: PostId | undefined;
}

function linkedRow(row: Row): LinkedRow {
  const root = filledText(row[6]) ?? filledText(row[8]);
  return {
    ...threadRow(row),
    channelId: channelId(text(row[5])),
    message: mendText(text(row[7])),
    rootId: root === undefined ? undefined : postId(root),
  };
}

/** Roots of the linked replies, by the reply; a reply whose thread is lost has none. */
async function readRootsOf(
  { database, tables, doubled }: Reader,
  replies: readonly LinkedRow[],
): Promise<ReadonlyMap<PostId, TimedRow>> {
  const named = [...new Set(replies.flatMap(({ rootId }) => rootId ?? []))];
  if (named.length === 0) return new Map();
  const wanted = inList(named);
  const columns = ['Id', 'CreateAt', 'ChannelId', 'RootId', 'ParentId'];
  const rows = await database.query(
    `SELECT ${tables.columns('Posts', columns)} FROM ${tables.name('Posts')}
     WHERE Id IN (${wanted.marks}) AND (DeleteAt >= 0 OR DeleteAt IS NULL) AND ${NO_EDIT_HISTORY}`,
    wanted.values,
  );
  const roots = new Map<string, TimedRow & { readonly channel: string }>();
  for (const row of identifiedRows(rows, (row) => text(row[0]), doubled.posts)) {
    if ((filledText(row[3]) ?? filledText(row[4])) !== undefined) continue;
    const id = text(row[0]);
    roots.set(id, { id, createAtMs: count(row[1]), channel: text(row[2]) });
  }
  const found = new Map<PostId, TimedRow>();
  for (const { id, rootId, channelId: channel } of replies) {
    const root = roots.get(rootId ?? '');
    if (root?.channel === channel) found.set(id, root);
  }
  return found;
}
