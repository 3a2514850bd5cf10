import { type Command, Option } from 'commander';
import type { Flags } from '../../config/flags.ts';
import { addPlainFlags } from '../common-flags.ts';
import { type ProgramWorld, prepareUsable } from '../prepare.ts';

/** `mm2slack people`. */
export function addPeople(program: Command, world: ProgramWorld): void {
  addPlainFlags(program.command('people'), 'one')
    .addOption(new Option('--target <what>').choices(['slack']))
    .option('--no-browser')
    .action(async (flags: PeopleFlags) => {
      const { peopleCommand } = await import('./people.ts');
      const { printPeopleReport } = await import('./print.ts');
      const { ConfigError } = await import('../../errors/errors.ts');
      const { parts, output, next } = await prepareUsable(flags, world);
      const { workDirectory: work, lang } = parts;
      const slack = flags.target === undefined ? undefined : parts.slack;
      if (flags.target !== undefined && slack === undefined) {
        throw new ConfigError(parts.complaints);
      }
      const options = { work, lang, slack, usesPage: flags.browser };
      const report = await peopleCommand(options, { ...world, output });
      const outcome = report.savedLines > 0 ? 'edited' : 'done';
      const ending = { written: report.files, next: await next(outcome) };
      printPeopleReport(report, ending, lang, output);
    });
}

interface PeopleFlags extends Flags {
  readonly target?: 'slack';
  /** False for --no-browser. */
  readonly browser: boolean;
}
