import type { Config } from '../../config/config.ts';
import type { ChannelCounts } from '../../mapping/plan/plan.ts';
import type { ChannelId } from '../../model/model.ts';
import type { MessageSettings } from '../run/message-context.ts';
import type { Scope, ScopeSettings } from '../run/scope.ts';
import { type SharedScope, shareScope } from '../run/shared-scope.ts';
import {
  memoryOfMapping,
  startPostThreads,
  threadReading,
  workersFor,
} from '../run/workers/post-threads.ts';
import type { ThreadReading } from '../run/workers/thread-posts.ts';
import type { Runner } from '../run/workers/threads.ts';
import type { PlanPart, PlanTask } from './unit.ts';

/** What the threads of `plan` are started with. */
export interface PlanThreadSetup {
  readonly scope: SharedScope;
  readonly reading: ThreadReading;
  readonly messages: MessageSettings;
  readonly before: ReadonlyMap<ChannelId, ChannelCounts>;
}

/** Settings that shape what is counted. */
export interface PlanThreadSettings
  extends MessageSettings,
    Pick<ScopeSettings, 'latex' | 'tables'>,
    Pick<Config, 'workers'> {}

interface Counting extends Pick<PlanThreadSetup, 'before'> {
  /** Live posts. */
  readonly posts: number;
  readonly signal: AbortSignal;
}

/** Starts the threads that count units; undefined where one thread is enough, or all there is. */
export function countingThreads(
  settings: PlanThreadSettings,
  scope: Scope,
  { before, posts, signal }: Counting,
): Runner<PlanTask, PlanPart> | undefined {
  const { shared } = scope.source;
  const workers = workersFor(settings.workers, posts);
  if (shared === undefined || workers === 0) return undefined;
  const { systemMessages, rewriteLinksTo, siteUrl, delivery } = settings;
  const setup: PlanThreadSetup = {
    scope: shareScope(scope, settings),
    reading: threadReading(shared),
    messages: { systemMessages, rewriteLinksTo, siteUrl, delivery: { deliver: delivery.deliver } },
    before,
  };
  const file = new URL('./plan-worker.js', import.meta.url);
  const program = { file, memory: memoryOfMapping(scope, posts) };
  return startPostThreads({ program, workers, shared, setup, signal });
}
