import { describe, expect, it } from 'vitest';
import {
  OUTCOMES,
  RUN_STEPS,
  type StepAfterRun,
  stepAfter,
} from '../../../../src/mapping/status/after-run.ts';
import {
  type CommandPlaces,
  type CommandStep,
  carriedFlags,
  commandLine,
  nextCommand,
} from '../../../../src/mapping/status/next-command.ts';
import { NEXT_STEPS, nextStep, type WorkState } from '../../../../src/mapping/status/next-step.ts';

const flags = { config: 'mm2slack.yaml', work: "it's a folder" };
const places: CommandPlaces = {
  flags,
  plan: 'work/plan.json',
  archives: ['bulk.zip', '二.zip'],
  argv: ['archive', '--out', 'site', '--force'],
};
const OWN_LINE: readonly StepAfterRun[] = ['again', 'reverify', 'verify-pages', 'verify-unpacked'];
const OTHER_WORK: readonly StepAfterRun[] = ['leave-trial'];
const STEPS = [...NEXT_STEPS, ...RUN_STEPS, 'init' as const]
  .filter((step): step is CommandStep => step !== 'end')
  .filter((step) => ![...OWN_LINE, ...OTHER_WORK].includes(step));

describe.each(STEPS)('the command of %s', (step) => {
  const command = nextCommand(step, places);

  it('is of this program, for this work directory and these settings', () => {
    expect(command).toMatch(/^mm2slack [a-z]+ /);
    expect(command.endsWith(" --config mm2slack.yaml --work 'it'\\''s a folder'")).toBe(true);
  });

  it('names a plan and settings only where there are some', () => {
    const bare = nextCommand(step, { ...places, flags: {}, plan: undefined });
    expect(bare).not.toMatch(/--plan|--config|--work/);
  });

  it('repeats where the source is only for a command that reads it', () => {
    const from = { ...flags, source: 'mysql://mm@db/mm', files: '/srv/files' };
    const isOfWork = ['evidence', 'accept', 'status'].includes(step);
    expect(nextCommand(step, { ...places, flags: from }).includes('--source')).toBe(!isOfWork);
  });
});

it('the command for archives names each in its order, quoted where a shell needs it', () => {
  expect(nextCommand('verify-zip', { ...places, flags: { work: 'w' } })).toBe(
    "mm2slack verify --zip bulk.zip --zip '二.zip' --plan work/plan.json --work w",
  );
});

it('a trial is compared under its domain', () => {
  const trial = {
    ...places,
    flags: { rehearsal: 'r.example.com', work: 'w' },
    archives: ['t.zip'],
  };
  expect(nextCommand('verify-trial', trial)).toBe(
    'mm2slack verify --zip t.zip --rehearsal r.example.com --plan work/plan.json --work w',
  );
});

it('a rehearsal that has a work directory of its own leads back to that of the move', () => {
  const trial = { ...flags, rehearsal: 'r.example.com', source: 'mysql://mm@db/mm' };
  expect(nextCommand('leave-trial', { ...places, flags: trial })).toBe(
    'mm2slack status --config mm2slack.yaml',
  );
});

it('what a run selected is given again as long as there is no plan that holds it', () => {
  const selecting = carriedFlags({
    include: 'public,direct',
    teams: 'a b',
    quiet: true,
    plan: 1,
    work: 'w',
  });
  const of = (step: CommandStep, plan: string | undefined) =>
    nextCommand(step, { ...places, plan, flags: selecting });
  const words = "--include public,direct --teams 'a b'";
  expect(of('plan', undefined)).toBe(`mm2slack plan ${words} --work w`);
  expect(of('replay', undefined)).toBe(`mm2slack replay ${words} --work w`);
  expect(of('replay', 'p.json')).toBe('mm2slack replay --plan p.json --work w');
});

it('the same command is given word for word, and pages are compared by theirs', () => {
  for (const step of ['again', 'reverify'] as const)
    expect(nextCommand(step, places)).toBe('mm2slack archive --out site --force');
  expect(nextCommand('verify-pages', places)).toBe('mm2slack archive --out site --verify');
  for (const argv of [
    ['archive', '--out', 'shelf/site.zip', '--force'],
    ['archive', '--out=shelf/site.zip', '--person', 'sato.zip'],
  ]) {
    const unpacked = nextCommand('verify-unpacked', { ...places, argv });
    expect(unpacked).toMatch(
      /^mm2slack archive --out[ =]shelf\/site (?:--person sato\.zip )?--verify$/,
    );
  }
});

