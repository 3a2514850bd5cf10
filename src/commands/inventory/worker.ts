import type { ThreadData } from '../run/workers/messages.ts';
import { serveTasks } from '../run/workers/serve-tasks.ts';
import { openThreadPosts } from '../run/workers/thread-posts.ts';
import { searchUnits } from './search-unit.ts';
import type { SearchThreadSetup } from './threads.ts';

/*
 * The thread of `inventory`'s search: reads units of posts through its owner's connection, and answers with what it found.
 */

serveTasks(
  async ({ setup, ports }: ThreadData<SearchThreadSetup>) => {
    const source = await openThreadPosts(setup.reading, ports);
    return searchUnits({ source, range: setup.range });
  },
  () => [],
);
