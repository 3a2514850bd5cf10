import type { Command } from 'commander';
import { addCommonFlags, addRedactFlag, parseDuration } from '../common-flags.ts';
import { type ProgramWorld, prepare } from '../prepare.ts';
import type { PlanFlags } from '../run/apply-plan.ts';

/** `mm2slack files`. */
export function addFiles(program: Command, world: ProgramWorld): void {
  addRedactFlag(addCommonFlags(program.command('files')))
    .description(
      'Uploads attachments into the channels that are there already, each once; the same command goes on.',
    )
    .option('--check', 'only the manifest, the emoji and the pictures; nothing is uploaded')
    .option('--plan <file>', 'do what this plan says')
    .option('--strict', 'with --plan: refuse any change of people or channels since the plan')
    .option('--max-duration <time>', 'stop after so long (30m, 9h); the same command goes on')
    .action(async (flags: FilesFlags) => {
      const { filesCommand } = await import('./files.ts');
      const { applyPlan } = await import('../run/apply-plan.ts');
      const { printFilesReport } = await import('./report.ts');
      const { config, context } = await prepare(flags, world);
      const { applied, planned } = await applyPlan(config, flags);
      const maxDurationMs = parseDuration('--max-duration', flags.maxDuration);
      const options = { applied, maxDurationMs, isCheck: flags.check === true };
      printFilesReport(await filesCommand(planned, options, context), config.lang, context.output);
    });
}

interface FilesFlags extends PlanFlags {
  readonly check?: true;
  readonly maxDuration?: string;
}
