import type { Config } from '../config.ts';
import type { Database } from '../exporters/database.ts';
import { openMattermost } from '../exporters/mattermost.ts';
import { openDatabase } from '../exporters/open-database.ts';
import type { Source } from '../exporters/source.ts';
import { throttle } from '../exporters/throttle.ts';
import { LONG_TEXT_CHARACTERS } from '../mapping/limits.ts';

/** How a command gets at its source. */
export type OpenSource = (config: Config, signal: AbortSignal) => Promise<Source>;

/** Connects to the configured source and opens its snapshot; the caller closes it. */
export const openSource: OpenSource = (config, signal) => open(config, signal, true);

/** The same without a snapshot, for runs that take days: each query is short and sees what is there then. */
export const openLiveSource: OpenSource = (config, signal) => open(config, signal, false);

async function open(config: Config, signal: AbortSignal, hasSnapshot: boolean): Promise<Source> {
  const database = await openGentleDatabase(config, signal);
  return openMattermost(database, {
    hasSnapshot,
    postsPerPage: config.postsPerPage,
    longTextCharacters: LONG_TEXT_CHARACTERS,
  });
}

/** The configured database, read no faster than the settings allow; the caller closes it. */
export async function openGentleDatabase(config: Config, signal: AbortSignal): Promise<Database> {
  const database = await openDatabase(config.source);
  const { maxRowsPerSecond } = config.source;
  return maxRowsPerSecond === undefined ? database : throttle(database, maxRowsPerSecond, signal);
}
