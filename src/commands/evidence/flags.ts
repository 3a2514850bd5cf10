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
    .action(async ({ work: folders, ...given }: EvidenceFlags) => {
      const { own, further } = splitWorkFolders(folders);
      const flags: Flags = { ...given, ...own };
      const { evidenceCommand } = await import('./evidence.ts');
      const { printEvidenceReport } = await import('./print.ts');
      const { parts, secrets, output, next } = await prepareUsable(flags, world);
      const { workDirectory: work, lang } = parts;
      const report = await evidenceCommand({
        out: given.out,
        isForced: given.force === true,
        isRedacted: given.redacted === true,
        workDirectories: [work, ...further],
        secrets,
      });
      // A copy for a support case is no end of a move.
      const outcome = report.isRedacted ? 'done' : 'packed';
      const ending = { written: [report.file], next: await next(outcome) };
      printEvidenceReport(report, ending, lang, output);
    });
}

interface EvidenceFlags extends Omit<Flags, 'work'> {
  readonly work?: readonly string[];
  readonly out: string;
  readonly redacted?: true;
  readonly force?: true;
}
