import { availableParallelism } from 'node:os';
import { MessageChannel } from 'node:worker_threads';
import type { SharedPosts } from '../../../exporters/source.ts';
import { collectGarbage } from '../../../system/memory.ts';
import { isOfWideServer, type Scope } from '../scope.ts';
import type { ThreadPorts } from './messages.ts';
import { serveLookUps } from './remote-files.ts';
import type { ThreadReading } from './thread-posts.ts';
import { type Runner, startThreads, type ThreadMemory, type ThreadProgram } from './threads.ts';

/** Threads that read the posts of a source by units. */
export interface PostThreads<Setup> {
  readonly program: ThreadProgram;
  readonly workers: number;
  readonly shared: SharedPosts;
  readonly setup: Setup;
  readonly signal: AbortSignal;
}

/** Starts the threads; the caller closes them. */
export function startPostThreads<Setup, Task, Part>(
  threads: PostThreads<Setup>,
): Runner<Task, Part> {
  const { program, workers, shared, setup, signal } = threads;
  collectGarbage();
  const connect = (): ThreadPorts => {
    const database = new MessageChannel();
    shared.serve(database.port1);
    // The threads keep the process alive, not what answers them.
    database.port1.unref();
    if (shared.lookUp === undefined) return { database: database.port2, files: undefined };
    const files = new MessageChannel();
    serveLookUps(shared.lookUp, files.port1);
    files.port1.unref();
    return { database: database.port2, files: files.port2 };
  };
  return startThreads({ program, workers, setup, connect, signal });
}

/** Small where something else needs the memory; twice that takes 2 % less processor time (docs/performance.md). */
const SMALL_YOUNG_MEBIBYTES = 8;
const YOUNG_MEBIBYTES = 16;
/** In runs of many minutes heaps and counts of so many posts take some 50 MiB more than in a short one. */
const VERY_MANY_POSTS = 5_000_000;

/** True where little memory is left for young generations, of a server with so many live posts. */
export const isOfLargeServer = (scope: Pick<Scope, 'read' | 'workspace'>, posts: number): boolean =>
  isOfWideServer(scope) || posts >= VERY_MANY_POSTS;

/** The memory of threads that map so many posts. */
export function memoryOfMapping(
  scope: Pick<Scope, 'read' | 'workspace'>,
  posts: number,
): ThreadMemory {
  return isOfLargeServer(scope, posts)
    ? { youngMebibytes: SMALL_YOUNG_MEBIBYTES, owner: 'small-meanwhile' }
    : { youngMebibytes: YOUNG_MEBIBYTES, owner: 'usual' };
}

/** How a thread reads what is shared. */
export const threadReading = ({ facts, isRedacted }: SharedPosts): ThreadReading => ({
  facts,
  redactSecrets: isRedacted,
});

/** Fewer posts are done sooner than threads are started. */
const WORTH_THREADS = 20_000;
/** More do not help one connection, and each holds units in memory. */
const MOST_WORKERS = 4;

/**
 * Decides how many threads work, 0 for none beside this one. `wanted`: what the user asks for. Without a build there are
 * none: Node 20 starts no thread from TypeScript.
 */
export function workersFor(wanted: number | undefined, posts: number): number {
  if (import.meta.url.endsWith('.ts')) return 0;
  if (wanted !== undefined) return wanted;
  return posts < WORTH_THREADS ? 0 : Math.min(availableParallelism(), MOST_WORKERS);
}
