import type { Command } from 'commander';
import { SETTINGS_FILE } from '../../config/defaults.ts';
import type { Flags } from '../../config/flags.ts';
import { addPlainFlags } from '../common-flags.ts';
import { type ProgramWorld, prepareUsable } from '../prepare.ts';

/** `mm2slack status`. */
export function addStatus(program: Command, world: ProgramWorld): void {
  addPlainFlags(program.command('status'), 'one').action(async (flags: Flags) => {
    const { statusCommand } = await import('../run/move-status.ts');
    const { printStatusReport } = await import('./print.ts');
    const { exists } = await import('../../system/files.ts');
    const { parts, output } = await prepareUsable(flags, world);
    const hasSettings = await exists(flags.config ?? SETTINGS_FILE);
    const report = await statusCommand({
      work: parts.workDirectory,
      flags,
      uploadsFiles: parts.deliver === 'api',
      lacksSettings: parts.source === undefined && !hasSettings,
    });
    printStatusReport(report, parts.lang, output);
  });
}
