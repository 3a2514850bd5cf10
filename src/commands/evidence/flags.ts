import type { Command } from 'commander';
import type { Flags } from '../../config/flags.ts';
import { addPlainFlags, NeededOption, splitWorkFolders } from '../common-flags.ts';
import { type ProgramWorld, prepareUsable } from '../prepare.ts';

/** `mm2slack evidence`. */
export function addEvidence(program: Command, world: ProgramWorld): void {
  addPlainFlags(program.command('evidence'), 'several')
    .addOption(new NeededOption('--out <file>'))
    .option('--redacted')
    .option('--force')
    .action(async ({ work, ...given }: EvidenceFlags) => {
      const { own, further } = splitWorkFolders(work);
      const flags: Flags = { ...given, ...own };
      const { evidenceCommand } = await import('./evidence.ts');
      const { printEvidenceReport } = await import('./print.ts');
      const { parts, secrets, output, next } = await prepareUsable(flags, world);
      const report = await evidenceCommand({
        out: given.out,
        isForced: given.force === true,
        isRedacted: given.redacted === true,
        workDirectories: [parts.workDirectory, ...further],
        secrets,
      });
      const ending = { written: [report.file], next: await next('packed') };
      printEvidenceReport(report, ending, parts.lang, output);
    });
}

interface EvidenceFlags extends Omit<Flags, 'work'> {
  readonly work?: readonly string[];
  readonly out: string;
  readonly redacted?: true;
  readonly force?: true;
}
