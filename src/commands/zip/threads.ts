import type { MessageSettings } from '../run/message-context.ts';
import type { SharedScope } from '../run/shared-scope.ts';
import type { ThreadReading } from '../run/workers/thread-posts.ts';

/** What the threads of `zip` are started with. */
export interface ZipThreadSetup {
  readonly scope: SharedScope;
  readonly reading: ThreadReading;
  readonly messages: MessageSettings;
  readonly isRecorded: boolean;
}
