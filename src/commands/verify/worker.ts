import { openSharedDays } from '../../importers/archive/archive-days.ts';
import { openSharedScope } from '../run/shared-scope.ts';
import type { ThreadData } from '../run/workers/messages.ts';
import { serveTasks } from '../run/workers/serve-tasks.ts';
import { openThreadPosts } from '../run/workers/thread-posts.ts';
import type { VerifyThreadSetup } from './zip-threads.ts';
import { type ComparedUnit, compareUnit } from './zip-unit.ts';
import { archiveViews } from './zip-view.ts';

/*
 * The thread of `verify`: reads units of posts through its owner's connection and their messages in the archives, and
 * answers with what it finds.
 */

serveTasks(
  async ({ setup, ports }: ThreadData<VerifyThreadSetup>) => {
    const { workspace, migrated, read, range } = openSharedScope(setup.scope);
    const archived = { ...workspace, usernames: setup.usernames };
    const source = await openThreadPosts(setup.reading, ports);
    // They are closed when the thread is ended.
    const archives = await openSharedDays(setup.days);
    const rules = {
      views: archiveViews(setup.view, archived, migrated, read.teams),
      areSeveral: setup.days.archives.length > 1,
      deleted: setup.deleted,
      checksFiles: setup.checksFiles,
      listsBookmarks: setup.listsBookmarks,
      seenToMs: setup.seenToMs,
    };
    const sides = { archives, conversationOf: migrated, source, range };
    return (unit: ComparedUnit) => compareUnit(rules, sides, unit);
  },
  () => [],
);
