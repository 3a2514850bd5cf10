import type { MessagePort } from 'node:worker_threads';
import type { PackedError } from '../../../errors/transfer.ts';

/** Does a task; gives what comes of it part by part, so that a large task needs no more memory than a small one. */
export type Job<Task, Part> = (task: Task) => AsyncIterable<Part>;

/** What the owner of a thread tells it. `more`: a part was taken, another one may follow. */
export type ToThread<Task> =
  | { readonly kind: 'task'; readonly number: number; readonly task: Task }
  | { readonly kind: 'more'; readonly number: number };

/** What a thread tells its owner. */
export type FromThread<Part> =
  | { readonly kind: 'part'; readonly number: number; readonly part: Part }
  | { readonly kind: 'done'; readonly number: number }
  | { readonly kind: 'failed'; readonly error: PackedError };

/** Parts of a task that a thread sends before its owner has taken the first. */
export const PARTS_AHEAD = 3;

/** What a thread is started with; the setup is plain data. */
export interface ThreadData<Setup> {
  readonly setup: Setup;
  readonly ports: ThreadPorts;
}

/** Ways to what only the owner has. */
export interface ThreadPorts {
  readonly database: MessagePort;
  readonly files: MessagePort | undefined;
}
