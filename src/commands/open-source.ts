import type { Config } from '../config.ts';
import { openMattermost } from '../exporters/mattermost.ts';
import { openDatabase } from '../exporters/open-database.ts';
import type { Source } from '../exporters/source.ts';
import { throttle } from '../exporters/throttle.ts';
import { LONG_TEXT_CHARACTERS } from '../mapping/limits.ts';

/** How a command gets at its source. */
export type OpenSource = (config: Config, signal: AbortSignal) => Promise<Source>;

/** Connects to the configured source and opens its snapshot; the caller closes it. */
export async function openSource(config: Config, signal: AbortSignal): Promise<Source> {
  const database = await openDatabase(config.source);
  const { maxRowsPerSecond } = config.source;
  const gentle =
    maxRowsPerSecond === undefined ? database : throttle(database, maxRowsPerSecond, signal);
  return openMattermost(gentle, {
    postsPerPage: config.postsPerPage,
    longTextCharacters: LONG_TEXT_CHARACTERS,
  });
}
