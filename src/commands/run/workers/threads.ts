import { Worker } from 'node:worker_threads';
import { errorCode } from '../../../errors/error-code.ts';
import { StoppedError } from '../../../errors/errors.ts';
import { notice } from '../../../errors/notices.ts';
import { unpackError } from '../../../errors/transfer.ts';
import { beginThreadsWith, collectLater, keepYoungSmall } from '../../../system/memory.ts';
import type { FromThread, Job, ThreadData, ThreadPorts, ToThread } from './messages.ts';

/** Does tasks side by side and gives their parts in the order of the tasks, whatever ends first. */
export interface Runner<Task, Part> {
  run(tasks: Iterable<Task>): AsyncGenerator<Part, void>;
  /** Ends the threads; safe to call twice. */
  close(): Promise<void>;
}

/** Does the tasks one after another in the caller's thread. */
export function runHere<Task, Part>(job: Job<Task, Part>, signal: AbortSignal): Runner<Task, Part> {
  return {
    async *run(tasks) {
      for (const task of tasks) {
        for await (const part of job(task)) {
          signal.throwIfAborted();
          yield part;
        }
      }
    },
    close: async () => undefined,
  };
}

/** What a thread runs. */
export interface ThreadProgram {
  /** The built file of the thread, beside the file that starts it. */
  readonly file: URL;
  readonly memory?: ThreadMemory;
}

/** What threads and their owner may hold; less is less memory and more processor time. */
export interface ThreadMemory {
  /** Largest young generation of a thread's heap, MiB. */
  readonly youngMebibytes: number;
  /** That of the owner. */
  readonly owner: OwnerMemory;
}

/** Whether the owner's young generation is kept at its size: not, while the threads are at work, or from then on. */
export type OwnerMemory = 'usual' | 'small-meanwhile' | 'small';

/** How threads are started. */
export interface ThreadStart<Setup> {
  readonly program: ThreadProgram;
  readonly workers: number;
  readonly setup: Setup;
  /** Opens the ways of one thread to what its owner has. */
  readonly connect: () => ThreadPorts;
  readonly signal: AbortSignal;
}

/** One task is read while another one is worked on. */
const TASKS_A_THREAD = 2;
/** Tasks of all threads that are begun, or done and not taken, for each thread: what is held is bounded by it. */
const STARTED_A_THREAD = 4;
/** In MiB. A unit of posts takes some 30; without a limit the heap of a thread grows before it is collected. */
const MOST_OLD_MEBIBYTES = 512;
const USUAL_MEMORY: ThreadMemory = { youngMebibytes: 8, owner: 'usual' };

const memoryOf = ({ memory = USUAL_MEMORY }: ThreadProgram): ThreadMemory => memory;

/** Starts the threads. The caller closes them, however the run ends. */
export function startThreads<Setup, Task, Part>(start: ThreadStart<Setup>): Runner<Task, Part> {
  const work = new Threads<Setup, Task, Part>(start);
  return { run: (tasks) => work.run(tasks), close: () => work.close() };
}

/** A task that was begun, and its parts that nobody has taken. */
interface Begun<Part> {
  readonly number: number;
  readonly thread: Thread;
  readonly parts: Part[];
  isDone: boolean;
}

interface Thread {
  readonly worker: Worker;
  tasks: number;
}

class Threads<Setup, Task, Part> {
  readonly #threads: readonly Thread[];
  readonly #signal: AbortSignal;
  readonly #owner: OwnerMemory;
  readonly #begun = new Map<number, Begun<Part>>();
  #failure: Error | undefined;
  #isClosing = false;
  #wake: () => void = () => undefined;

  constructor(start: ThreadStart<Setup>) {
    this.#signal = start.signal;
    this.#owner = memoryOf(start.program).owner;
    this.#threads = Array.from({ length: start.workers }, () => this.#start(start));
    this.#signal.addEventListener('abort', this.#onAbort);
  }

