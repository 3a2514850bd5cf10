import { makeSlackUserIds } from '../../mapping/users.ts';
import { messageContexts } from '../run/message-context.ts';
import { openSharedScope } from '../run/shared-scope.ts';
import type { ThreadData } from '../run/workers/messages.ts';
import { serveTasks } from '../run/workers/serve-tasks.ts';
import { openThreadPosts } from '../run/workers/thread-posts.ts';
import { buffersOf } from './part.ts';
import type { ZipThreadSetup } from './threads.ts';
import { writeUnits } from './unit.ts';

/*
 * The thread of `zip`: reads units of posts through its owner's connection, and answers with parts of the archive.
 */

serveTasks(async ({ setup, ports }: ThreadData<ZipThreadSetup>) => {
  const scope = openSharedScope(setup.scope);
  const source = await openThreadPosts(setup.reading, ports);
  const contextOf = messageContexts(setup.messages, scope, makeSlackUserIds(scope.workspace));
  return writeUnits({ scope, source, contextOf, isRecorded: setup.isRecorded });
}, buffersOf);
