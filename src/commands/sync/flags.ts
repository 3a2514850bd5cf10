import { join } from 'node:path';
import type { Command } from 'commander';
import { UsageError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import type { Outcome } from '../../mapping/status/after-run.ts';
import { addCommonFlags, addConsentFlag, addRedactFlag, parseDuration } from '../common-flags.ts';
import { type ProgramWorld, prepare } from '../prepare.ts';
import type { PlanFlags } from '../run/apply-plan.ts';
import { LOSS_FILES } from '../run/record-files.ts';
import type { RepairItem } from './repair-listed.ts';
import type { RepairReport } from './repair-report.ts';

/** `mm2slack sync`. */
export function addSync(program: Command, world: ProgramWorld): void {
  addRedactFlag(addConsentFlag(addCommonFlags(program.command('sync'))))
    .option('--plan <file>')
    .option('--strict')
    .option('--watch [seconds]')
    .option('--until-synced')
    .option('--accept-removals')
    .option('--max-duration <time>')
    .option('--repair')
    .option('--dry-run')
    .action(async (flags: SyncFlags) => {
      refuseOtherFlags(flags);
      if (flags.repair === true) return await runRepair(flags, world);
      const { syncCommand } = await import('./sync.ts');
      const { applyPlan } = await import('../run/apply-plan.ts');
      const { printSyncReport, syncRoundLines } = await import('./report.ts');
      const { config, context, next } = await prepare(flags, world);
      const { applied, planned } = await applyPlan(config, flags);
      const isUntilSynced = flags.untilSynced === true;
      const maxDurationMs = parseDuration('--max-duration', flags.maxDuration);
      const everyMs = watchEveryMs(flags.watch, isUntilSynced);
      const isRemovalMeant = flags.acceptRemovals === true;
      const options = { applied, maxDurationMs, everyMs, isUntilSynced, isRemovalMeant };
      const report = await syncCommand(planned, options, context, (round, isFirst) => {
        for (const line of syncRoundLines(round, isFirst, config.lang)) context.output.line(line);
      });
      const ending = { written: writtenBy(config), next: await next('done') };
      printSyncReport(report, ending, config.lang, context.output);
    });
}

interface SyncFlags extends PlanFlags {
  readonly watch?: string | true;
  readonly untilSynced?: true;
  readonly acceptRemovals?: true;
  readonly maxDuration?: string;
  readonly repair?: true;
  readonly dryRun?: true;
}

/** Throws UsageError for flags of a sync with --repair, and for --dry-run without it. */
function refuseOtherFlags(flags: SyncFlags): void {
  if (flags.repair !== true) {
    if (flags.dryRun === true) throw new UsageError(notice('dry-run-of-sync'));
    return;
  }
  const others = [
    ['--watch', flags.watch],
    ['--until-synced', flags.untilSynced],
    ['--accept-removals', flags.acceptRemovals],
  ] as const;
  for (const [flag, given] of others) {
    if (given !== undefined) throw new UsageError(notice('repair-and-other', { flag }));
  }
}

async function runRepair(flags: SyncFlags, world: ProgramWorld): Promise<void> {
  const { repairCommand } = await import('./repair.ts');
  const { applyPlan } = await import('../run/apply-plan.ts');
  const { printRepairReport, repairItemLine } = await import('./repair-report.ts');
  const { config, context, next } = await prepare(flags, world);
  const { applied, planned } = await applyPlan(config, flags);
  const maxDurationMs = parseDuration('--max-duration', flags.maxDuration);
  const options = {
    applied,
    maxDurationMs,
    isDryRun: flags.dryRun === true,
    onItem: (item: RepairItem) => context.output.line(repairItemLine(item, config.lang)),
  };
  const report = await repairCommand(planned, options, context);
  const ending = {
    written: options.isDryRun ? [] : writtenBy(config),
    next: await next(repairOutcome(report)),
  };
  printRepairReport(report, ending, config.lang, context.output);
}

function repairOutcome({ isDryRun, repaired, entered }: RepairReport): Outcome {
  if (!isDryRun) return 'repaired';
  return repaired + entered > 0 ? 'dry-repair' : 'nothing-to-repair';
}

const writtenBy = ({ workDirectory }: { readonly workDirectory: string }): readonly string[] => [
  join(workDirectory, LOSS_FILES.replay),
];

const DEFAULT_SECONDS = 60;
const UNTIL_SYNCED_SECONDS = 5;

function watchEveryMs(
  watch: string | true | undefined,
  isUntilSynced: boolean,
): number | undefined {
  if (watch === undefined) return isUntilSynced ? UNTIL_SYNCED_SECONDS * 1000 : undefined;
  const seconds = watch === true ? DEFAULT_SECONDS : Number(watch);
  if (Number.isFinite(seconds) && seconds >= 1) return seconds * 1000;
  throw new UsageError(notice('watch-unusable', { watch: String(watch) }));
}
