import type { SharedDays } from '../../importers/archive/archive-days.ts';
import type { PackedTexts } from '../../mapping/packed-texts.ts';
import type { DeletedMessage } from '../../mapping/verify/explanations.ts';
import type { Scope } from '../run/scope.ts';
import { type SharedScope, shareScope } from '../run/shared-scope.ts';
import {
  isOfLargeServer,
  startPostThreads,
  threadReading,
  workersFor,
} from '../run/workers/post-threads.ts';
import type { ThreadReading } from '../run/workers/thread-posts.ts';
import type { Runner, ThreadProgram } from '../run/workers/threads.ts';
import type { VerifyRun } from './run.ts';
import type { ComparedPart } from './zip-findings.ts';
import type { ComparisonRules } from './zip-post.ts';
import type { ComparedUnit } from './zip-unit.ts';
import type { ArchiveViewSettings } from './zip-view.ts';

/** What the threads of `verify` are started with. */
export interface VerifyThreadSetup {
  readonly scope: SharedScope;
  readonly reading: ThreadReading;
  readonly view: ArchiveViewSettings;
  readonly usernames: PackedTexts;
  readonly days: SharedDays;
  readonly deleted: ReadonlySet<DeletedMessage>;
  readonly checksFiles: boolean;
  readonly listsBookmarks: boolean;
  readonly seenToMs: number | undefined;
}

/** How posts are compared, and what that was made of. */
export interface ComparisonSetup {
  readonly rules: ComparisonRules;
  readonly view: ArchiveViewSettings;
  /** By the ids that archives have. */
  readonly usernames: PackedTexts;
}

/** Messages of the archive stand beside the posts: a long thread took 40 MiB more with 8. */
const YOUNG_MEBIBYTES = 4;

/** Starts the threads that compare units; undefined where one thread is enough, or all there is. */
export function compareThreads(
  { settings, context }: VerifyRun,
  scope: Scope,
  { rules, view, usernames }: ComparisonSetup,
  { days, posts }: { readonly days: SharedDays; readonly posts: number },
): Runner<ComparedUnit, ComparedPart> | undefined {
  const { deleted, checksFiles, listsBookmarks, seenToMs } = rules;
  const { shared } = scope.source;
  const workers = workersFor(settings.workers, posts);
  if (shared === undefined || workers === 0) return undefined;
  const setup: VerifyThreadSetup = {
    scope: shareScope(scope, settings),
    reading: threadReading(shared),
    view,
    usernames,
    days,
    deleted,
    checksFiles,
    listsBookmarks,
    seenToMs,
  };
  // People and channels of the archive are compared after the posts, beside those of the source.
  const owner = isOfLargeServer(scope, posts) ? 'small' : 'usual';
  const program: ThreadProgram = {
    file: new URL('./verify-worker.js', import.meta.url),
    memory: { youngMebibytes: YOUNG_MEBIBYTES, owner },
  };
  return startPostThreads({ program, workers, shared, setup, signal: context.signal });
}