  async *run(tasks: Iterable<Task>): AsyncGenerator<Part, void> {
    const waiting = numbered(tasks);
    let next = waiting.next();
    const begin = (): void => {
      while (next.done !== true && this.#mayBegin()) {
        this.#begin(next.value.number, next.value.task);
        next = waiting.next();
      }
    };
    for (begin(); this.#begun.size > 0; begin()) {
      const [first] = this.#begun.values();
      if (first === undefined) return;
      const part = first.parts.shift();
      if (part !== undefined) {
        yield part;
        this.#send(first.thread, { kind: 'more', number: first.number });
      } else if (first.isDone) this.#begun.delete(first.number);
      else await this.#change();
      this.#signal.throwIfAborted();
      if (this.#failure !== undefined) throw this.#failure;
    }
  }

  async close(): Promise<void> {
    this.#isClosing = true;
    this.#signal.removeEventListener('abort', this.#onAbort);
    for (const { worker } of this.#threads) await worker.terminate();
    if (this.#owner === 'small-meanwhile') collectLater();
  }

  readonly #onAbort = (): void => this.#wake();

  #mayBegin(): boolean {
    const isRoom = this.#begun.size < this.#threads.length * STARTED_A_THREAD;
    return isRoom && this.#idlest().tasks < TASKS_A_THREAD;
  }

  #idlest(): Thread {
    return this.#threads.reduce((idlest, each) => (each.tasks < idlest.tasks ? each : idlest));
  }

  #begin(number: number, task: Task): void {
    const thread = this.#idlest();
    thread.tasks += 1;
    this.#begun.set(number, { number, thread, parts: [], isDone: false });
    this.#send(thread, { kind: 'task', number, task });
  }

  #send({ worker }: Thread, message: ToThread<Task>): void {
    worker.postMessage(message);
  }

  /** Resolves when a thread has told something, or the run is to end. */
  async #change(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
      if (this.#signal.aborted || this.#failure !== undefined) resolve();
    });
  }

  #start({ program, setup, connect }: ThreadStart<Setup>): Thread {
    const ports = connect();
    const data: ThreadData<Setup> = { setup, ports };
    const transferList = [ports.database, ...(ports.files === undefined ? [] : [ports.files])];
    const { youngMebibytes } = memoryOf(program);
    const resourceLimits = {
      maxOldGenerationSizeMb: MOST_OLD_MEBIBYTES,
      maxYoungGenerationSizeMb: youngMebibytes,
    };
    beginThreadsWith(youngMebibytes);
    const worker = new Worker(program.file, { workerData: data, transferList, resourceLimits });
    if (this.#owner !== 'usual') worker.on('online', keepYoungSmall);
    worker.on('message', (message: FromThread<Part>) => this.#hear(message));
    worker.on('error', (error) => this.#fail(isOutOfMemory(error) ? outOfMemory(error) : error));
    worker.on('exit', () => this.#fail(new Error('a worker thread has ended before its work')));
    return { worker, tasks: 0 };
  }

  #hear(message: FromThread<Part>): void {
    if (message.kind === 'failed') {
      this.#fail(unpackError(message.error));
      return;
    }
    const begun = this.#begun.get(message.number);
    if (begun === undefined) return;
    if (message.kind === 'part') begun.parts.push(message.part);
    else {
      begun.isDone = true;
      begun.thread.tasks -= 1;
    }
    this.#wake();
  }

  #fail(error: Error): void {
    if (this.#isClosing) return;
    this.#failure ??= error;
    this.#wake();
  }
}

/** Of Node (nodejs.org/api/errors.html, ERR_WORKER_OUT_OF_MEMORY). */
const isOutOfMemory = (error: Error): boolean => errorCode(error) === 'ERR_WORKER_OUT_OF_MEMORY';

const outOfMemory = (cause: Error): StoppedError =>
  new StoppedError(notice('thread-out-of-memory', { mebibytes: MOST_OLD_MEBIBYTES }), { cause });

function* numbered<Task>(tasks: Iterable<Task>): Generator<{ number: number; task: Task }, void> {
  let number = 0;
  for (const task of tasks) {
    yield { number, task };
    number += 1;
  }
}
