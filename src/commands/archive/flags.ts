import { type Command, Option } from 'commander';
import type { Flags } from '../../config/flags.ts';
import { EXIT } from '../../errors/errors.ts';
import type { ChannelType } from '../../model/model.ts';
import { addCommonFlags, addRedactFlag, addWorkersFlag, NeededOption } from '../common-flags.ts';
import { type ProgramWorld, prepare } from '../prepare.ts';
import type { AttachmentMode } from './site-scope.ts';

/** `mm2slack archive`. */
export function addArchive(program: Command, world: ProgramWorld): void {
  addWorkersFlag(addRedactFlag(addCommonFlags(program.command('archive'))))
    .addOption(new NeededOption('--out <place>'))
    .option('--force')
    .addOption(new Option('--attachments <how>').choices(['copy', 'link', 'names']))
    .option('--verify')
    .option('--with-deleted')
    .option('--person <username>')
    .option('--hold <file>')
    .option('--no-hold')
    .action(async (given: ArchiveFlags) => {
      if (given.verify === true) {
        await verifyArchive(given, world);
        return;
      }
      const flags = withOwnInclude(given);
      const { archiveCommand } = await import('./archive.ts');
      const { printArchive } = await import('./print.ts');
      const { isZip } = await import('../../importers/site/target.ts');
      const { config, context, next } = await prepare(flags, world);
      const options = {
        out: flags.out,
        isForced: flags.force === true,
        attachments: flags.attachments ?? 'copy',
        withDeleted: flags.withDeleted === true,
        person: flags.person,
      };
      const report = await archiveCommand(config, options, context);
      const ending = {
        written: [report.out],
        next: await next(isZip(report.out) ? 'packed-pages' : 'pages'),
      };
      printArchive(report, ending, config.lang, context.output);
      if (report.hold?.isMet === false) world.exitWith(EXIT.differs);
    });
}

/**
 * The kinds of channels that the flag names, or those that a written archive has (`written`), or public ones: the
 * setting is about what moves to Slack.
 */
export const withOwnInclude = <T extends Pick<Flags, 'include'>>(
  flags: T,
  written?: readonly ChannelType[],
): T => ({
  ...flags,
  include: flags.include ?? written?.join(',') ?? 'public',
});

async function verifyArchive(given: ArchiveFlags, world: ProgramWorld): Promise<void> {
  const { verifySite } = await import('./verify-site.ts');
  const { selectedKinds } = await import('./read-site.ts');
  const flags = withOwnInclude(given, await selectedKinds(given.out));
  const { printComparison } = await import('./print.ts');
  const { config, context, next } = await prepare(flags, world);
  const report = await verifySite(config, flags.out, context);
  const outcome = report.isClean ? 'pages-compared' : 'incomplete';
  const ending = { written: [], next: await next(outcome) };
  printComparison(report, ending, config.lang, context.output);
  if (!report.isClean) world.exitWith(EXIT.differs);
}

interface ArchiveFlags extends Flags {
  readonly out: string;
  readonly force?: true;
  readonly attachments?: AttachmentMode;
  readonly verify?: true;
  readonly withDeleted?: true;
  readonly person?: string;
}
