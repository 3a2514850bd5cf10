import type { Engine } from '../fixtures/schemas/column-types.ts';
import {
  columnsOf,
  pluginStatements,
  schemaStatements,
  sqlName,
} from '../fixtures/schemas/schema.ts';
import { sqlValue } from '../fixtures/schemas/sql-text.ts';
import { postsOfYears } from './posts-of-years.ts';
import {
  channelRow,
  fileRow,
  numbered,
  postRow,
  reactionRow,
  teamRow,
  userRow,
  type Values,
} from './server-rows.ts';
import { channelsOf, EVEN, type ServerShape } from './server-shapes.ts';

const SHAPE = '8.1';
const ROWS_AT_ONCE = 1000;

export interface Filling {
  readonly posts: number;
  readonly seed: number;
  /** 200 channels and 50 people when it is not given. */
  readonly shape?: ServerShape;
}

/** Makes Mattermost's schema and fills it with so many posts of five years. */
export async function fillDatabase(
  engine: Engine,
  execute: (sql: string) => Promise<unknown>,
  { posts, seed, shape = EVEN }: Filling,
): Promise<void> {
  const plugins = shape.plugins === undefined ? [] : pluginStatements(engine, SHAPE);
  for (const sql of [...schemaStatements(engine, SHAPE), ...plugins]) await execute(sql);
  const insert = inserter(engine, execute);
  const idsOf = (letter: string, length: number) =>
    Array.from({ length }, (_unused, index) => numbered(letter, index));
  const userIds = idsOf('u', shape.users);
  const channelIds = idsOf('c', shape.channels);
  await insert.add('Teams', teamRow());
  for (const id of userIds) await insert.add('Users', userRow(id));
  for (const [index, id] of channelIds.entries())
    await insert.add('Channels', channelRow(id, index));
  for (const [index, userId] of userIds.entries()) {
    for (const channel of channelsOf(index, shape)) {
      await insert.add('ChannelMembers', { ChannelId: numbered('c', channel), UserId: userId });
    }
  }
  await insert.flush();
  const change = shape.change();
  for (const made of postsOfYears({ posts, seed, userIds, channelIds })) {
    const post = change(made);
    await insert.add('Posts', postRow(post));
    for (const { userId, emojiName } of post.reactions) {
      await insert.add('Reactions', reactionRow(post, userId, emojiName));
    }
    if (post.file !== undefined) await insert.add('FileInfo', fileRow(post, post.file));
    for (const { table, values } of shape.ofPost?.(post) ?? []) await insert.add(table, values);
  }
  for (const { table, values } of shape.plugins?.() ?? []) await insert.add(table, values);
  await insert.flush();
  await execute(engine === 'mysql' ? 'ANALYZE TABLE Posts, Reactions, FileInfo' : 'VACUUM ANALYZE');
}

function inserter(engine: Engine, execute: (sql: string) => Promise<unknown>) {
  const held = new Map<string, { readonly into: string; tuples: string[] }>();
  const send = async (table: { into: string; tuples: string[] }): Promise<void> => {
    if (table.tuples.length === 0) return;
    const sql = table.into + table.tuples.join(',');
    table.tuples = [];
    await execute(sql);
  };
  return {
    async add(table: string, values: Values): Promise<void> {
      const named = (columnsOf(engine, SHAPE, table) ?? []).filter((column) => column in values);
      const columns = named.map((column) => sqlName(engine, column)).join(', ');
      const into = `INSERT INTO ${sqlName(engine, table)} (${columns}) VALUES `;
      const known = held.get(table) ?? { into, tuples: [] };
      held.set(table, known);
      known.tuples.push(
        `(${named.map((column) => sqlValue(engine, values[column] ?? null)).join(', ')})`,
      );
      if (known.tuples.length >= ROWS_AT_ONCE) await send(known);
    },
    async flush(): Promise<void> {
      for (const table of held.values()) await send(table);
    },
  };
}
