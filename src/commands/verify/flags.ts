import { join } from 'node:path';
import { type Command, Option } from 'commander';
import { EXIT } from '../../errors/errors.ts';
import type { Outcome } from '../../mapping/status/after-run.ts';
import type { VerifyReport } from '../../mapping/verify/report.ts';
import {
  addCommonFlags,
  addConsentFlag,
  addRedactFlag,
  addWorkersFlag,
  splitWorkFolders,
} from '../common-flags.ts';
import { packageVersion } from '../package-version.ts';
import { type ProgramWorld, prepare } from '../prepare.ts';
import type { PlanFlags } from '../run/apply-plan.ts';
import { COMPARISON_FILES } from '../run/record-files.ts';

/** `mm2slack verify`. */
export function addVerify(program: Command, world: ProgramWorld): void {
  addWorkersFlag(
    addRedactFlag(addConsentFlag(addCommonFlags(program.command('verify'), 'several'))),
  )
    .option('--zip <files...>')
    .option('--plan <file>')
    .option('--strict')
    .option('--bytes')
    .option('--with-text')
    .option('--rewrite-permalinks')
    .addOption(new Option('--system-messages <what>').choices(['keep', 'drop']))
    .option('--rehearsal <domain>')
    .addOption(new Option('--csv-quoting <how>').choices(['backslash', 'doubled']))
    .action(async ({ work, ...given }: VerifyFlags) => {
      const { own, further } = splitWorkFolders(work);
      const flags: PlanFlags = { ...given, ...own, unitesParts: further.length > 0 };
      const { verifyCommand } = await import('./verify.ts');
      const { applyPlan } = await import('../run/apply-plan.ts');
      const { printVerifyReport } = await import('./print.ts');
      const { config, context, next } = await prepare(flags, world);
      const { applied, planned } = await applyPlan(config, flags);
      const options = {
        applied,
        zips: given.zip ?? [],
        comparesBytes: given.bytes === true,
        withText: given.withText === true,
        workDirectories: [planned.workDirectory, ...further],
      };
      const report = await verifyCommand(planned, options, context, packageVersion());
      const { markdown, html, json } = COMPARISON_FILES;
      const ending = {
        written: [markdown, html, json].map((name) => join(planned.workDirectory, name)),
        next: await next(outcomeOf(report, given.rehearsal !== undefined), given.zip),
      };
      printVerifyReport(report, ending, planned.lang, context.output);
      if (!report.isClean) world.exitWith(EXIT.differs);
    });
}

function outcomeOf({ kind, isClean, later }: VerifyReport, isTrial: boolean): Outcome {
  // What came after an archive is brought by `sync`.
  const isGood = isClean || later?.others === 0;
  if (kind === 'zip' && !isGood) return 'archive-differs';
  return kind === 'zip' && isTrial ? 'trial-compared' : 'done';
}

interface VerifyFlags extends Omit<PlanFlags, 'work'> {
  readonly work?: readonly string[];
  readonly zip?: readonly string[];
  readonly bytes?: true;
  readonly withText?: true;
}
