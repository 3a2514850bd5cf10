import type { Command } from 'commander';
import type { Flags } from '../../config/flags.ts';
import { addCommonFlags, addConsentFlag, addRedactFlag, NeededOption } from '../common-flags.ts';
import { type ProgramWorld, prepare } from '../prepare.ts';

/** `mm2slack preview`. */
export function addPreview(program: Command, world: ProgramWorld): void {
  addRedactFlag(addConsentFlag(addCommonFlags(program.command('preview'))))
    .addOption(new NeededOption('--html <file>'))
    .option('--force')
    .option('--post <id>')
    .action(async (flags: PreviewFlags) => {
      const { previewCommand } = await import('./preview.ts');
      const { printPreviewReport } = await import('./report.ts');
      const { config, context, next } = await prepare(flags, world);
      const { html, post } = flags;
      const options = { html, post, isForced: flags.force === true, samplesPerKind: 3 };
      const report = await previewCommand(config, options, context);
      const ending = { written: [report.file], next: await next('done') };
      printPreviewReport(report, ending, config.lang, context.output);
    });
}

interface PreviewFlags extends Flags {
  readonly html: string;
  readonly force?: true;
  readonly post?: string;
}
