import { makeSlackUserIds } from '../../mapping/users.ts';
import { messageContexts } from '../run/message-context.ts';
import { openSharedScope } from '../run/shared-scope.ts';
import type { ThreadData } from '../run/workers/messages.ts';
import { serveTasks } from '../run/workers/serve-tasks.ts';
import { openThreadPosts } from '../run/workers/thread-posts.ts';
import type { PlanThreadSetup } from './threads.ts';
import { countUnits } from './unit.ts';

/*
 * The thread of `plan`: reads units of posts through its owner's connection, and answers with counts.
 */

serveTasks(
  async ({ setup, ports }: ThreadData<PlanThreadSetup>) => {
    const scope = openSharedScope(setup.scope);
    const source = await openThreadPosts(setup.reading, ports);
    const contextOf = messageContexts(setup.messages, scope, makeSlackUserIds(scope.workspace));
    return countUnits({ scope, source, contextOf, before: setup.before });
  },
  () => [],
);
