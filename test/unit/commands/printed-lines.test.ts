import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MovePath } from '../../../src/mapping/plan/plan.ts';
import { TELLING_FLAGS } from '../../../src/mapping/runbook/measured.ts';
import { runbookOf } from '../../../src/mapping/runbook/steps.ts';
import { RUN_STEPS } from '../../../src/mapping/status/after-run.ts';
import {
  type CarriedFlags,
  type CommandStep,
  nextCommand,
} from '../../../src/mapping/status/next-command.ts';
import { NEXT_STEPS } from '../../../src/mapping/status/next-step.ts';
import { programIn } from '../../../tools/commands-reference.ts';
import { aForecast, aPlan } from '../../support/builders/plan-builders.ts';
import { parseLine, shellWords } from '../../support/program/parse-line.ts';

/** Every flag that a run hands on; a shell reads some of the values otherwise, unless they are quoted. */
const ALL_FLAGS: Required<CarriedFlags> = {
  source: 'mysql://mm@db/mm',
  mattermostConfig: '/opt/my mattermost/config.json',
  files: "/srv/it's/files",
  include: 'public,direct',
  channels: '営業 1,dev',
  excludeChannels: 'tmp-*',
  teams: 'a b',
  from: '2024-01-01',
  to: '2024-12-31T00:00:00+09:00',
  consent: 'answers $1.csv',
  redactSecrets: true,
  rewritePermalinks: true,
  systemMessages: 'drop',
  rehearsal: 'r.example.com',
  lang: 'ja',
  config: '`x`.yaml',
  work: 'my work',
};
const FLAGS = fc.record(
  Object.fromEntries(Object.entries(ALL_FLAGS).map(([key, value]) => [key, fc.constant(value)])),
  { requiredKeys: [] },
) as fc.Arbitrary<CarriedFlags>;

const COMMANDS = [...NEXT_STEPS, ...RUN_STEPS, 'init' as const].filter(
  (step): step is CommandStep => step !== 'end',
);

describe.each(COMMANDS)('the line that Next: prints for %s', (step) => {
  it('is read by the command line with the values that were given, in every state', async () => {
    await fc.assert(
      fc.asyncProperty(
        FLAGS,
        fc.option(fc.constantFrom('w/plan.json', 'my work/plan.json'), { nil: undefined }),
        fc.subarray(['bulk.zip', '二 つ.zip'], { minLength: 1 }),
        async (flags, plan, archives) => {
          const argv = ['archive', '--out', 'a site', '--force'];
          const line = nextCommand(step, { flags, plan, archives, argv });
          const parsed = await parseLine(line);
          expect(parsed.command).toBe(shellWords(line)[1]);
          // `again` and the comparison of pages repeat the words of their run.
          if (parsed.command === 'archive') return;
          const { command, flags: own } = parsed;
          // `verify` takes several.
          const known: Readonly<Record<string, unknown>> = {
            ...own,
            work: [own['work']].flat()[0],
          };
          // A rehearsal in a work directory of its own leads back to the one of the settings.
          const carried = step === 'leave-trial' ? { ...flags, work: undefined } : flags;
          expect(known['work']).toBe(carried.work);
          const given = Object.entries(carried).filter(([key]) => key in known);
          expect(Object.fromEntries(given)).toEqual(
            Object.fromEntries(given.map(([key]) => [key, known[key]])),
          );
          const needed = command === 'status' || command === 'evidence' ? [] : ['source', 'files'];
          for (const key of [...needed, 'config', 'lang'] as const) {
            expect(own[key]).toBe(flags[key as keyof CarriedFlags]);
          }
        },
      ),
      { numRuns: 40 },
    );
  });
});

it.each(['zip', 'zip-then-sync', 'replay'] as const)(
  'every line of a runbook of %s is read by the command line',
  async (path: MovePath) => {
    const forecast = aForecast();
    const { recommendation } = forecast;
    const plan = aPlan({ forecast: { ...forecast, recommendation: { ...recommendation, path } } });
    const options = { ...plan.options, include: ['public', 'direct'] as const, fromMs: 0 };
    const places = {
      ...{ plan: 'my work/plan.json', work: 'my work', rehearsalWork: 'my work-rehearsal' },
      ...{ rehearsalDomain: 'r.example.com', consent: "it's mine.csv" },
    };
    const { steps } = runbookOf({ ...plan, options }, places, []);
    const lines = steps.flatMap(({ commands }) => commands);
    expect(lines.length).toBeGreaterThan(8);
    for (const line of lines) {
      const { command, flags } = await parseLine(line);
      const takesList = !['doctor', 'evidence', 'undo', 'status'].includes(command);
      expect(flags['consent']).toBe(takesList ? places.consent : undefined);
    }
  },
);

it('the flags by which a runbook tells runs apart are flags of a command', () => {
  const known = new Set(
    programIn('en').commands.flatMap(({ options }) => options.map(({ long }) => long)),
  );
  expect(TELLING_FLAGS.filter((flag) => !known.has(flag))).toEqual([]);
});
