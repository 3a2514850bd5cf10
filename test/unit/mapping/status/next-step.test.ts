import { describe, expect, it } from 'vitest';
import { stepAfter } from '../../../../src/mapping/status/after-run.ts';
import {
  AFTER_IMPORT,
  ARCHIVE_STATES,
  COMPARISON_STATES,
  NEXT_STEPS,
  type NextStep,
  nextStep,
  SHOWN_STEPS,
  stepsOfWay,
  stepsReached,
  WORKSPACE_STATES,
  type WorkState,
} from '../../../../src/mapping/status/next-step.ts';

const BOTH = [false, true] as const;

/** Every state that the type allows, also those that no run leaves. */
const ALL: readonly WorkState[] = BOTH.flatMap((hasInventory) =>
  BOTH.flatMap((hasPlan) =>
    BOTH.flatMap((isReplayAdvised) =>
      ARCHIVE_STATES.flatMap((archives) =>
        BOTH.flatMap((isTextImport) =>
          WORKSPACE_STATES.flatMap((workspace) =>
            BOTH.flatMap((isSynced) =>
              BOTH.flatMap((isInSync) =>
                BOTH.flatMap((uploadsFiles) =>
                  BOTH.flatMap((hasFiles) =>
                    COMPARISON_STATES.flatMap((comparison) =>
                      BOTH.flatMap((hasDifferenceList) =>
                        BOTH.map((isPacked) => ({
                          ...{ hasInventory, hasPlan, isReplayAdvised, archives, isTextImport },
                          ...{ workspace, isSynced, isInSync, uploadsFiles, hasFiles, comparison },
                          ...{ hasDifferenceList, isPacked },
                        })),
                      ),
                    ),
                  ),
                ),
              ),
            ),
          ),
        ),
      ),
    ),
  ),
);

const hasLedger = ({ workspace }: WorkState): boolean => workspace !== 'none';

/** What a step reads of the work directory. */
const INPUT_IS_THERE: Readonly<Record<NextStep, (state: WorkState) => boolean>> = {
  doctor: () => true,
  plan: () => true,
  zip: ({ hasPlan }) => hasPlan,
  'verify-zip': ({ archives }) => archives !== 'none' && archives !== 'not-found',
  replay: (state) => hasLedger(state) || (state.hasPlan && state.isReplayAdvised),
  adopt: ({ archives, isTextImport, workspace }) =>
    (archives !== 'none' && !isTextImport) || workspace === 'adopting',
  sync: hasLedger,
  files: (state) => hasLedger(state) && state.uploadsFiles,
  finish: hasLedger,
  verify: hasLedger,
  repair: (state) => hasLedger(state) && state.hasDifferenceList && state.comparison === 'differs',
  evidence: ({ archives, comparison }) => archives !== 'none' || comparison === 'clean',
  end: ({ isPacked }) => isPacked,
};

const IN_THE_LIST: ReadonlySet<string> = new Set(SHOWN_STEPS);