it.each([
  ['mysql://mm:PASSWORD@db:port/mm', "'mysql://mm:***@db:port/mm'"],
  ['postgres://mm:PASS/WORD@x@db/mm', "'postgres://mm:***@db/mm'"],
  ['--source=mysql://mm:PASSWORD@db/mm', "'--source=mysql://mm:***@db/mm'"],
  ['mm:PASSWORD@tcp(db:3306)/mm', "'mm:***@tcp(db:3306)/mm'"],
  ['mysql//mm:PASSWORD@db/mm', "'mysql//mm:***@db/mm'"],
  ['xoxb-1-PASSWORD', "'***'"],
  ['https://s3/b?X-Amz-Signature=PASSWORD', "'https://s3/b?X-Amz-Signature=***'"],
  ['postgres://db/mm?user=a&password=PASSWORD&x=1', "'postgres://db/mm?user=a&password=***&x=1'"],
  ['mysql://db:3306/mm', 'mysql://db:3306/mm'],
  ['mysql://mm@db:3306/mm', 'mysql://mm@db:3306/mm'],
])('no password of an address is repeated: %s', (word, shown) => {
  expect(commandLine(['doctor', '--source', word])).toBe(`mm2slack doctor --source ${shown}`);
});

const nothing: WorkState = {
  ...{ hasInventory: false, hasPlan: false, isReplayAdvised: false, archives: 'none' },
  ...{ isTextImport: false, workspace: 'none', isSynced: false, isInSync: false },
  ...{ uploadsFiles: true, hasFiles: false, comparison: 'none', hasDifferenceList: false },
  isPacked: false,
};

describe('after a run', () => {
  it('a step is proposed for every outcome but pages that belong to no move', () => {
    const none = OUTCOMES.filter((outcome) => stepAfter(outcome, nothing) === undefined);
    expect(none).toEqual(['pages-compared']);
  });

  it('nobody is sent back to the check or the packing that has just ended', () => {
    expect(stepAfter('checked', nothing)).toBe('inventory');
    const clean = { ...nothing, archives: 'verified', isTextImport: true } as const;
    expect(stepAfter('done', clean)).toBe('evidence');
    expect(stepAfter('packed', clean)).toBe('status');
  });

  it('a trial archive that is as it should be leads to the real one, or out of its own work directory', () => {
    expect(stepAfter('trial-compared', { ...nothing, hasPlan: true })).toBe('after-trial');
    expect(stepAfter('trial-compared', nothing)).toBe('leave-trial');
    expect(stepAfter('trial-compared', { ...nothing, archives: 'verified' })).toBe('adopt');
  });

  it('nothing is sent again after a dry run that lists nothing: the lead decides', () => {
    const differs: WorkState = {
      ...nothing,
      ...{ workspace: 'adopted', isSynced: true, comparison: 'differs' },
    };
    expect(stepAfter('dry-repair', differs)).toBe('send');
    expect(stepAfter('nothing-to-repair', differs)).toBe('accept');
    const settled = { ...differs, isInSync: true, hasDifferenceList: true, uploadsFiles: false };
    expect(nextStep(settled)).toBe('repair');
    expect(stepAfter('packed', settled)).toBe('status');
    expect(nextCommand('accept', { ...places, flags: { work: 'w' } })).toBe(
      'mm2slack evidence --out evidence.zip --work w',
    );
  });

  it('every step but that of the state itself can follow', () => {
    const followed = new Set(OUTCOMES.map((outcome) => stepAfter(outcome, nothing)));
    const packed = stepAfter('packed', { ...nothing, archives: 'verified', isTextImport: true });
    const trial = stepAfter('trial-compared', { ...nothing, hasPlan: true });
    for (const step of RUN_STEPS)
      expect(new Set([...followed, packed, trial]).has(step)).toBe(true);
  });
});
