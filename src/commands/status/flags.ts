import type { Command } from 'commander';
import type { Flags } from '../../config/flags.ts';
import { addPlainFlags } from '../common-flags.ts';
import { type ProgramWorld, secretsOf } from '../prepare.ts';
import { makeOutput } from '../run/output.ts';

/** `mm2slack status`. */
export function addStatus(program: Command, world: ProgramWorld): void {
  addPlainFlags(program.command('status'), 'one').action(async (flags: Flags) => {
    const { statusCommand } = await import('./status.ts');
    const { printStatusReport } = await import('./print.ts');
    const { resolveUsableParts } = await import('../../config/usable-parts.ts');
    const { ConfigError } = await import('../../errors/errors.ts');
    const parts = resolveUsableParts(flags, world.env);
    const secrets = secretsOf(parts);
    world.heed({ secrets, lang: parts.lang });
    if (parts.workDirectory === undefined) throw new ConfigError(parts.complaints);
    const report = await statusCommand({
      work: parts.workDirectory,
      config: flags.config,
      uploadsFiles: parts.deliver === 'api',
    });
    const output = makeOutput({ json: flags.json === true, quiet: flags.quiet === true, secrets });
    printStatusReport(report, parts.lang, output);
  });
}
