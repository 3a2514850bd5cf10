import { join } from 'node:path';
import type { Command } from 'commander';
import { EXIT } from '../../errors/errors.ts';
import { addCommonFlags, addConsentFlag, addRedactFlag } from '../common-flags.ts';
import { type ProgramWorld, prepare } from '../prepare.ts';
import type { PlanFlags } from '../run/apply-plan.ts';
import { ADOPTED_FILE } from '../run/record-files.ts';

/** `mm2slack adopt`. */
export function addAdopt(program: Command, world: ProgramWorld): void {
  addRedactFlag(addConsentFlag(addCommonFlags(program.command('adopt'))))
    .option('--plan <file>')
    .option('--strict')
    .option('--yes')
    .option('--dry-run')
    .action(async (flags: AdoptFlags) => {
      const { adoptCommand } = await import('./adopt.ts');
      const { applyPlan } = await import('../run/apply-plan.ts');
      const { printAdoptReport } = await import('./print.ts');
      const { config, context, next } = await prepare(flags, world);
      const { applied, planned } = await applyPlan(config, flags);
      const isSure = flags.yes === true;
      const options = { applied, isSure, ask: world.ask, isDryRun: flags.dryRun === true };
      const report = await adoptCommand(planned, options, context);
      const isIncomplete = report.channels.problems.length > 0;
      const whole = report.isDryRun ? 'dry-adopt' : 'done';
      const ending = {
        written: report.isDryRun ? [] : [join(config.workDirectory, ADOPTED_FILE)],
        next: await next(isIncomplete ? 'incomplete' : whole),
      };
      printAdoptReport(report, ending, config.lang, context.output);
      // Messages that are not for certain ours are listed with what to do; a channel's are all missing.
      if (isIncomplete) world.exitWith(EXIT.differs);
    });
}

interface AdoptFlags extends PlanFlags {
  readonly yes?: true;
  readonly dryRun?: true;
}
