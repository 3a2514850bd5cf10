import { type Runbook, runbookOf } from '../../mapping/runbook/steps.ts';
import { runbookMarkdown } from '../../reports/runbook/markdown.ts';
import { writeWhole } from '../../system/atomic-file.ts';
import { refuseExisting } from '../../system/files.ts';
import type { Language } from '../../texts/language.ts';
import { readNamedPlan } from '../run/decisions.ts';

export interface RunbookOptions {
  /** Path of plan.json. */
  readonly plan: string;
  readonly work: string;
  /** Undefined to print it. */
  readonly out: string | undefined;
  readonly isForced: boolean;
  readonly lang: Language;
}

/** Stands for the domain of a rehearsal, which no plan knows (RFC 2606). */
const REHEARSAL_DOMAIN = 'rehearsal.example.com';

/** Makes the runbook of a plan, and writes it where a file is named. UsageError when the plan cannot be used. */
export async function runbookCommand({
  plan: path,
  work,
  out,
  isForced,
  lang,
}: RunbookOptions): Promise<Runbook> {
  const plan = await readNamedPlan(path);
  const runbook = runbookOf(plan, { plan: path, work, rehearsalDomain: REHEARSAL_DOMAIN });
  if (out === undefined) return runbook;
  await refuseExisting(out, isForced);
  await writeWhole(out, `${runbookMarkdown(runbook, lang)}\n`);
  return runbook;
}
