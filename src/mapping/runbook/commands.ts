import type { PlanOptions } from '../plan/plan.ts';
import { AFTER_IMPORT } from '../status/next-step.ts';
import type { RunbookStepId } from './order.ts';

/** What a runbook is made for, beside its plan. */
export interface RunbookPlaces {
  /** Path of plan.json. */
  readonly plan: string;
  readonly work: string;
  /** Work directory of a rehearsal. */
  readonly rehearsalWork: string;
  /** Domain of the e-mail addresses of a rehearsal. */
  readonly rehearsalDomain: string;
  /** Path of the list of consent; undefined for none. */
  readonly consent: string | undefined;
}

/** Words of a command line behind `mm2slack`. */
export type Words = readonly string[];

interface Given {
  readonly places: RunbookPlaces;
  /** Of a command without a plan: what the plan selects. */
  readonly selecting: Words;
  /** Of every command that moves or compares conversations. */
  readonly consent: Words;
}

const withPlan = (command: string, { places, consent }: Given, ...more: Words): Words => [
  ...[command, ...more, '--plan', places.plan],
  ...consent,
  ...['--work', places.work],
];

const planAgain = ({ places: { work }, selecting, consent }: Given): Words => [
  ...['plan', '--target', 'slack', ...selecting, ...consent],
  ...['--work', work],
];

const OF_STEP: Readonly<Record<RunbookStepId, (given: Given) => readonly Words[]>> = {
  look: (given) => {
    const { places, selecting, consent } = given;
    const preview = ['preview', '--html', 'preview.html', '--force', ...selecting, ...consent];
    return [
      ['doctor', '--work', places.work],
      planAgain(given),
      [...preview, '--work', places.work],
    ];
  },
  ask: (given) => [planAgain(given)],
  rehearse: ({ places, selecting, consent }) => {
    const { rehearsalDomain, rehearsalWork } = places;
    const trial = ['--rehearsal', rehearsalDomain, '--work', rehearsalWork];
    return [
      ['zip', '--out', 'rehearsal.zip', '--force', ...selecting, ...consent, ...trial],
      ['verify', '--zip', 'rehearsal.zip', ...selecting, ...consent, ...trial],
    ];
  },
  freeze: () => [],
  archive: (given) => [
    withPlan('zip', given, '--out', 'bulk.zip'),
    withPlan('verify', given, '--zip', 'bulk.zip'),
  ],
  import: () => [],
  link: (given) =>
    AFTER_IMPORT.map((step) => withPlan(step, given, ...(step === 'adopt' ? ['--yes'] : []))),
  fill: (given) => [withPlan('replay', given)],
  follow: (given) => [withPlan('sync', given)],
  finish: (given) => [withPlan('sync', given, '--until-synced')],
  prove: (given) => [
    withPlan('verify', given),
    ['evidence', '--out', 'evidence.zip', '--force', '--work', given.places.work],
  ],
  announce: () => [],
  back: ({ places: { work } }) => [['undo', '--yes', '--work', work]],
  keep: ({ places: { work } }) => [['status', '--work', work]],
};

/** Command lines of a step, in their order. */
export function commandsOf(
  step: RunbookStepId,
  places: RunbookPlaces,
  options: PlanOptions,
): readonly Words[] {
  const consent = places.consent === undefined ? [] : ['--consent', places.consent];
  return OF_STEP[step]({ places, selecting: selectingWords(options), consent });
}

/** The flags with which the plan was made, for commands that apply none. */
function selectingWords(options: PlanOptions): Words {
  const { include, channels, excludeChannels, teams, fromMs, toMs, redactSecrets } = options;
  const list = (flag: string, names: readonly string[]): Words =>
    names.length === 0 ? [] : [flag, names.join(',')];
  const moment = (flag: string, ms: number | undefined): Words =>
    ms === undefined ? [] : [flag, new Date(ms).toISOString()];
  return [
    ...list('--include', include),
    ...list('--channels', channels),
    ...list('--exclude-channels', excludeChannels),
    ...list('--teams', teams),
    ...moment('--from', fromMs),
    ...moment('--to', toMs),
    ...(redactSecrets === true ? ['--redact-secrets'] : []),
  ];
}