describe('the next step', () => {
  it('is one step in every state, whose input is there', () => {
    expect(ALL.length).toBe(2 ** 10 * 5 * 6 * 4);
    const wrong = ALL.filter((state) => !INPUT_IS_THERE[nextStep(state)](state));
    expect(wrong).toEqual([]);
  });

  it('is shown among the steps of its way, with all that were done', () => {
    const wrong = ALL.filter((state) => {
      const shown: readonly string[] = stepsOfWay(state);
      const next = nextStep(state);
      const isHidden = IN_THE_LIST.has(next) && !shown.includes(next);
      return isHidden || stepsReached(state).some((step) => !shown.includes(step));
    });
    expect(wrong).toEqual([]);
  });

  it('can be each of the steps', () => {
    expect(new Set(ALL.map(nextStep))).toEqual(new Set(NEXT_STEPS));
  });

  it('goes through the steps after an import in their order', () => {
    const imported = ALL.filter((state) => stepsOfWay(state).includes('adopt'));
    const late = imported.filter((state) => {
      const reached: readonly string[] = stepsReached(state);
      const next = AFTER_IMPORT.findIndex((step) => step === nextStep(state));
      return AFTER_IMPORT.slice(0, Math.max(0, next)).some((step) => !reached.includes(step));
    });
    expect(late.filter(({ workspace }) => workspace === 'adopted')).toEqual([]);
  });

  it('never goes back to a step that is done, but to a comparison', () => {
    const again = ALL.filter((state) => {
      const step = nextStep(state);
      const reached: readonly string[] = stepsReached(state);
      return reached.includes(step) && step !== 'verify' && step !== 'verify-zip';
    });
    expect(again).toEqual([]);
  });

  it('is the last sync before each comparison of a workspace, unless it found nothing to do', () => {
    const early = ALL.filter((state) => ['verify', 'repair'].includes(nextStep(state))).filter(
      ({ isInSync }) => !isInSync,
    );
    expect(early).toEqual([]);
    const twice = ALL.filter((state) => nextStep(state) === 'finish' && state.isInSync);
    expect(twice).toEqual([]);
  });

  it('never fills a workspace for a second time, nor by two ways', () => {
    const filled = ALL.filter(
      ({ workspace }) => workspace === 'replayed' || workspace === 'adopted',
    );
    const steps = new Set(filled.map(nextStep));
    for (const step of ['zip', 'replay', 'adopt', 'verify-zip'] as const) {
      expect(steps.has(step)).toBe(false);
    }
  });

  it('is the end once the records are packed, in place of packing them or of a repair', () => {
    for (const state of ALL.filter(({ isPacked }) => isPacked)) {
      const before = nextStep({ ...state, isPacked: false });
      const isLast = before === 'evidence' || before === 'repair';
      expect(nextStep(state)).toBe(isLast ? 'end' : before);
      // `evidence` itself leads to `status`, which says the same.
      expect(stepAfter('packed', { ...state, isPacked: false })).toBe(isLast ? 'status' : before);
    }
  });

  it('keeps the records only after a comparison without differences, or where none is possible', () => {
    const kept = ALL.filter((state) => nextStep(state) === 'evidence');
    const unproven = kept.filter(
      ({ comparison, archives, workspace, isTextImport }) =>
        comparison !== 'clean' &&
        !(workspace === 'none' && isTextImport && ['verified', 'not-found'].includes(archives)),
    );
    expect(unproven).toEqual([]);
  });
});

describe('the steps of a way', () => {
  const NOTHING: WorkState = {
    ...{ hasInventory: false, hasPlan: true, isReplayAdvised: false, archives: 'none' },
    ...{ isTextImport: false, workspace: 'none', isSynced: false, isInSync: false },
    ...{ uploadsFiles: true, hasFiles: false, comparison: 'none', hasDifferenceList: false },
    isPacked: false,
  };
  const COMMON = ['inventory', 'plan'];
  it.each<[string, Partial<WorkState>, readonly string[]]>([
    ['all before the way is known', {}, SHOWN_STEPS],
    [
      'no replay behind an archive',
      { archives: 'verified', workspace: 'adopted' },
      [...COMMON, 'zip', 'verify-zip', 'adopt', 'sync', 'files', 'verify', 'evidence'],
    ],
    [
      'nothing in the workspace behind an import of texts',
      { archives: 'verified', isTextImport: true },
      [...COMMON, 'zip', 'verify-zip', 'evidence'],
    ],
    [
      'no archive where the plan advises to replay',
      { isReplayAdvised: true },
      [...COMMON, 'replay', 'sync', 'verify', 'evidence'],
    ],
    [
      'what was done on another way too',
      { archives: 'unverified', workspace: 'replayed' },
      SHOWN_STEPS,
    ],
  ])('are %s', (_name, change, expected) => {
    expect(stepsOfWay({ ...NOTHING, ...change })).toEqual(expected);
  });
});
