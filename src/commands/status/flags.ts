import type { Command } from 'commander';
import type { Flags } from '../../config/flags.ts';
import { addPlainFlags } from '../common-flags.ts';
import { type ProgramWorld, prepareUsable } from '../prepare.ts';

/** `mm2slack status`. */
export function addStatus(program: Command, world: ProgramWorld): void {
  addPlainFlags(program.command('status'), 'one').action(async (flags: Flags) => {
    const { statusCommand } = await import('../run/move-status.ts');
    const { printStatusReport } = await import('./print.ts');
    const { parts, output } = await prepareUsable(flags, world);
    const report = await statusCommand({
      work: parts.workDirectory,
      flags,
      uploadsFiles: parts.deliver === 'api',
    });
    printStatusReport(report, parts.lang, output);
  });
}
