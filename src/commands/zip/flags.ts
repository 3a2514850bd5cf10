import { type Command, Option } from 'commander';
import type { Flags } from '../../config/flags.ts';
import { addCommonFlags, addRedactFlag } from '../common-flags.ts';
import { type ProgramWorld, prepare } from '../prepare.ts';

/** `mm2slack zip`. */
export function addZip(program: Command, world: ProgramWorld): void {
  addRedactFlag(addCommonFlags(program.command('zip')))
    .description("Builds Slack's import ZIP from the database, every row accounted for.")
    .requiredOption('--out <file>', 'the ZIP to write')
    .option('--force', 'replace an existing ZIP')
    .option('--plan <file>', 'do what this plan says')
    .option('--strict', 'with --plan: refuse any change of people or channels since the plan')
    .addOption(
      new Option(
        '--split-by <what>',
        'several archives: public and private channels, months, or by size',
      ).choices(['visibility', 'month', 'size']),
    )
    .option('--split-size <size>', 'with --split-by size: of each archive (default: 2GB)')
    .option('--since-last', 'only what the archives made before with this --work do not hold')
    .addOption(
      new Option('--system-messages <what>', 'joins, topics and the like (default: keep)').choices([
        'keep',
        'drop',
      ]),
    )
    .option('--rewrite-permalinks', 'links to old posts lead to target.workspaceUrl')
    .option(
      '--rehearsal <domain>',
      'for a trial import: every e-mail address on a domain of your own',
    )
    .action(async (flags: ZipFlags) => {
      const { zipCommand } = await import('./zip.ts');
      const { printZipReport } = await import('./print.ts');
      const { applyPlan } = await import('../run/apply-plan.ts');
      const { config, context } = await prepare(flags, world);
      const { applied, planned } = await applyPlan(config, flags);
      const options = {
        out: flags.out,
        isForced: flags.force === true,
        isSinceLast: flags.sinceLast === true,
        applied,
      };
      printZipReport(await zipCommand(planned, options, context), config.lang, context.output);
    });
}

interface ZipFlags extends Flags {
  readonly out: string;
  readonly force?: true;
  readonly plan?: string;
  readonly strict?: true;
  readonly sinceLast?: true;
}
