import { type Command, Option } from 'commander';
import { DEFAULTS } from '../../config/defaults.ts';
import type { Flags } from '../../config/flags.ts';
import { EXIT } from '../../errors/errors.ts';
import { addCommonFlags } from '../common-flags.ts';
import { nextAfter, type ProgramWorld, secretsOf } from '../prepare.ts';
import { makeOutput } from '../run/output.ts';
import { hiding } from '../run/redact.ts';

/** `mm2slack doctor`. */
export function addDoctor(program: Command, world: ProgramWorld): void {
  addCommonFlags(program.command('doctor'))
    .addOption(new Option('--target <what>').choices(['slack', 'zip']))
    .option('--out <file>')
    .option('--manifest')
    .action(async (flags: DoctorFlags) => {
      const { runChecks, hasFailure } = await import('../run/checks/run-checks.ts');
      const { printDoctorReport } = await import('./print.ts');
      const { resolveUsableParts } = await import('../../config/usable-parts.ts');
      const parts = resolveUsableParts(flags, world.env);
      const secrets = secretsOf(parts);
      const { workDirectory: work = DEFAULTS.work, deliver } = parts;
      const places = { work, uploadsFiles: deliver === 'api' };
      world.configure({ secrets, lang: parts.lang, places });
      const isJson = flags.json === true;
      const isQuiet = flags.quiet === true;
      const report = await runChecks(parts, {
        nodeVersion: world.nodeVersion,
        out: flags.out,
        needsSlack: flags.target === 'slack',
        showManifest: flags.manifest === true,
        shown: { json: isJson, quiet: isQuiet, lang: parts.lang },
        signal: world.signal,
        todayMs: world.todayMs(),
      });
      const { journal } = world;
      const verbose = flags.verbose === true;
      const output = makeOutput({ json: isJson, quiet: isQuiet, secrets, journal, verbose });
      const isBad = parts.complaints.length > 0 || hasFailure(report);
      const next = nextAfter(flags, world.argv, places);
      const ending = { written: [], next: await next(isBad ? 'incomplete' : 'checked') };
      printDoctorReport(report, ending, { lang: parts.lang, hide: hiding(secrets) }, output);
      if (parts.complaints.length > 0) world.exitWith(EXIT.refused);
      else if (hasFailure(report)) world.exitWith(EXIT.differs);
    });
}

interface DoctorFlags extends Flags {
  readonly target?: 'slack' | 'zip';
  readonly out?: string;
  readonly manifest?: true;
}
