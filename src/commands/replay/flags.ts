import type { Command } from 'commander';
import { addCommonFlags, addConsentFlag, addRedactFlag, parseDuration } from '../common-flags.ts';
import { type ProgramWorld, prepare } from '../prepare.ts';
import type { PlanFlags } from '../run/apply-plan.ts';

/** `mm2slack replay`. */
export function addReplay(program: Command, world: ProgramWorld): void {
  addRedactFlag(addConsentFlag(addCommonFlags(program.command('replay'))))
    .option('--plan <file>')
    .option('--strict')
    .option('--max-duration <time>')
    .option('--dry-run')
    .action(async (flags: ReplayFlags) => {
      const { replayCommand } = await import('./replay.ts');
      const { applyPlan } = await import('../run/apply-plan.ts');
      const { printReplayReport } = await import('./print.ts');
      const { config, context } = await prepare(flags, world);
      const { applied, planned } = await applyPlan(config, flags);
      const maxDurationMs = parseDuration('--max-duration', flags.maxDuration);
      const isDryRun = flags.dryRun === true;
      const report = await replayCommand(planned, { applied, maxDurationMs, isDryRun }, context);
      printReplayReport(report, config.lang, context.output);
    });
}

interface ReplayFlags extends PlanFlags {
  readonly maxDuration?: string;
  readonly dryRun?: true;
}
