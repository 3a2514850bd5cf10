import { mkdir, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type RunbookOptions, runbookCommand } from '../../../../src/commands/runbook/runbook.ts';
import { aPlan, planToJson } from '../../../support/builders/plan-builders.ts';
import { makeScratchFolder, type ScratchFolder } from '../../../support/scratch-folder.ts';

let folder: ScratchFolder;
beforeEach(async () => {
  folder = await makeScratchFolder();
  await mkdir(folder.join('work/log'), { recursive: true });
  await mkdir(folder.join('work-rehearsal/log'), { recursive: true });
});
afterEach(() => folder.remove());

async function runbook(
  over: Partial<RunbookOptions> = {},
  options: Partial<ReturnType<typeof aPlan>['options']> = {},
) {
  const plan = aPlan();
  const path = folder.join('work/plan.json');
  await writeFile(path, planToJson({ ...plan, options: { ...plan.options, ...options } }));
  return await runbookCommand({
    ...{ plan: path, work: folder.join('work'), consent: undefined },
    ...{ out: undefined, isForced: false, lang: 'en' },
    ...over,
  });
}
const DIRECT = { include: ['public', 'direct'] } as const;
const LIST = 'conversation,people,posts,consent\n';

describe('runbook', () => {
  it('reads the times of both work directories from their logs', async () => {
    const log = (command: string, flags: readonly string[], tookMs: number): string =>
      [
        { at: '2026-11-29T04:14:08.000Z', event: 'start', command, flags },
        { at: '2026-11-29T04:15:08.000Z', event: 'end', exitCode: 0, tookMs },
      ]
        .map((line) => `${JSON.stringify(line)}\n`)
        .join('');
    const name = '20261129T041408Z.jsonl';
    await writeFile(folder.join(`work/log/plan-${name}`), log('plan', ['--target'], 40_000));
    await writeFile(folder.join(`work/log/sync-${name}`), 'cut off');
    await writeFile(
      folder.join(`work-rehearsal/log/zip-${name}`),
      log('zip', ['--rehearsal', '--out'], 42_000),
    );
    const { steps } = await runbook();
    const measured = steps.flatMap((step) => step.measured);
    expect(measured.map(({ command, seconds }) => [command, seconds])).toEqual([
      ['plan', 40],
      ['zip --rehearsal', 42],
    ]);
  });

  it('follows the list of the work directory where the plan was made by one', async () => {
    const followed = { ...DIRECT, consent: { digest: 'a'.repeat(64), conversations: [] } };
    expect((await runbook({}, followed)).consent).toBeUndefined();
    await writeFile(folder.join('work/dms.csv'), LIST);
    expect((await runbook({}, followed)).consent).toBe(folder.join('work/dms.csv'));
    expect((await runbook({}, DIRECT)).consent).toBeUndefined();
  });

  it('names the list that it is given, and refuses one that is not there or needed', async () => {
    const consent = folder.join('ours.csv');
    await expect(runbook({ consent }, DIRECT)).rejects.toFailWith(/there is no file .*ours\.csv/);
    await writeFile(consent, LIST);
    expect((await runbook({ consent }, DIRECT)).consent).toBe(consent);
    await expect(runbook({ consent })).rejects.toFailWith(/add --include direct,group/);
  });
});
