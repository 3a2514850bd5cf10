import type { Config } from '../../config/config.ts';
import type { PostUnit, Source, TimeRange } from '../../exporters/source.ts';
import { startPostThreads, threadReading, workersFor } from '../run/workers/post-threads.ts';
import type { ThreadReading } from '../run/workers/thread-posts.ts';
import { type Runner, runHere } from '../run/workers/threads.ts';
import { type SearchedPage, searchUnits } from './search-unit.ts';

/** What the threads of the search are started with. */
export interface SearchThreadSetup {
  readonly reading: ThreadReading;
  readonly range: TimeRange;
}

interface Searching extends Pick<Config, 'workers'> {
  readonly range: TimeRange;
  /** Live posts. */
  readonly posts: number;
  readonly signal: AbortSignal;
}

/** Opens what searches units: threads, or this one where it is enough or all there is. The caller closes it. */
export function searcher(
  source: Source,
  { workers: wanted, range, posts, signal }: Searching,
): Runner<PostUnit, SearchedPage> {
  const { shared } = source;
  const workers = workersFor(wanted, posts);
  if (shared === undefined || workers === 0) return runHere(searchUnits({ source, range }), signal);
  const setup: SearchThreadSetup = { reading: threadReading(shared), range };
  const program = { file: new URL('./inventory-worker.js', import.meta.url) };
  return startPostThreads({ program, workers, shared, setup, signal });
}
