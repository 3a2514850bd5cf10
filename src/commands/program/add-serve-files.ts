import type { Command } from 'commander';
import type { Flags } from '../../config.ts';
import { addCommonFlags } from './common-flags.ts';
import { type ProgramWorld, prepare } from './prepare.ts';

/** `mm2slack serve-files`. */
export function addServeFiles(program: Command, world: ProgramWorld): void {
  addCommonFlags(program.command('serve-files'))
    .description('Serves the file store by signed links that expire, until it is stopped.')
    .option('--listen <address>', 'host:port to listen on (default: 127.0.0.1:8080)')
    .action(async (flags: ServeFilesFlags) => {
      const { serveFilesCommand } = await import('../serve-files.ts');
      const { parseListen } = await import('../serve-files/parse-listen.ts');
      const listen = parseListen(flags.listen);
      const { config, context } = await prepare(flags, world);
      const report = await serveFilesCommand(config, listen, context);
      context.output.json({ ...report });
      const { filesServed, bytesServed, refused } = report;
      context.output.line(
        `${filesServed.toLocaleString('en-US')} files served (${bytesServed.toLocaleString('en-US')} bytes), ${refused.toLocaleString('en-US')} requests refused`,
      );
    });
}

interface ServeFilesFlags extends Flags {
  readonly listen?: string;
}
