import type { Command } from 'commander';
import type { Flags } from '../../config/flags.ts';
import { addConsentFlag, addPlainFlags, NeededOption } from '../common-flags.ts';
import { type ProgramWorld, prepareUsable } from '../prepare.ts';

/** `mm2slack runbook`. */
export function addRunbook(program: Command, world: ProgramWorld): void {
  addConsentFlag(addPlainFlags(program.command('runbook'), 'one'))
    .addOption(new NeededOption('--plan <file>'))
    .option('--out <file>')
    .option('--force')
    .action(async (flags: RunbookFlags) => {
      const { runbookCommand } = await import('./runbook.ts');
      const { printRunbook } = await import('./print.ts');
      const { parts, output, next } = await prepareUsable(flags, world);
      const { plan, out, force, consent } = flags;
      const options = { plan, out, consent, isForced: force === true, lang: parts.lang };
      const runbook = await runbookCommand({ ...options, work: parts.workDirectory });
      printRunbook(runbook, { out, next: await next('done') }, parts.lang, output);
    });
}

interface RunbookFlags extends Flags {
  readonly plan: string;
  readonly out?: string;
  readonly force?: true;
}
