import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { WrittenFiles } from './written-files.ts';

const profileShape = z.object({
  nodes: z.array(
    z.object({
      id: z.number(),
      callFrame: z.object({
        functionName: z.string(),
        url: z.string(),
        lineNumber: z.number(),
        columnNumber: z.number(),
      }),
    }),
  ),
  samples: z.array(z.number()),
  timeDeltas: z.array(z.number()),
});

/** Where a function belongs, by its name and the file that it was written in; the first that fits. */
const STAGES: readonly (readonly [stage: string, fits: RegExp])[] = [
  ['waiting', /^\(idle\)/],
  ['garbage', /^\(garbage collector\)/],
  ['markdown', /mapping\/markdown\/|markdown-it|mdurl|linkify/],
  ['serialise', /serialize-message|day-files|csv|manifest|packed-posts/],
  ['map', /mapping\/|commands\/zip\/conversation|RegExp: /],
  ['deflate', /node:zlib|kept-zlib|compress\.ts|processChunk/],
  ['hash', /node:internal\/crypto|zip-entry/],
  ['database', /mysql2|\/pg|node:net|node:internal\/stream|exporters\/database\//],
  ['join', /exporters\//],
  ['archive', /importers\/archive\/|node:fs|node:internal\/fs|writeBuffer/],
  ['threads', /node:internal\/worker|postMessage|commands\/run\/workers\//],
];

/** A thread of a profiled run: what it is, and its seconds by stage. */
export interface ThreadStages {
  readonly thread: string;
  readonly seconds: ReadonlyMap<string, number>;
}

/** From the CPU profiles, one of each thread, that Node wrote into a folder. */
export async function stagesOf(folder: string): Promise<readonly ThreadStages[]> {
  const files = (await readdir(folder)).sort();
  const written = new WrittenFiles();
  const threads: ThreadStages[] = [];
  for (const file of files) {
    const thread = MAIN_THREAD.test(file) ? 'main' : `worker ${THREAD.exec(file)?.[1] ?? ''}`;
    threads.push({ thread, seconds: await secondsByStage(join(folder, file), written) });
  }
  return threads;
}

const THREAD = /^CPU\.\d+\.\d+\.\d+\.(\d+)\./;
/** `CPU.<date>.<time>.<process>.<thread>.<number>.cpuprofile` */
const MAIN_THREAD = /^CPU\.\d+\.\d+\.\d+\.0\./;

async function secondsByStage(
  path: string,
  written: WrittenFiles,
): Promise<ReadonlyMap<string, number>> {
  const profile = profileShape.parse(JSON.parse(await readFile(path, 'utf8')));
  const stageOf = new Map<number, string>();
  for (const { id, callFrame } of profile.nodes) {
    stageOf.set(
      id,
      stage(`${callFrame.functionName} ${await written.fileOf(callFrame.url, callFrame)}`),
    );
  }
  const seconds = new Map<string, number>(STAGES.map(([name]) => [name, 0]));
  profile.samples.forEach((id, index) => {
    const name = stageOf.get(id) ?? REST;
    seconds.set(name, (seconds.get(name) ?? 0) + (profile.timeDeltas[index] ?? 0) / 1e6);
  });
  return seconds;
}

const REST = 'rest';
const stage = (place: string): string => STAGES.find(([, fits]) => fits.test(place))?.[0] ?? REST;
