import type { Command } from 'commander';
import type { Flags } from '../../config/flags.ts';
import { addCommonFlags, addRedactFlag } from '../common-flags.ts';
import { type ProgramWorld, prepare } from '../prepare.ts';

/** `mm2slack preview`. */
export function addPreview(program: Command, world: ProgramWorld): void {
  addRedactFlag(addCommonFlags(program.command('preview')))
    .description('Shows posts and what becomes of them side by side, in one HTML page.')
    .requiredOption('--html <file>', 'the page to write')
    .option('--force', 'replace an existing page')
    .option('--post <id>', 'only this post: its id or its permalink')
    .action(async (flags: PreviewFlags) => {
      const { previewCommand } = await import('./preview.ts');
      const { printPreviewReport } = await import('./report.ts');
      const { config, context } = await prepare(flags, world);
      const { html, post } = flags;
      const options = { html, post, isForced: flags.force === true, samplesPerKind: 3 };
      printPreviewReport(
        await previewCommand(config, options, context),
        config.lang,
        context.output,
      );
    });
}

interface PreviewFlags extends Flags {
  readonly html: string;
  readonly force?: true;
  readonly post?: string;
}
