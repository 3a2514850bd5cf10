import { writeFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { MessageChannel } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PARTS_AHEAD } from '../../../../src/commands/run/workers/messages.ts';
import { type Runner, startThreads } from '../../../../src/commands/run/workers/threads.ts';
import { InterruptedError, SourceError, StoppedError } from '../../../../src/errors/errors.ts';
import { notice } from '../../../../src/errors/notices.ts';
import { packError } from '../../../../src/errors/transfer.ts';
import { buildPieces } from '../../../support/program/built.ts';
import { makeScratchFolder, type ScratchFolder } from '../../../support/scratch-folder.ts';

const TRANSFER = 'src/errors/transfer.ts';

interface Task {
  readonly parts: number;
  readonly delayMs: number;
}

/** A thread that answers tasks as the program's do, and tells how many parts it sent before one was taken. */
const HONEST = `
  import { parentPort, workerData } from 'node:worker_threads';
  import { setTimeout as wait } from 'node:timers/promises';
  const taken = new Map();
  parentPort.on('message', async ({ kind, number, task }) => {
    if (kind === 'more') { taken.set(number, (taken.get(number) ?? 0) + 1); return; }
    for (let part = 0; part < task.parts; part += 1) {
      await wait(task.delayMs);
      while (part - (taken.get(number) ?? 0) >= workerData.setup.ahead) await wait(1);
      parentPort.postMessage({ kind: 'part', number, part: number + ':' + part });
    }
    parentPort.postMessage({ kind: 'done', number });
  });
`;

async function allOf(parts: AsyncIterable<string>): Promise<readonly string[]> {
  const all: string[] = [];
  for await (const part of parts) all.push(part);
  return all;
}

describe('threads', () => {
  let folder: ScratchFolder;
  let runner: Runner<Task, string> | undefined;
  const interruption = () => new AbortController();
  beforeEach(async () => {
    folder = await makeScratchFolder();
  });
  afterEach(async () => {
    await runner?.close();
    await folder.remove();
  });

  async function start(code: string, workers: number, signal = interruption().signal) {
    const file = folder.join('thread.mjs');
    await writeFile(file, code);
    const opened = startThreads<object, Task, string>({
      program: { file: pathToFileURL(file) },
      workers,
      setup: { ahead: PARTS_AHEAD },
      connect: () => ({ database: new MessageChannel().port2, files: undefined }),
      signal,
    });
    runner = opened;
    return opened;
  }

  const TASKS = Array.from({ length: 23 }, (_, index) => ({
    parts: index % 5,
    delayMs: (index * 7) % 4,
  }));
  const IN_ORDER = TASKS.flatMap(({ parts }, number) =>
    Array.from({ length: parts }, (_, part) => `${number}:${part}`),
  );

  it.each([1, 2, 4])(
    'give the parts in the order of the tasks, whatever ends first: %i',
    async (workers) => {
      const { run } = await start(HONEST, workers);
      expect(await allOf(run(TASKS))).toEqual(IN_ORDER);
    },
  );

  it('do nothing for no tasks', async () => {
    const { run } = await start(HONEST, 2);
    expect(await allOf(run([]))).toEqual([]);
  });

  it('begin only so many tasks as are soon taken', async () => {
    let begun = 0;
    function* tasks() {
      for (let left = 400; left > 0; left -= 1) {
        begun += 1;
        yield { parts: 1, delayMs: 0 };
      }
    }
    const { run } = await start(HONEST, 2);
    for await (const part of run(tasks())) {
      if (part === '0:0') expect(begun).toBeLessThan(20);
    }
    expect(begun).toBe(400);
  });

  it('fail with a known error of a thread as what it is', async () => {
    const known = packError(new SourceError(notice('ids-collide', { collision: 'U1' })));
    const { run } = await start(
      `import { parentPort } from 'node:worker_threads';
       parentPort.on('message', () => parentPort.postMessage({ kind: 'failed', error: ${JSON.stringify(known)} }));`,
      2,
    );
    const failure: unknown = await allOf(run(TASKS)).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(SourceError);
    expect(failure).toMatchObject({ notices: [{ code: 'ids-collide' }], exitCode: 2 });
  });

  it.each([
    ['throws', "setTimeout(() => { throw new Error('no such thing'); });", 'no such thing'],
    ['ends', 'process.exit(0);', 'has ended'],
  ])('fail with the cause when a thread %s', async (_how, fault, message) => {
    const { run } = await start(
      `import { parentPort } from 'node:worker_threads';
       parentPort.on('message', () => { ${fault} });`,
      1,
    );
    await expect(allOf(run(TASKS))).rejects.toThrow(message);
  });

  it('stop with what to do when a thread has no memory left', async () => {
    const { run } = await start(
      `import { parentPort } from 'node:worker_threads';
       const all = [];
       parentPort.on('message', () => { for (;;) all.push(new Array(1000).fill(all.length)); });`,
      1,
    );
    const stopped = allOf(run(TASKS));
    await expect(stopped).rejects.toBeInstanceOf(StoppedError);
    await expect(stopped).rejects.toFailWith(/--workers 1/);
  });

  it('fail with a known error of a thread that cannot be opened, before it has a task', async () => {
    const pieces = await buildPieces(['src/commands/run/workers/serve-tasks.ts', TRANSFER]);
    try {
      const { run } = await start(
        `import { serveTasks } from '${pathToFileURL(pieces.path('serve-tasks'))}';
         import { unpackError } from '${pathToFileURL(pieces.path('transfer'))}';
         const lost = ${JSON.stringify(packError(new StoppedError(notice('connection-lost', { where: 'h' }))))};
         serveTasks(async () => { throw unpackError(lost); }, () => []);`,
        2,
      );
      await setTimeout(200);
      await expect(allOf(run(TASKS))).rejects.toBeInstanceOf(StoppedError);
    } finally {
      await pieces.remove();
    }
  });

  it('end with the reason of an interruption', async () => {
    const controller = interruption();
    const silent =
      "import { parentPort } from 'node:worker_threads'; parentPort.on('message', () => {});";
    const { run } = await start(silent, 2, controller.signal);
    const ended = allOf(run(TASKS));
    void setTimeout(20).then(() => controller.abort(new InterruptedError()));
    await expect(ended).rejects.toBeInstanceOf(InterruptedError);
  });
});
