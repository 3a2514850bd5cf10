import type { Command } from 'commander';
import type { Flags } from '../../config/flags.ts';
import { addCommonFlags, addWorkersFlag } from '../common-flags.ts';
import { type ProgramWorld, prepare } from '../prepare.ts';

/** `mm2slack inventory`. */
export function addInventory(program: Command, world: ProgramWorld): void {
  addWorkersFlag(addCommonFlags(program.command('inventory')))
    .option('--with-text')
    .option('--full')
    .option('--no-secret-scan')
    .action(async (flags: InventoryFlags) => {
      const { inventoryCommand } = await import('./inventory.ts');
      const { printInventory } = await import('./print.ts');
      const { config, context, next } = await prepare(flags, world);
      const options = {
        withText: flags.withText === true,
        scansSecrets: flags.secretScan !== false,
      };
      const report = await inventoryCommand(config, options, context);
      const ending = { written: report.files, next: await next('done') };
      const shown = { ...config, isFull: flags.full === true };
      printInventory(report, ending, shown, context.output);
    });
}

interface InventoryFlags extends Flags {
  readonly withText?: true;
  readonly full?: true;
  readonly secretScan?: boolean;
}
