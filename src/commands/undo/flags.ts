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
      const { printUndoReport } = await import('./print.ts');
      const { config, context, next } = await prepare(flags, world);
      const options = { isSure: flags.yes === true, ask: world.ask };
      const report = await undoCommand(config, options, context);
      const ending = {
        written: [],
        next: await next(report.refused > 0 ? 'incomplete' : 'undone'),
      };
      printUndoReport(report, ending, config.lang, context.output);
    });
}

interface UndoFlags extends Flags {
  readonly yes?: true;
}
