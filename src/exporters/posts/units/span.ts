import type { ChannelId } from '../../../model/model.ts';
import type { SourceEngine } from '../../../model/source-kind.ts';
import { inList, type SqlValue } from '../../database/database.ts';

/** The part of the table that statements cover: some channels, and CreateAt from `fromMs` to before `toMs`. */
export interface Span {
  readonly channels: readonly ChannelId[];
  readonly fromMs: number;
  readonly toMs: number;
}

/** A condition with the values of its marks. */
export interface Condition {
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

/**
 * Rows of `p` in a span and of one state of deletion, an equality or range on DeleteAt, so that the index
 * (ChannelId, DeleteAt, CreateAt) finds them.
 */
export function inSpan({ channels, fromMs, toMs }: Span, deleted: string): Condition {
  const wanted = inList(channels);
  return {
    sql: `p.ChannelId IN (${wanted.marks}) AND ${deleted} AND p.CreateAt >= ? AND p.CreateAt < ?`,
    values: [...wanted.values, fromMs, toMs],
  };
}

export const LIVE = 'p.DeleteAt = 0';

/** A table of which the rows that belong to posts are read. */
interface Joined {
  /** The table of posts, named `p`. */
  readonly posts: string;
  /** Which posts. */
  readonly where: string;
  /** Named `r`. */
  readonly table: string;
  /** Columns that are read of it, each with its name `r`. */
  readonly columns: string;
  readonly on: string;
}

/*
 * The posts come first, and each of them is looked up in the other table: a planner that begins with the other one, or
 * reads it whole, reads all of it for each unit.
 */
const JOINS: Readonly<Record<SourceEngine, (joined: Joined) => string>> = {
  // In the order of ids, whose neighbours are in the same pages: a third less work than in the order of time.
  mysql: ({ posts, where, table, columns, on }) =>
    `SELECT ${columns} FROM (SELECT p.Id FROM ${posts} WHERE ${where} ORDER BY p.Id LIMIT ${EVERY_ROW}) p
     STRAIGHT_JOIN ${table} r ON ${on}`,
  // https://www.sqlite.org/optoverview.html#manual_control_of_query_plans_using_cross_join
  bulk: ({ posts, where, table, columns, on }) =>
    `SELECT ${columns} FROM ${posts} CROSS JOIN ${table} r ON ${on} WHERE ${where}`,
  // OFFSET 0 keeps the subquery apart, which is then asked for each post.
  postgres: ({ posts, where, table, columns, on }) =>
    `SELECT ${columns} FROM ${posts} CROSS JOIN LATERAL
     (SELECT ${columns} FROM ${table} r WHERE ${on} OFFSET 0) r WHERE ${where}`,
};

/** Without a limit the order of a subquery means nothing. */
const EVERY_ROW = Number.MAX_SAFE_INTEGER;

/** A statement that reads what a table has for each of the posts; their rows need an id. */
export const joinedToPosts = (engine: SourceEngine, joined: Joined): string =>
  JOINS[engine]({ ...joined, where: `${joined.where} AND p.Id <> ''` });
