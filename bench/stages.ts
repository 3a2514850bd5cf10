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
  [
    'read',
    /exporters\/|node_modules\/(?:mysql2|pg|pg-\w+|iconv-lite|long)\/|node:(?:net|internal\/stream_base)/,
  ],
  ['map', /mapping\/|node_modules\/(?:markdown-it|linkify-it|mdurl|entities|uc\.micro)\/|RegExp: /],
  ['deflate', /node:zlib|deflating/],
  ['hash', /crypto/],
  ['record', /libsql|moved\/|post-look/],
  ['serialise', /day-files|zip-file|zip-records|atomic-file|csv|manifest|write-conversation/],
];

/** Seconds of the main thread by stage, from the CPU profile that Node wrote into a folder. */
export async function stagesOf(folder: string): Promise<ReadonlyMap<string, number>> {
  const [file = ''] = await readdir(folder);
  const profile = profileShape.parse(JSON.parse(await readFile(join(folder, file), 'utf8')));
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
