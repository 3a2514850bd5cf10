import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { packError } from '../../../errors/transfer.ts';
import {
  type FromThread,
  type Job,
  PARTS_AHEAD,
  type ThreadData,
  type ToThread,
} from './messages.ts';

/** Opens the job of a thread from what its owner sent. */
export type OpenJob<Setup, Task, Part> = (data: ThreadData<Setup>) => Promise<Job<Task, Part>>;

/**
 * Makes this thread do tasks for its owner, several at a time: one waits for the database while another one is worked
 * on. `buffersOf`: the memory of a part, which is handed over instead of copied.
 */
export function serveTasks<Setup, Task, Part>(
  open: OpenJob<Setup, Task, Part>,
  buffersOf: (part: Part) => readonly ArrayBuffer[],
): void {
  const port = parentPort;
  if (port === null) throw new TypeError('Expected to be started as a thread');
  const data: ThreadData<Setup> = workerData;
  const fail = (error: unknown): void => tell(port, { kind: 'failed', error: packError(error) });
  const job = open(data);
  // Before the first task nobody else waits for it, and Node would send its error without the class.
  job.catch(fail);
  const credits = new Map<number, Credit>();
  port.on('message', (message: ToThread<Task>) => {
    if (message.kind === 'more') {
      credits.get(message.number)?.give();
      return;
    }
    const { number, task } = message;
    const credit = new Credit(PARTS_AHEAD);
    credits.set(number, credit);
    doTask(port, { number, task, credit }, { job, buffersOf })
      .catch(fail)
      .finally(() => credits.delete(number));
  });
}

interface NumberedTask<Task> {
  readonly number: number;
  readonly task: Task;
  readonly credit: Credit;
}

async function doTask<Task, Part>(
  port: MessagePort,
  { number, task, credit }: NumberedTask<Task>,
  work: {
    readonly job: Promise<Job<Task, Part>>;
    readonly buffersOf: (part: Part) => readonly ArrayBuffer[];
  },
): Promise<void> {
  const job = await work.job;
  for await (const part of job(task)) {
    await credit.take();
    tell(port, { kind: 'part', number, part }, work.buffersOf(part));
  }
  tell(port, { kind: 'done', number });
}

const tell = <Part>(
  port: MessagePort,
  message: FromThread<Part>,
  buffers: readonly ArrayBuffer[] = [],
): void => port.postMessage(message, [...buffers]);

/** Number of parts that may be sent before one was taken. */
class Credit {
  #left: number;
  #wake: (() => void) | undefined;

  constructor(left: number) {
    this.#left = left;
  }

  give(): void {
    this.#left += 1;
    this.#wake?.();
  }

  async take(): Promise<void> {
    while (this.#left === 0) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    this.#left -= 1;
  }
}
