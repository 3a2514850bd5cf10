import type { Command } from 'commander';
import { addCommonFlags, addConsentFlag, addRedactFlag, parseDuration } from '../common-flags.ts';
import { type ProgramWorld, prepare } from '../prepare.ts';
import type { PlanFlags } from '../run/apply-plan.ts';

/** `mm2slack files`. */
export function addFiles(program: Command, world: ProgramWorld): void {
  addRedactFlag(addConsentFlag(addCommonFlags(program.command('files'))))
    .option('--check')
    .option('--plan <file>')
    .option('--strict')
    .option('--max-duration <time>')
    .action(async (flags: FilesFlags) => {
      const { filesCommand } = await import('./files.ts');
      const { applyPlan } = await import('../run/apply-plan.ts');
      const { printFilesReport } = await import('./report.ts');
      const { config, context, next } = await prepare(flags, world);
      const { applied, planned } = await applyPlan(config, flags);
      const maxDurationMs = parseDuration('--max-duration', flags.maxDuration);
      const options = { applied, maxDurationMs, isCheck: flags.check === true };
      const report = await filesCommand(planned, options, context);
      const ending = { written: [report.manifest], next: await next('done') };
      printFilesReport(report, ending, config.lang, context.output);
    });
}

interface FilesFlags extends PlanFlags {
  readonly check?: true;
  readonly maxDuration?: string;
}
