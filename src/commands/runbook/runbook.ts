import { join } from 'node:path';
import { UsageError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import { isDirectType } from '../../mapping/plan/consent.ts';
import type { Plan } from '../../mapping/plan/plan.ts';
import { type Runbook, runbookOf } from '../../mapping/runbook/steps.ts';
import { runbookMarkdown } from '../../reports/runbook/markdown.ts';
import { writeWhole } from '../../system/atomic-file.ts';
import { exists, refuseExisting } from '../../system/files.ts';
import type { Language } from '../../texts/language.ts';
import { CONSENT_FILE, readNamedPlan } from '../run/decisions.ts';
import { readPastRuns } from '../run/past-runs.ts';

export interface RunbookOptions {
  /** Path of plan.json. */
  readonly plan: string;
  readonly work: string;
  /** Path of the team's list of consent; undefined for that of the work directory, where the plan follows one. */
  readonly consent: string | undefined;
  /** Undefined to print it. */
  readonly out: string | undefined;
  readonly isForced: boolean;
  readonly lang: Language;
}

/** Stands for the domain of a rehearsal, which no plan knows (RFC 2606). */
const REHEARSAL_DOMAIN = 'rehearsal.example.com';

/** Most runs of a work directory whose times are looked through. */
const MAX_RUNS = 1_000;

/**
 * Makes the runbook of a plan, and writes it where a file is named. UsageError when the plan or the list of consent
 * cannot be used.
 */
export async function runbookCommand(options: RunbookOptions): Promise<Runbook> {
  const { plan: path, work, out, isForced, lang } = options;
  const plan = await readNamedPlan(path);
  const consent = await consentPath(options, plan);
  const rehearsalWork = `${work}-rehearsal`;
  const places = { plan: path, work, rehearsalWork, rehearsalDomain: REHEARSAL_DOMAIN, consent };
  const runs = await Promise.all([work, rehearsalWork].map((each) => readPastRuns(each, MAX_RUNS)));
  const runbook = runbookOf(plan, places, runs.flat());
  if (out === undefined) return runbook;
  await refuseExisting(out, isForced);
  await writeWhole(out, `${runbookMarkdown(runbook, lang)}\n`);
  return runbook;
}

async function consentPath(
  { consent, work }: RunbookOptions,
  { options }: Plan,
): Promise<string | undefined> {
  if (consent === undefined) {
    const path = join(work, CONSENT_FILE);
    return options.consent !== undefined && (await exists(path)) ? path : undefined;
  }
  if (!options.include.some(isDirectType)) throw new UsageError(notice('consent-without-direct'));
  if (!(await exists(consent))) {
    throw new UsageError(notice('consent-file-missing', { path: consent }));
  }
  return consent;
}
