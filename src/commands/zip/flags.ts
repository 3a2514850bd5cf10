import { join } from 'node:path';
import { type Command, Option } from 'commander';
import type { Flags } from '../../config/flags.ts';
import { UsageError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import {
  addCommonFlags,
  addConsentFlag,
  addRedactFlag,
  addWorkersFlag,
  NeededOption,
} from '../common-flags.ts';
import { type ProgramWorld, prepare } from '../prepare.ts';
import { CHECKLIST_FILE } from '../run/record-files.ts';

/** `mm2slack zip`. */
export function addZip(program: Command, world: ProgramWorld): void {
  addWorkersFlag(addRedactFlag(addConsentFlag(addCommonFlags(program.command('zip')))))
    .addOption(new NeededOption('--out <file>'))
    .option('--force')
    .option('--plan <file>')
    .option('--strict')
    .addOption(new Option('--split-by <what>').choices(['visibility', 'month', 'size']))
    .option('--split-size <size>')
    .addOption(new Option('--format <format>').choices(['json', 'csv']))
    .addOption(new Option('--csv-quoting <how>').choices(['backslash', 'doubled']))
    .option('--since-last')
    .addOption(new Option('--system-messages <what>').choices(['keep', 'drop']))
    .option('--rewrite-permalinks')
    .option('--rehearsal <domain>')
    .action(async (flags: ZipFlags) => {
      const { zipCommand } = await import('./zip.ts');
      const { printZipReport } = await import('./print.ts');
      const { applyPlan } = await import('../run/apply-plan.ts');
      const { config, context, next } = await prepare(flags, world);
      const { applied, planned } = await applyPlan(config, flags);
      const options = {
        out: flags.out,
        isForced: flags.force === true,
        isSinceLast: flags.sinceLast === true,
        format: flags.format ?? 'json',
        applied,
      };
      if (flags.csvQuoting !== undefined && options.format !== 'csv') {
        throw new UsageError(notice('csv-quoting-without-csv'));
      }
      const report = await zipCommand(planned, options, context);
      const archives = report.archives.map(({ file }) => file);
      const ending = {
        written: [...archives, join(config.workDirectory, CHECKLIST_FILE)],
        next: await next(flags.rehearsal === undefined ? 'done' : 'trial', archives),
      };
      printZipReport(report, ending, options.out, config.lang, context.output);
    });
}

interface ZipFlags extends Flags {
  readonly out: string;
  readonly force?: true;
  readonly plan?: string;
  readonly strict?: true;
  readonly sinceLast?: true;
  readonly format?: 'json' | 'csv';
}
