import type { SourceEngine } from '../model/source-kind.ts';
import { readBulkFacts } from './bulk/describe.ts';
import { readChannels, readIsHidden, readMembers, readTeams } from './channels.ts';
import { openRepairedReader, type TextRepair } from './checks/text-sample.ts';
import { readCounts, readOrphanPosts } from './counts.ts';
import type { Database } from './database/database.ts';
import type { Reader } from './database/reader.ts';
import { serveDatabase } from './database/remote.ts';
import { count, text } from './database/rows.ts';
import type { Tables } from './database/tables.ts';
import { readDatabaseRows } from './database-rows.ts';
import { readDoubledIds } from './doubled-ids.ts';
import { keptRows } from './kept-rows.ts';
import { readCustomEmoji, readUserGroups, readUsers } from './people.ts';
import { pluginReading } from './plugins/plugin-reading.ts';
import { readPostCounts } from './post-counts.ts';
import { FILE_COLUMNS, hasPriorities } from './posts/attached.ts';
import {
  readChangedChannels,
  readLatestChangeMs,
  readReactionsTakenBack,
  readRemovedPosts,
  streamDeletedPosts,
} from './posts/changes.ts';
import { POST_COLUMNS } from './posts/post-row.ts';
import { streamRowFacts } from './posts/row-facts.ts';
import { findParentedReplies, readWithdrawnAmong } from './posts/rows.ts';
import {
  type PostStreamOptions,
  readPostsOf,
  streamChangedPosts,
  streamUnknownPosts,
} from './posts/stream.ts';
import { divideChannels } from './posts/units/divide.ts';
import { readRowCounts } from './row-counts.ts';
import { savedPosts } from './saved-posts.ts';
import { readPosts } from './shared-posts.ts';
import type { Source, SourceDescription } from './source.ts';

export interface MattermostOptions {
  /** Whether everything is of one moment; a run that takes days had better not hold one. */
  readonly hasSnapshot: boolean;
  /** Whether the rows of all tables are counted. */
  readonly countsTables?: boolean;
  readonly postsPerPage: number;
  /** Replies with more characters bring their text along with their root. */
  readonly longTextCharacters: number;
  /** More changed rows of one channel than this are not held: the server then puts them in the order of time. */
  readonly maxHeldChanges?: number;
  /** More reactions or files of the posts that are read together than these are not held. */
  readonly maxAttachedRows?: number;
  /** More bytes of posts, as the server sends them, are not held: they are read in halves. */
  readonly maxRowBytes?: number;
  /** Undefined to give texts as they are. */
  readonly textRepair?: TextRepair;
}

const MAX_HELD_CHANGES = 50_000;
const MAX_ATTACHED_ROWS = 10_000;
/** A unit of long posts, of 2 KB each, has a quarter of it; parsed, they take several times as much. */
const MAX_ROW_BYTES = 24 * 1024 * 1024;
/** Without a snapshot posts are used long after they were read, and few are read ahead. */
const PAGES_PER_UNIT = 3;

/**
 * Mattermost's content over one database connection, read in one snapshot. The source owns the
 * connection from here on: close() closes it, and so does a failure to open.
 * Fails with SourceError when this is not Mattermost's database or a table may not be read.
 */
