import type { Command } from 'commander';
import type { Flags } from '../../config/flags.ts';
import { addCommonFlags } from '../common-flags.ts';
import { type ProgramWorld, prepare } from '../prepare.ts';

/** `mm2slack undo`. */
export function addUndo(program: Command, world: ProgramWorld): void {
  addCommonFlags(program.command('undo'))
    .option('--yes')
    .action(async (flags: UndoFlags) => {
      const { undoCommand } = await import('./undo.ts');
      const { config, context } = await prepare(flags, world);
      const options = { isSure: flags.yes === true, ask: world.ask };
      const report = await undoCommand(config, options, context);
      const { output } = context;
      output.json({ ...report, account: {}, losses: [], warnings: [] });
      output.line(`${report.messages} messages and ${report.files} files removed`);
      if (report.refused > 0) {
        output.line(
          `Slack does not let the app remove ${report.refused} more; channels stay until they are gone`,
        );
        return;
      }
      output.line(
        `${report.archivedChannels} channels renamed and archived, ${report.keptChannels} kept: others have written in them`,
      );
    });
}

interface UndoFlags extends Flags {
  readonly yes?: true;
}
