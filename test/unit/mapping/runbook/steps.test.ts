import { describe, expect, it } from 'vitest';
import type { MovePath } from '../../../../src/mapping/plan/plan.ts';
import type { RunbookStepId } from '../../../../src/mapping/runbook/order.ts';
import { runbookOf } from '../../../../src/mapping/runbook/steps.ts';
import { runbookMarkdown } from '../../../../src/reports/runbook/markdown.ts';
import { LANGUAGES } from '../../../../src/texts/language.ts';
import {
  aForecast,
  aPlan,
  aPlannedChannel,
  aPlannedPerson,
  HOSTILE_NAMES,
} from '../../../support/builders/plan-builders.ts';

const PLACES = {
  ...{ plan: 'w/plan.json', work: 'w', rehearsalWork: 'w-rehearsal' },
  ...{ rehearsalDomain: 'rehearsal.example.com', consent: undefined },
};
const planOf = (path: MovePath) => {
  const forecast = aForecast();
  return aPlan({ forecast: { ...forecast, recommendation: { ...forecast.recommendation, path } } });
};
const stepsOf = (path: MovePath) => runbookOf(planOf(path), PLACES, []).steps;
const placeOf = (path: MovePath, id: RunbookStepId): number =>
  stepsOf(path).findIndex((step) => step.id === id);

describe('a runbook', () => {
  it('builds the one ZIP behind the freeze, or before it where it syncs, or none', () => {
    expect(placeOf('zip', 'archive')).toBeGreaterThan(placeOf('zip', 'freeze'));
    expect(placeOf('zip-then-sync', 'archive')).toBeLessThan(placeOf('zip-then-sync', 'freeze'));
    expect(placeOf('replay', 'archive')).toBe(-1);
  });

  it.each(['zip', 'zip-then-sync', 'replay'] as const)(
    'of %s ends the syncs behind the freeze, then proves, and only then announces',
    (path) => {
      const order = ['freeze', 'finish', 'prove', 'announce', 'keep'] as const;
      const places = order.map((id) => placeOf(path, id));
      expect(places).toEqual([...places].sort((a, b) => a - b));
      expect(Math.min(...places)).toBeGreaterThan(0);
    },
  );

  it('uploads the attachments of an import, which are in no ZIP', () => {
    for (const path of ['zip', 'zip-then-sync'] as const) {
      expect(stepsOf(path).flatMap(({ commands }) => commands)).toContain(
        'mm2slack files --plan w/plan.json --work w',
      );
    }
  });

  it('plans again with the flags of the plan', () => {
    const plan = aPlan();
    const options = { ...plan.options, teams: ['営業 1'], fromMs: 0, redactSecrets: true };
    const [look] = runbookOf({ ...plan, options }, PLACES, []).steps;
    expect(look?.commands[1]).toMatch(
      /--teams '営業 1' --from 1970-01-01T00:00:00\.000Z .*--work w$/,
    );
    expect(look?.commands[1]).toContain('--redact-secrets');
  });

  it.each(LANGUAGES)('in %s names teams, and neither people nor channels', (lang) => {
    const plan = aPlan({
      people: [aPlannedPerson({ username: 'yamada.private', fullName: '山田 秘密' })],
      channels: [aPlannedChannel({ team: 'tokyo', name: 'layoffs', displayName: '人員整理' })],
    });
    const text = runbookMarkdown(runbookOf(plan, PLACES, []), lang);
    expect(text).toContain('tokyo');
    expect(text).not.toMatch(/yamada|山田|layoffs|人員整理/);
    expect(text).not.toMatch(/\{\w+\}|undefined/);
  });

  it.each(HOSTILE_NAMES)('shows %j as a name of a team', (team) => {
    const plan = aPlan({ channels: [aPlannedChannel({ team })] });
    const text = runbookMarkdown(runbookOf(plan, PLACES, []), 'en');
    const line = text.split('\n').find((each) => each.startsWith('- Teams: ')) ?? '';
    expect(line).not.toMatch(/(?<!\\)[<`|]|\p{Cc}|\p{Cf}/u);
    expect(text.split('\n').filter((each) => each.startsWith('- Channels'))).toHaveLength(1);
  });

  it('asks people, and gives their list to every command that takes one', () => {
    const consent = 'our list.csv';
    const { steps } = runbookOf(planOf('zip'), { ...PLACES, consent }, []);
    expect(steps.map(({ id }) => id).slice(0, 3)).toEqual(['look', 'ask', 'rehearse']);
    const lines = steps.flatMap(({ commands }) => commands);
    const without = lines.filter((line) => !line.includes(" --consent 'our list.csv'"));
    expect(without.map((line) => line.split(' ')[1])).toEqual([
      'doctor',
      'evidence',
      'undo',
      'status',
    ]);
    const text = runbookMarkdown(runbookOf(planOf('zip'), { ...PLACES, consent }, []), 'en');
    expect(text).toContain('into the column `consent` of `our list.csv`');
  });

  it('without a list asks nobody, and says so where direct messages move', () => {
    const plan = planOf('zip');
    const options = { ...plan.options, include: ['public', 'direct'] as const };
    const runbook = runbookOf({ ...plan, options }, PLACES, []);
    expect(runbook.steps.map(({ id }) => id)).not.toContain('ask');
    expect(runbookMarkdown(runbook, 'en')).toContain('no list says who agreed');
    const asked = { ...options, consent: { digest: 'a', conversations: [] } };
    const followed = runbookOf({ ...plan, options: asked }, PLACES, []);
    expect(runbookMarkdown(followed, 'en')).not.toContain('no list says who agreed');
  });

  it.each(LANGUAGES)('in %s has the times of the last runs beside the forecast', (lang) => {
    const run = (command: string, day: number, tookMs: number | undefined, ...flags: string[]) => ({
      ...{ command, flags, at: `2026-11-0${day}T09:30:00Z` },
      end: tookMs === undefined ? undefined : { exitCode: 0, tookMs },
      posts: { read: 1_200, written: 1_200 },
    });
    const runbook = runbookOf(planOf('zip-then-sync'), PLACES, [
      run('zip', 2, 90_000, '--out', '--plan'),
      run('zip', 1, 5_000, '--out'),
      run('zip', 3, undefined, '--out'),
      run('zip', 4, 7_500, '--out', '--rehearsal'),
      { ...run('zip', 5, 1_000, '--out'), end: { exitCode: 3, tookMs: 1_000 } },
      run('verify', 2, 61_000, '--zip'),
      run('verify', 6, 600_000),
    ]);
    const measured = Object.fromEntries(
      runbook.steps.map(({ id, measured }) => [
        id,
        measured.map(({ command, seconds }) => `${command} ${seconds}`),
      ]),
    );
    expect(measured).toMatchObject({
      rehearse: ['zip --rehearsal 7.5'],
      archive: ['zip 90', 'verify --zip 61'],
      prove: ['verify 600'],
      follow: [],
    });
    const text = runbookMarkdown(runbook, lang);
    expect(text).toMatch(/`zip` .*1 (?:minute 30 seconds|分 30 秒)/);
    expect(text).toMatch(/7\.5 (?:seconds|秒)/);
    expect(text).toContain('1,200');
    expect(text).not.toMatch(/\{\w+\}|undefined/);
  });
});