export async function openMattermost(
  database: Database,
  options: MattermostOptions,
): Promise<Source> {
  try {
    const opened = await openRepairedReader(database, options.textRepair);
    const databaseRows = options.countsTables === true ? await readDatabaseRows(opened) : undefined;
    if (options.hasSnapshot) await database.beginSnapshot();
    const reader = {
      ...opened,
      doubled: await readDoubledRows(opened),
      rowCounts: options.hasSnapshot ? new Map<string, Promise<number>>() : undefined,
    };
    const reading = await readingOptions(reader, options);
    return {
      ...readLists(reader),
      databaseRows,
      kept: databaseRows === undefined ? undefined : keptRows(reader, databaseRows),
      savedPosts: savedPosts(reader, databaseRows),
      plugins: databaseRows === undefined ? undefined : pluginReading(reader, databaseRows),
      ...readPosts(reader, reading),
      divide: (channels, range, counted) =>
        divideChannels(
          reader,
          { ...reading, counted, isCounted: options.hasSnapshot },
          channels,
          range,
        ),
      shared: {
        facts: {
          engine: database.engine,
          rounds: opened.rounds,
          doubled: reader.doubled,
          options: reading,
        },
        serve: (port) => serveDatabase(database, port),
        isRedacted: false,
        lookUp: undefined,
      },
      ...readChanges(reader, reading),
      rowFacts: (channel, range) =>
        streamRowFacts(reader, options.postsPerPage, { channel, range }),
      close: () => database.close(),
    };
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function readingOptions(
  reader: Reader,
  { hasSnapshot, postsPerPage, longTextCharacters, ...limits }: MattermostOptions,
): Promise<PostStreamOptions> {
  const { maxHeldChanges = MAX_HELD_CHANGES } = limits;
  const { maxAttachedRows = MAX_ATTACHED_ROWS, maxRowBytes = MAX_ROW_BYTES } = limits;
  return {
    ...{ postsPerPage, longTextCharacters, maxHeldChanges, maxAttachedRows, maxRowBytes },
    rowsPerUnit: postsPerPage * (hasSnapshot ? PAGES_PER_UNIT : 1),
    hasPriorities: await hasPriorities(reader),
    hasParentedReplies: await findParentedReplies(reader),
  };
}

/** Reads the small lists, and counts. */
const readLists = (reader: Reader) =>
  ({
    describe: () => describeSource(reader),
    teams: () => readTeams(reader),
    users: () => readUsers(reader),
    channels: () => readChannels(reader),
    members: (channels) => readMembers(reader, channels),
    customEmoji: () => readCustomEmoji(reader),
    userGroups: () => readUserGroups(reader),
    postCounts: (range) => readPostCounts(reader, range),
    counts: async (range, posts) =>
      await readCounts(reader, range, posts ?? (await readPostCounts(reader, range))),
    rowCounts: (range, people) => readRowCounts(reader, range, people),
    orphanPosts: (limit) => readOrphanPosts(reader, limit),
  }) satisfies Partial<Source>;

/** Reads what changed since a time, and posts whose ids are known or not. */
const readChanges = (reader: Reader, options: PostStreamOptions) =>
  ({
    isHidden: (channel) => readIsHidden(reader, channel),
    latestChangeMs: () => readLatestChangeMs(reader),
    changedChannels: (sinceMs) => readChangedChannels(reader, sinceMs),
    changedPosts: (channel, range, sinceMs) =>
      streamChangedPosts(reader, options, { channel, range, sinceMs }),
    deletedPosts: (channel, sinceMs) =>
      streamDeletedPosts(reader, { channel, sinceMs, ...options }),
    removedPosts: (ids) => readRemovedPosts(reader, ids),
    withdrawnAmong: (ids) => readWithdrawnAmong(reader, options, ids),
    postsWithReactionsTakenBack: (ids, sinceMs) => readReactionsTakenBack(reader, ids, sinceMs),
    unknownPosts: (channel, range, isKnown) =>
      streamUnknownPosts(reader, options, { channel, range, isKnown }),
    postsOf: (channel, range, ids) => readPostsOf(reader, options, { channel, range, ids }),
  }) satisfies Partial<Source>;

/** A bulk export says nothing about the database of its server. */
const DATABASE_VERSION: Readonly<Record<SourceEngine, string>> = {
  mysql: 'SELECT VERSION()',
  postgres: 'SELECT VERSION()',
  bulk: "SELECT ''",
};

/** Ids that several posts or files have. */
async function readDoubledRows(reader: Reader): Promise<Reader['doubled']> {
  return {
    posts: await readDoubledIds(reader, 'Posts', POST_COLUMNS),
    files: await readDoubledIds(reader, 'FileInfo', ['Id', ...FILE_COLUMNS, 'DeleteAt']),
  };
}

/** What the server and Mattermost say of themselves; versions are '' where they say nothing. */
export async function describeSource({ database, tables }: Reader): Promise<SourceDescription> {
  const [version] = await database.query(DATABASE_VERSION[database.engine]);
  const bulk = database.engine === 'bulk' ? await readBulkFacts(database) : undefined;
  const systems = tables.has('Systems')
    ? await database.query(`SELECT Value FROM ${tables.name('Systems')} WHERE Name = 'Version'`)
    : [];
  return {
    engine: database.engine,
    databaseVersion: text(version?.[0]),
    mattermostVersion: text(systems[0]?.[0]),
    migrations: await readMigrations(database, tables),
    warnings: [...tables.warnings, ...(bulk?.warnings ?? [])],
    lacks: bulk?.lacks ?? [],
  };
}

/** Mattermost has made some 200 in ten years. */
const MAX_MIGRATIONS = 5000;

async function readMigrations(
  database: Database,
  tables: Tables,
): Promise<SourceDescription['migrations']> {
  if (!tables.has('db_migrations', 'Version')) return [];
  const columns = tables.columns('db_migrations', ['Version', 'Name']);
  const rows = await database.query(
    `SELECT ${columns} FROM ${tables.name('db_migrations')} ORDER BY Version LIMIT ${MAX_MIGRATIONS}`,
  );
  return rows.map(([number, name]) => ({ number: count(number), name: text(name) }));
}
