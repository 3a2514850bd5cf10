import type { ThreadData } from '../run/workers/messages.ts';
import { serveTasks } from '../run/workers/serve-tasks.ts';
import { openThreadPosts } from '../run/workers/thread-posts.ts';
import { buffersOfParts } from './part.ts';
import { type SiteThreadSetup, siteRules } from './setup.ts';
import { renderUnits } from './unit.ts';

/*
 * The thread of `archive`: reads units of posts through its owner's connection, and answers with pieces of pages and of
 * the index.
 */

serveTasks(async ({ setup, ports }: ThreadData<SiteThreadSetup>) => {
  const source = await openThreadPosts(setup.reading, ports);
  const kind = setup.withDeleted ? 'with-deleted' : 'live';
  return renderUnits({ kind, source }, setup.range, siteRules(setup.site));
}, buffersOfParts);
