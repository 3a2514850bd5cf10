import { type Command, Option } from 'commander';
import { EXIT } from '../../errors/errors.ts';
import { addCommonFlags, addRedactFlag } from '../common-flags.ts';
import { type ProgramWorld, prepare } from '../prepare.ts';
import type { PlanFlags } from '../run/apply-plan.ts';

/** `mm2slack verify`. */
export function addVerify(program: Command, world: ProgramWorld): void {
  addRedactFlag(addCommonFlags(program.command('verify')))
    .description(
      'Reads archives or the workspace back and compares them with the source in both directions.',
    )
    .option('--zip <files...>', 'verify these archives, in import order; without it, the workspace')
    .option('--plan <file>', 'expect the decisions of this plan')
    .option('--strict', 'with --plan: refuse any change of people or channels since the plan')
    .option('--bytes', 'download the files of the workspace and compare their bytes')
    .option('--rewrite-permalinks', 'expect links to old posts to lead to target.workspaceUrl')
    .addOption(
      new Option('--system-messages <what>', 'as in the migration (default: keep)').choices([
        'keep',
        'drop',
      ]),
    )
    .option(
      '--rehearsal <domain>',
      'the archives are for a trial import, with e-mail addresses on this domain',
    )
    .action(async (flags: VerifyFlags) => {
      const { verifyCommand } = await import('./verify.ts');
      const { applyPlan } = await import('../run/apply-plan.ts');
      const { printVerifyReport } = await import('./print.ts');
      const { config, context } = await prepare(flags, world);
      const { applied, planned } = await applyPlan(config, flags);
      const options = { applied, zips: flags.zip ?? [], comparesBytes: flags.bytes === true };
      const report = await verifyCommand(planned, options, context);
      printVerifyReport(report, planned.lang, context.output);
      if (!report.isClean) world.exitWith(EXIT.differs);
    });
}

interface VerifyFlags extends PlanFlags {
  readonly zip?: readonly string[];
  readonly bytes?: true;
}
