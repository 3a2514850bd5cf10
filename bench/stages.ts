import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const profileShape = z.object({
  nodes: z.array(
    z.object({
      id: z.number(),
      callFrame: z.object({ functionName: z.string(), url: z.string() }),
    }),
  ),
  samples: z.array(z.number()),
  timeDeltas: z.array(z.number()),
});

/** Where a function belongs, by its name or its file; the first that fits. */
const STAGES: readonly (readonly [stage: string, fits: RegExp])[] = [
  ['waiting', /^\(idle\)/],
  ['garbage', /^\(garbage collector\)/],
  ['read', /exporters\/|dist\/(?:mysql|postgres)-|node:(?:net|internal\/stream_base)/],
  ['map', /mapping\/|dist\/markdown-it-|RegExp: /],
  ['pack', /node:zlib|deflating|packing\/|postMessage/],
  ['hash', /crypto/],
  ['record', /libsql|moved\/|post-look/],
  [
    'serialise',
    /day-files|zip-file|zip-records|open-entry|atomic-file|csv|manifest|write-conversation|writeBuffer/,
  ],
];

/** A thread of a profiled run: what it is, and its seconds by stage. */
export interface ThreadStages {
  readonly thread: string;
  readonly seconds: ReadonlyMap<string, number>;
}

/** From the CPU profiles, one of each thread, that Node wrote into a folder. */
export async function stagesOf(folder: string): Promise<readonly ThreadStages[]> {
  const files = (await readdir(folder)).sort();
  return await Promise.all(
    files.map(async (file) => ({
      thread: MAIN_THREAD.test(file) ? 'main' : `worker ${THREAD.exec(file)?.[1] ?? ''}`,
      seconds: await secondsByStage(join(folder, file)),
    })),
  );
}

const THREAD = /^CPU\.\d+\.\d+\.\d+\.(\d+)\./;
/** `CPU.<date>.<time>.<process>.<thread>.<number>.cpuprofile` */
const MAIN_THREAD = /^CPU\.\d+\.\d+\.\d+\.0\./;

async function secondsByStage(path: string): Promise<ReadonlyMap<string, number>> {
  const profile = profileShape.parse(JSON.parse(await readFile(path, 'utf8')));
  const stageOf = new Map(
    profile.nodes.map(({ id, callFrame }) => [
      id,
      stage(`${callFrame.functionName} ${callFrame.url}`),
    ]),
  );
  const seconds = new Map<string, number>(STAGES.map(([name]) => [name, 0]));
  profile.samples.forEach((id, index) => {
    const name = stageOf.get(id) ?? 'rest';
    seconds.set(name, (seconds.get(name) ?? 0) + (profile.timeDeltas[index] ?? 0) / 1e6);
  });
  return seconds;
}

const stage = (place: string): string => STAGES.find(([, fits]) => fits.test(place))?.[0] ?? 'rest';
