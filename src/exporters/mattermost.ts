import { readBookmarks, readChannels, readMembers, readTeams } from './channels.ts';
import { readCounts, readStrayPosts } from './counts.ts';
import type { Database } from './database/database.ts';
import { text } from './database/rows.ts';
import { readTables, type Tables } from './database/tables.ts';
import { readCustomEmoji, readUserGroups, readUsers } from './people.ts';
import { hasPriorities } from './posts/attached.ts';
import {
  readChangedChannels,
  readLatestChangeMs,
  readRemovedPosts,
  streamDeletedPosts,
  streamPostIds,
} from './posts/changes.ts';
import { findParentedReplies } from './posts/rows.ts';
import { readPostsOf, streamChangedPosts, streamPosts } from './posts/stream.ts';
import type { Source, SourceDescription } from './source.ts';

export interface MattermostOptions {
  /** Whether everything is of one moment; a run that takes days had better not hold one. */
  readonly hasSnapshot: boolean;
  readonly postsPerPage: number;
  /** Replies with more characters bring their text along with their root. */
  readonly longTextCharacters: number;
  /** More changed rows of one channel than this are not held: the server then puts them in the order of time. */
  readonly maxHeldChanges?: number;
}

const MAX_HELD_CHANGES = 50_000;

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
    const tables = await readTables(database);
    if (options.hasSnapshot) await database.beginSnapshot();
    const { postsPerPage, maxHeldChanges = MAX_HELD_CHANGES } = options;
    const streamOptions = {
      ...options,
      maxHeldChanges,
      hasPriorities: await hasPriorities(database, tables),
      hasParentedReplies: await findParentedReplies(database, tables),
    };
    return {
      describe: () => describeSource(database, tables),
      teams: () => readTeams(database, tables),
      users: () => readUsers(database, tables),
      channels: () => readChannels(database, tables),
      members: (channels) => readMembers(database, tables, channels),
      customEmoji: () => readCustomEmoji(database, tables),
      userGroups: () => readUserGroups(database, tables),
      bookmarks: () => readBookmarks(database, tables),
      counts: (range) => readCounts(database, tables, range),
      strayPosts: (limit) => readStrayPosts(database, tables, limit),
      posts: (channel, range) => streamPosts(database, tables, streamOptions, channel, range),
      latestChangeMs: () => readLatestChangeMs(database, tables),
      changedChannels: (sinceMs) => readChangedChannels(database, tables, sinceMs),
      changedPosts: (channel, range, sinceMs) =>
        streamChangedPosts(database, tables, streamOptions, { channel, range, sinceMs }),
      deletedPosts: (channel, sinceMs) =>
        streamDeletedPosts(database, tables, {
          channel,
          sinceMs,
          ...{ postsPerPage, maxHeldChanges },
        }),
      removedPosts: (ids) => readRemovedPosts(database, tables, ids),
      postIds: (channel, range) =>
        streamPostIds(database, tables, { channel, range, postsPerPage }),
      postsOf: (channel, range, ids) =>
        readPostsOf(database, tables, streamOptions, { channel, range, ids }),
      close: () => database.close(),
    };
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** What the server and Mattermost say of themselves; versions are '' where they say nothing. */
export async function describeSource(
  database: Database,
  tables: Tables,
): Promise<SourceDescription> {
  const [version] = await database.query('SELECT VERSION()');
  const systems = tables.has('Systems')
    ? await database.query(`SELECT Value FROM ${tables.name('Systems')} WHERE Name = 'Version'`)
    : [];
  return {
    engine: database.engine,
    databaseVersion: text(version?.[0]),
    mattermostVersion: text(systems[0]?.[0]),
    warnings: tables.warnings,
  };
}
