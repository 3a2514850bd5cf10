import type { Command } from 'commander';
import type { Flags } from '../../config/flags.ts';
import { addCommonFlags } from '../common-flags.ts';
import type { ProgramWorld } from '../prepare.ts';
import { makeOutput } from '../run/output.ts';

const DEFAULT_FILE = 'mm2slack.yaml';

/** `mm2slack init`. */
export function addInit(program: Command, world: ProgramWorld): void {
  addCommonFlags(program.command('init'))
    .option('--force')
    .action(async (flags: InitFlags) => {
      const { initCommand } = await import('./init.ts');
      const { printInitReport } = await import('./print.ts');
      const { config, force, ...rest } = flags;
      const file = config ?? DEFAULT_FILE;
      const options = { file, isForced: force === true, ask: world.ask };
      const report = await initCommand(rest, world.env, options);
      const output = makeOutput({
        json: flags.json === true,
        quiet: flags.quiet === true,
        secrets: [],
      });
      printInitReport(report, flags.lang === 'ja' ? 'ja' : 'en', output);
    });
}

interface InitFlags extends Flags {
  readonly force?: true;
}
