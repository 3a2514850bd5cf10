/**
 * What a run proposes to do next. `verify-zip` compares archives, `verify` the workspace; `finish` is the sync at the
 * freeze, which ends when nothing is left; `end` has no command: only people have something left to do.
 */
export const NEXT_STEPS = [
  'doctor',
  'plan',
  'zip',
  'verify-zip',
  'replay',
  'adopt',
  'sync',
  'files',
  'finish',
  'verify',
  'repair',
  'evidence',
  'end',
] as const;
export type NextStep = (typeof NEXT_STEPS)[number];

/**
 * Archives for the real import, trials apart. `not-found`: their files are not where the program looks. `differs` and
 * `verified`: as the last comparison of exactly these archives says.
 */
export const ARCHIVE_STATES = ['none', 'not-found', 'unverified', 'differs', 'verified'] as const;

/**
 * A workspace. `begun`: the app did something in it, and neither `replay` nor `adopt` came to its end; `replaying` and
 * `adopting`: the ledger also says which of them it was; `replayed` and `adopted` say which one came to its end.
 */
export const WORKSPACE_STATES = [
  'none',
  'begun',
  'replaying',
  'adopting',
  'replayed',
  'adopted',
] as const;

/** The last comparison of the workspace; `outdated`: the ledger was written afterwards. */
export const COMPARISON_STATES = ['none', 'outdated', 'differs', 'clean'] as const;

/**
 * Steps after an import, in their order: its messages are found, what was written since comes, and then the attachments,
 * those of an import that are uploaded.
 */
export const AFTER_IMPORT = ['adopt', 'sync', 'files'] as const satisfies readonly NextStep[];

/** What a work directory says about how far its move is. */
export interface WorkState {
  readonly hasInventory: boolean;
  readonly hasPlan: boolean;
  /** True when the plan recommends to post everything through the API. */
  readonly isReplayAdvised: boolean;
  readonly archives: (typeof ARCHIVE_STATES)[number];
  /** True when the archives are text imports, in which no message is found again. */
  readonly isTextImport: boolean;
  readonly workspace: (typeof WORKSPACE_STATES)[number];
  readonly isSynced: boolean;
  /** True when the last sync ended with a pass that compared everything and found nothing to do. */
  readonly isInSync: boolean;
  /** True when attachments of an import are uploaded, as the settings say; `files` refuses other ways. */
  readonly uploadsFiles: boolean;
  /** True when `files` came to its end after `adopt`. */
  readonly hasFiles: boolean;
  readonly comparison: (typeof COMPARISON_STATES)[number];
  /** True when the list that a repair follows is there. */
  readonly hasDifferenceList: boolean;
  /** True when `evidence` packed the whole records after the last comparison. */
  readonly isPacked: boolean;
}

/** Decides the one next step of a work directory. A step is proposed only where what it reads is there. */
export function nextStep(state: WorkState): NextStep {
  if (state.workspace === 'none') return beforeWorkspace(state);
  if (state.workspace === 'replaying') return 'replay';
  if (state.workspace === 'begun') return canAdopt(state) ? 'adopt' : 'replay';
  const open = AFTER_IMPORT.find((step) => IS_OPEN[step](state));
  if (open !== undefined) return open;
  // What differs may have been written since the last sync, which no repair brings.
  if (!state.isInSync && state.comparison !== 'clean') return 'finish';
  return AFTER_COMPARISON[state.comparison](state);
}

/** Whether a step after an import has not come to its end. What a replay did needs only the sync of them. */
const IS_OPEN: Readonly<Record<(typeof AFTER_IMPORT)[number], (state: WorkState) => boolean>> = {
  adopt: ({ workspace }) => workspace === 'adopting',
  sync: ({ isSynced }) => !isSynced,
  files: ({ workspace, uploadsFiles, hasFiles }) =>
    workspace === 'adopted' && uploadsFiles && !hasFiles,
};

function beforeWorkspace(state: WorkState): NextStep {
  if (state.archives === 'none') return beforeArchive(state);
  if (state.archives === 'unverified' || state.archives === 'differs') return 'verify-zip';
  return canAdopt(state) ? 'adopt' : recordsStep(state);
}

function beforeArchive({ hasPlan, hasInventory, isReplayAdvised }: WorkState): NextStep {
  if (hasPlan) return isReplayAdvised ? 'replay' : 'zip';
  return hasInventory ? 'plan' : 'doctor';
}

const canAdopt = ({ archives, isTextImport }: WorkState): boolean =>
  archives !== 'none' && !isTextImport;

function recordsStep({ isPacked }: WorkState): NextStep {
  return isPacked ? 'end' : 'evidence';
}

const AFTER_COMPARISON: Readonly<Record<WorkState['comparison'], (state: WorkState) => NextStep>> =
  {
    none: () => 'verify',
    outdated: () => 'verify',
    // Who packed the records has decided about the differences that are left.
    differs: ({ hasDifferenceList, isPacked }) => {
      if (!hasDifferenceList) return 'verify';
      return isPacked ? 'end' : 'repair';
    },
    clean: recordsStep,
  };

/** Steps that leave something in the work directory, in the order of a move. */
export const SHOWN_STEPS = [
  'inventory',
  'plan',
  'zip',
  'verify-zip',
  'replay',
  'adopt',
  'sync',
  'files',
  'verify',
  'evidence',
] as const;
export type ShownStep = (typeof SHOWN_STEPS)[number];

/** Returns the steps that came to their end. A `verify` came to its end with differences too. */
export function stepsReached(state: WorkState): readonly ShownStep[] {
  const isReached: Readonly<Record<ShownStep, boolean>> = {
    inventory: state.hasInventory,
    plan: state.hasPlan,
    zip: state.archives !== 'none',
    'verify-zip': state.archives === 'differs' || state.archives === 'verified',
    replay: state.workspace === 'replayed',
    adopt: state.workspace === 'adopted',
    sync: state.isSynced,
    files: state.hasFiles,
    verify: state.comparison === 'differs' || state.comparison === 'clean',
    evidence: state.isPacked,
  };
  return SHOWN_STEPS.filter((step) => isReached[step]);
}

/** Steps that a way leaves out. Of an import of texts nothing in the workspace is known. */
const LEFT_OUT = {
  import: ['replay'],
  'text-import': ['replay', 'adopt', 'sync', 'files', 'verify'],
  replay: ['zip', 'verify-zip', 'adopt', 'files'],
} as const satisfies Readonly<Record<string, readonly ShownStep[]>>;

/** Returns the steps of the way that a move takes, as far as it is known; what was done belongs to it. */
export function stepsOfWay(state: WorkState): readonly ShownStep[] {
  const way = wayOf(state);
  const leftOut: readonly ShownStep[] = way === undefined ? [] : LEFT_OUT[way];
  const reached = stepsReached(state);
  return SHOWN_STEPS.filter((step) => !leftOut.includes(step) || reached.includes(step));
}

function wayOf(state: WorkState): keyof typeof LEFT_OUT | undefined {
  const { archives, isTextImport, workspace, hasPlan, isReplayAdvised } = state;
  const isReplay = workspace === 'replaying' || workspace === 'replayed';
  if (isReplay) return archives === 'none' ? 'replay' : undefined;
  if (workspace === 'adopting' || workspace === 'adopted') return 'import';
  if (archives !== 'none' && !isTextImport) return 'import';
  if (workspace !== 'none') return undefined;
  if (archives !== 'none') return 'text-import';
  return hasPlan && isReplayAdvised ? 'replay' : undefined;
}
