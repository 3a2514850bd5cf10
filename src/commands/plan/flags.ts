import type { Command } from 'commander';
import type { Flags } from '../../config/flags.ts';
import { EXIT } from '../../errors/errors.ts';
import { addCommonFlags, addConsentFlag, addRedactFlag, addWorkersFlag } from '../common-flags.ts';
import { type ProgramWorld, prepare } from '../prepare.ts';

/** `mm2slack plan`. */
export function addPlan(program: Command, world: ProgramWorld): void {
  addWorkersFlag(addRedactFlag(addConsentFlag(addCommonFlags(program.command('plan')))))
    .option('--target <what...>')
    .option('--against <plan>')
    .option('--detailed-exitcode')
    .option('--with-text')
    .option('--full')
    .action(async (flags: PlanCommandFlags) => {
      const { parsePlanTarget, planCommand } = await import('./plan.ts');
      const { printPlanReport } = await import('./print.ts');
      const { hasChanges } = await import('../../mapping/plan/diff-model.ts');
      const { config, context, next } = await prepare(flags, world);
      const options = {
        target: parsePlanTarget(flags.target),
        against: flags.against,
        withText: flags.withText === true,
      };
      const report = await planCommand(config, options, context);
      const ending = { written: report.files, next: await next('done') };
      const isFull = flags.full === true;
      printPlanReport(report, ending, { config, isFull }, context.output);
      if (flags.detailedExitcode === true && hasChanges(report.diff)) world.exitWith(EXIT.differs);
    });
}

interface PlanCommandFlags extends Flags {
  readonly target?: readonly string[];
  readonly against?: string;
  readonly detailedExitcode?: true;
  readonly withText?: true;
  readonly full?: true;
}
