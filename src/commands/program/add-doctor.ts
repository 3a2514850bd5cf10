import type { Command } from 'commander';
import type { Flags } from '../../config.ts';
import { EXIT } from '../../errors.ts';
import { addCommonFlags } from './common-flags.ts';
import { type ProgramWorld, prepare } from './prepare.ts';

/** `mm2slack doctor`. */
export function addDoctor(program: Command, world: ProgramWorld): void {
  addCommonFlags(program.command('doctor'))
    .description('Checks database, files, disk and Slack: can a run succeed?')
    .option('--manifest', 'print a manifest for a Slack app that has every scope')
    .action(async (flags: DoctorFlags) => {
      const { doctorCommand, hasFailure } = await import('../doctor.ts');
      const { printDoctorReport } = await import('../doctor/print-doctor-report.ts');
      const { config, context } = await prepare(flags, world);
      const options = { nodeVersion: world.nodeVersion, showManifest: flags.manifest === true };
      const report = await doctorCommand(config, options);
      printDoctorReport(report, context.output);
      if (hasFailure(report)) world.exitWith(EXIT.differs);
    });
}

interface DoctorFlags extends Flags {
  readonly manifest?: true;
}
