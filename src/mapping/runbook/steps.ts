import type { MovePath, Plan, PlanOptions } from '../plan/plan.ts';
import { type CommandPlaces, commandLine } from '../status/next-command.ts';

/** Steps of a move, of all ways. */
export const RUNBOOK_STEPS = [
  'look',
  'rehearse',
  'freeze',
  'archive',
  'import',
  'link',
  'fill',
  'follow',
  'finish',
  'prove',
  'announce',
  'back',
  'keep',
] as const;
export type RunbookStepId = (typeof RUNBOOK_STEPS)[number];

/** Who does a step. */
export const ROLES = ['lead', 'database', 'owner', 'integrations'] as const;
export type Role = (typeof ROLES)[number];

/** Order of the steps: the archive is built behind the freeze, before it, or not at all. */
const STEPS_OF: Readonly<Record<MovePath, readonly RunbookStepId[]>> = {
  zip: [
    ...(['look', 'rehearse', 'freeze', 'archive', 'import', 'link'] as const),
    ...(['finish', 'prove', 'announce', 'back', 'keep'] as const),
  ],
  'zip-then-sync': [
    ...(['look', 'rehearse', 'archive', 'import', 'link', 'follow', 'freeze'] as const),
    ...(['finish', 'prove', 'announce', 'back', 'keep'] as const),
  ],
  replay: [
    ...(['look', 'fill', 'follow', 'freeze', 'finish'] as const),
    ...(['prove', 'announce', 'back', 'keep'] as const),
  ],
};

/** One step with its command lines, to be pasted into a shell in their order. */
export interface RunbookStep {
  readonly id: RunbookStepId;
  readonly role: Role;
  readonly commands: readonly string[];
  /** Time that it takes at least, by the plan's forecast; undefined where none is known. */
  readonly seconds: number | undefined;
}

const ROLE_OF: Readonly<Record<RunbookStepId, Role>> = {
  look: 'lead',
  rehearse: 'owner',
  freeze: 'lead',
  archive: 'database',
  import: 'owner',
  link: 'database',
  fill: 'database',
  follow: 'database',
  finish: 'database',
  prove: 'lead',
  announce: 'lead',
  back: 'lead',
  keep: 'lead',
};

/** A team's own runbook: what their plan says, without a name of a person or a channel. */
export interface Runbook {
  readonly path: MovePath;
  readonly plan: string;
  /** Path of the work directory. */
  readonly work: string;
  readonly madeAtMs: number;
  /** Teams whose channels migrate, in the order of the plan. */
  readonly teams: readonly string[];
  /** Label of the workspace or archive that the plan was compared with; '' for none. */
  readonly target: string;
  readonly figures: RunbookFigures;
  readonly steps: readonly RunbookStep[];
}

export interface RunbookFigures {
  readonly posts: number;
  readonly files: number;
  readonly fileBytes: number;
  readonly zipBytes: number;
  readonly channels: number;
  readonly people: number;
  /** Of those, people without an account in the workspace who stay a name. */
  readonly namesOnly: number;
}

/** What a runbook is made for, beside its plan. */
export interface RunbookPlaces {
  /** Path of plan.json. */
  readonly plan: string;
  readonly work: string;
  /** Domain of the e-mail addresses of a rehearsal. */
  readonly rehearsalDomain: string;
}

/** Makes the runbook of a plan, for the way that it recommends. */
export function runbookOf(plan: Plan, places: RunbookPlaces): Runbook {
  const { path } = plan.forecast.recommendation;
  const kept = plan.channels.filter(({ action }) => action !== 'skip');
  const { totals, zip } = plan.forecast;
  return {
    path,
    plan: places.plan,
    work: places.work,
    madeAtMs: plan.madeAtMs,
    teams: [...new Set(kept.map(({ team }) => team))].filter((team) => team !== ''),
    target: plan.target.label,
    figures: {
      posts: totals.posts,
      files: totals.files,
      fileBytes: totals.fileBytes,
      zipBytes: zip.sizeBytes,
      channels: kept.length,
      people: plan.people.length,
      namesOnly: plan.people.filter(({ action }) => action === 'name-only').length,
    },
    steps: STEPS_OF[path].map((id) => ({
      id,
      role: ROLE_OF[id],
      commands: COMMANDS[id](places, selectingWords(plan.options)).map((words) =>
        commandLine(words),
      ),
      seconds: secondsOf(id, plan),
    })),
  };
}

type Words = CommandPlaces['argv'];

const withPlan = (command: string, { plan, work }: RunbookPlaces, ...more: Words): Words => [
  command,
  ...more,
  '--plan',
  plan,
  '--work',
  work,
];

const COMMANDS: Readonly<
  Record<RunbookStepId, (places: RunbookPlaces, selecting: Words) => readonly Words[]>
> = {
  look: ({ work }, selecting) => [
    ['doctor', '--work', work],
    ['plan', '--target', 'slack', ...selecting, '--work', work],
    ['preview', '--html', 'preview.html', '--force', ...selecting, '--work', work],
  ],
  rehearse: ({ work, rehearsalDomain }, selecting) => {
    const trial = ['--rehearsal', rehearsalDomain, '--work', `${work}-rehearsal`];
    return [
      ['zip', '--out', 'rehearsal.zip', '--force', ...selecting, ...trial],
      ['verify', '--zip', 'rehearsal.zip', ...selecting, ...trial],
    ];
  },
  freeze: () => [],
  archive: (places) => [
    withPlan('zip', places, '--out', 'bulk.zip'),
    withPlan('verify', places, '--zip', 'bulk.zip'),
  ],
  import: () => [],
  link: (places) => [
    withPlan('adopt', places, '--yes'),
    withPlan('sync', places),
    withPlan('files', places),
  ],
  fill: (places) => [withPlan('replay', places)],
  follow: (places) => [withPlan('sync', places)],
  finish: (places) => [withPlan('sync', places, '--until-synced')],
  prove: (places) => [
    withPlan('verify', places),
    ['evidence', '--out', 'evidence.zip', '--force', '--work', places.work],
  ],
  announce: () => [],
  back: ({ work }) => [['undo', '--yes', '--work', work]],
  keep: ({ work }) => [['status', '--work', work]],
};

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

/** Calls of the upload of attachments, which Slack limits (`files.…` in src/slack/methods.ts). */
const isOfFiles = ({ method }: { readonly method: string }): boolean => method.startsWith('files.');

function secondsOf(id: RunbookStepId, { forecast }: Plan): number | undefined {
  if (id === 'fill') return forecast.api.seconds;
  if (id !== 'link') return undefined;
  const uploads = forecast.api.calls.filter(isOfFiles).map(({ seconds }) => seconds);
  return uploads.length === 0 ? undefined : Math.max(...uploads);
}
