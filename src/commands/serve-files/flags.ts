import { join } from 'node:path';
import type { Command } from 'commander';
import type { Flags } from '../../config/flags.ts';
import { UsageError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import { addCommonFlags } from '../common-flags.ts';
import { type ProgramWorld, prepare } from '../prepare.ts';
import { SERVED_FILE } from '../run/record-files.ts';
import type { Listen } from './serve-files.ts';

/** `mm2slack serve-files`. */
export function addServeFiles(program: Command, world: ProgramWorld): void {
  addCommonFlags(program.command('serve-files'))
    .option('--listen <address>')
    .action(async (flags: ServeFilesFlags) => {
      const { serveFilesCommand } = await import('./serve-files.ts');
      const { printServeFilesReport } = await import('./print.ts');
      const listen = parseListen(flags.listen);
      const { config, context, next } = await prepare(flags, world);
      const report = await serveFilesCommand(config, listen, context);
      const ending = {
        written: [join(config.workDirectory, SERVED_FILE)],
        next: await next('done'),
      };
      printServeFilesReport(report, ending, config.lang, context.output);
    });
}

interface ServeFilesFlags extends Flags {
  readonly listen?: string;
}

/** `host:port`, `[::1]:port`; the machine itself on 8080 when nothing is said. UsageError for anything else. */
function parseListen(text = '127.0.0.1:8080'): Listen {
  const [, host = '', port = ''] = /^(\[[\da-f:]+\]|[\w.-]+):(\d{1,5})$/i.exec(text) ?? [];
  if (host === '' || Number(port) > 65_535) {
    throw new UsageError(notice('listen-unusable', { text }));
  }
  return { host: host.replace(/^\[|\]$/g, ''), port: Number(port) };
}
