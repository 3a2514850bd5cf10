import type { Command } from 'commander';
import { EXIT } from '../../errors/errors.ts';
import { addCommonFlags, addConsentFlag, addRedactFlag } from '../common-flags.ts';
import { type ProgramWorld, prepare } from '../prepare.ts';
import type { PlanFlags } from '../run/apply-plan.ts';

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
      const { config, context } = await prepare(flags, world);
      const { applied, planned } = await applyPlan(config, flags);
      const isSure = flags.yes === true;
      const options = { applied, isSure, ask: world.ask, isDryRun: flags.dryRun === true };
      const report = await adoptCommand(planned, options, context);
      printAdoptReport(report, config.lang, context.output);
      // Messages that are not for certain ours are listed with what to do; a channel's are all missing.
      if (report.channels.problems.length > 0) world.exitWith(EXIT.differs);
    });
}

interface AdoptFlags extends PlanFlags {
  readonly yes?: true;
  readonly dryRun?: true;
}
