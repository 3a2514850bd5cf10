import { isDirectType } from '../plan/consent.ts';
import type { MovePath, Plan, PlanOptions } from '../plan/plan.ts';
import { commandLine } from '../status/next-command.ts';
import type { PastRun } from '../status/past-runs.ts';
import { commandsOf, type RunbookPlaces } from './commands.ts';
import { type MeasuredRun, measuredRuns } from './measured.ts';
import { ROLE_OF, type Role, type RunbookStepId, STEPS_OF } from './order.ts';

/** One step with its command lines, to be pasted into a shell in their order. */
export interface RunbookStep {
  readonly id: RunbookStepId;
  readonly role: Role;
  readonly commands: readonly string[];
  /** Time that it takes at least, by the plan's forecast; undefined where none is known. */
  readonly seconds: number | undefined;
  /** How long its commands took when they ran last. */
  readonly measured: readonly MeasuredRun[];
}

/** A team's own runbook: what their plan says, without a name of a person or a channel. */
export interface Runbook {
  readonly path: MovePath;
  readonly plan: string;
  /** Path of the work directory. */
  readonly work: string;
  /** Path of the list of who agreed to the move of direct and group messages; undefined for none. */
  readonly consent: string | undefined;
  /** True when direct or group messages move that no list of consent is about. */
  readonly movesUnasked: boolean;
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

/** Makes the runbook of a plan, for the way that it recommends, with the times of earlier runs. */
export function runbookOf(plan: Plan, places: RunbookPlaces, runs: readonly PastRun[]): Runbook {
  const { path } = plan.forecast.recommendation;
  const kept = plan.channels.filter(({ action }) => action !== 'skip');
  const { totals, zip } = plan.forecast;
  return {
    path,
    plan: places.plan,
    work: places.work,
    consent: places.consent,
    movesUnasked: movesUnasked(plan.options, places),
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
    steps: STEPS_OF[path]
      .filter((id) => id !== 'ask' || places.consent !== undefined)
      .map((id) => {
        const commands = commandsOf(id, places, plan.options);
        return {
          id,
          role: ROLE_OF[id],
          commands: commands.map((words) => commandLine(words)),
          seconds: secondsOf(id, plan),
          measured: measuredRuns(commands, runs),
        };
      }),
  };
}

const movesUnasked = (
  { include, consent }: PlanOptions,
  places: Pick<RunbookPlaces, 'consent'>,
): boolean => include.some(isDirectType) && consent === undefined && places.consent === undefined;

/** Calls of the upload of attachments, which Slack limits (`files.…` in src/slack/methods.ts). */
const isOfFiles = ({ method }: { readonly method: string }): boolean => method.startsWith('files.');

function secondsOf(id: RunbookStepId, { forecast }: Plan): number | undefined {
  if (id === 'fill') return forecast.api.seconds;
  if (id !== 'link') return undefined;
  const uploads = forecast.api.calls.filter(isOfFiles).map(({ seconds }) => seconds);
  return uploads.length === 0 ? undefined : Math.max(...uploads);
}
