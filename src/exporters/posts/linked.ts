import { channelId, type LinkedPost, type PostId, postId, type Tie } from '../../model/model.ts';
import { inList } from '../database/database.ts';
import type { Reader } from '../database/reader.ts';
import { count, filledText, mendText, text } from '../database/rows.ts';
import { NO_EDIT_HISTORY, type PostRow } from './rows.ts';
import { threadRow } from './threads.ts';

/** A permalink ends in the id of its post; whose server it names is for the mapping to judge. */
const PERMALINK = /\/pl\/([a-z0-9]{26})(?![a-z0-9])/g;

/** The ids of posts that a row's text links to or shows a preview of. */
export function linkedIds(row: Pick<PostRow, 'message' | 'props'>): readonly PostId[] {
  const previewed = row.props['previewed_post'];
  const ids = typeof previewed === 'string' && previewed !== '' ? [previewed] : [];
  if (row.message.includes('/pl/')) {
    for (const [, id = ''] of row.message.matchAll(PERMALINK)) ids.push(id);
  }
  return [...new Set(ids)].map(postId);
}

/** Those of the named posts that are there and not deleted, whatever channel they are in. */
export async function readLinked(
  reader: Reader,
  ids: readonly PostId[],
): Promise<ReadonlyMap<PostId, LinkedPost>> {
  const { database, tables } = reader;
  const linked = new Map<PostId, LinkedPost>();
  if (ids.length === 0) return linked;
  const wanted = inList(ids);
  const rows = await database.query(
    `SELECT Id, UserId, CreateAt, Type, Props, ChannelId, RootId, Message FROM ${tables.name('Posts')}
     WHERE Id IN (${wanted.marks}) AND (DeleteAt = 0 OR DeleteAt IS NULL) AND ${NO_EDIT_HISTORY}`,
    wanted.values,
  );
  const rank = await readRanks(
    reader,
    rows.map((row) => count(row[2])),
  );
  for (const row of rows) {
    const found = threadRow(row);
    const channel = text(row[5]);
    linked.set(found.id, {
      ...found,
      channelId: channelId(channel),
      isReply: filledText(row[6]) !== undefined,
      message: mendText(text(row[7])),
      tie: rank(channel, found.createAtMs, found.id),
    });
  }
  return linked;
}

type Rank = (channel: string, createAtMs: number, id: string) => Tie;

async function readRanks({ database, tables }: Reader, instants: readonly number[]): Promise<Rank> {
  const ids = new Map<string, string[]>();
  if (instants.length > 0) {
    const wanted = inList(instants);
    const rows = await database.query(
      `SELECT ChannelId, CreateAt, Id FROM ${tables.name('Posts')}
       WHERE CreateAt IN (${wanted.marks}) AND ${NO_EDIT_HISTORY}`,
      wanted.values,
    );
    for (const row of rows) {
      const key = `${text(row[0])} ${count(row[1])}`;
      ids.set(key, [...(ids.get(key) ?? []), text(row[2])].sort());
    }
  }
  return (channel, createAtMs, id) => {
    const tied = ids.get(`${channel} ${createAtMs}`) ?? [id];
    return { rank: Math.max(0, tied.indexOf(id)), count: tied.length };
  };
}
