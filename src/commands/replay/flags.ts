import type { Command } from 'commander';
import { addCommonFlags, addRedactFlag, parseDuration } from '../common-flags.ts';
import { type ProgramWorld, prepare } from '../prepare.ts';
import type { PlanFlags } from '../run/apply-plan.ts';

/** `mm2slack replay`. */
export function addReplay(program: Command, world: ProgramWorld): void {
  addRedactFlag(addCommonFlags(program.command('replay')))
    .description(
      "Posts the history through Slack's API, each message once; the same command goes on.",
    )
    .option('--plan <file>', 'do what this plan says')
    .option('--strict', 'with --plan: refuse any change of people or channels since the plan')
    .option('--max-duration <time>', 'stop after so long (30m, 9h); the same command goes on')
    .option('--dry-run', 'say what would be done, and do nothing')
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
