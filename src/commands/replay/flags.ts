import { join } from 'node:path';
import type { Command } from 'commander';
import { addCommonFlags, addConsentFlag, addRedactFlag, parseDuration } from '../common-flags.ts';
import { type ProgramWorld, prepare } from '../prepare.ts';
import type { PlanFlags } from '../run/apply-plan.ts';
import { LOSS_FILES } from '../run/record-files.ts';

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
      const { config, context, next } = await prepare(flags, world);
      const { applied, planned } = await applyPlan(config, flags);
      const maxDurationMs = parseDuration('--max-duration', flags.maxDuration);
      const isDryRun = flags.dryRun === true;
      const report = await replayCommand(planned, { applied, maxDurationMs, isDryRun }, context);
      const ending = {
        written: isDryRun ? [] : [join(config.workDirectory, LOSS_FILES.replay)],
        next: await next(isDryRun ? 'dry-replay' : 'done'),
      };
      printReplayReport(report, ending, config.lang, context.output);
    });
}

interface ReplayFlags extends PlanFlags {
  readonly maxDuration?: string;
  readonly dryRun?: true;
}
