import { Command, type CommanderError, Option } from 'commander';
import type { Config, Flags } from '../config.ts';
import type { CommandContext } from './context.ts';
import { makeOutput } from './output.ts';
import { packageVersion } from './package-version.ts';

/** What the commands need of the process. */
export interface ProgramWorld {
  readonly signal: AbortSignal;
  readonly nowMs: () => number;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** The command tree. Each command's code is loaded when it runs, so that --help stays quick. */
export function makeProgram(world: ProgramWorld): Command {
  const program = new Command('mm2slack')
    .description('Moves a Mattermost server into a Slack workspace.')
    .version(packageVersion())
    .configureOutput({ outputError: (text, write) => write(usageLine(text)) })
    .exitOverride((error: CommanderError) => {
      throw error;
    });
  addZip(program, world);
  addPreview(program, world);
  return program;
}

/** Flags that several commands share; they win over the environment and the configuration file. */
function addCommonFlags(command: Command): Command {
  return command
    .option('--config <file>', 'configuration file (default: mm2slack.yaml, if there is one)')
    .option(
      '--source <url>',
      'database: mysql://, mariadb:// or postgres://user:password@host/name',
    )
    .option(
      '--mattermost-config <file>',
      "Mattermost's own config.json: database and files are read from it",
    )
    .option('--files <folder>', "Mattermost's local file store")
    .option('--work <folder>', 'work directory (default: ./mm2slack-work)')
    .option('--include <types>', 'public,private,direct,group (default: public,private)')
    .option('--channels <names>', 'only these channels: name, team/name, display name or id')
    .option('--exclude-channels <names>', 'not these channels')
    .option('--teams <names>', 'only channels of these teams')
    .option('--from <date>', 'only posts from this day or moment on (UTC)')
    .option('--to <date>', 'only posts before this day or moment (UTC)')
    .addOption(new Option('--lang <language>', 'language of reports').choices(['en', 'ja']))
    .option('--json', 'print one JSON object')
    .option('--quiet', 'no progress and no remarks');
}

function addZip(program: Command, world: ProgramWorld): void {
  addCommonFlags(program.command('zip'))
    .description("Builds Slack's import ZIP from the database, every row accounted for.")
    .requiredOption('--out <file>', 'the ZIP to write')
    .option('--force', 'replace an existing ZIP')
    .addOption(
      new Option(
        '--split-by <what>',
        'one archive for public and one for private channels',
      ).choices(['visibility']),
    )
    .addOption(
      new Option('--system-messages <what>', 'joins, topics and the like (default: keep)').choices([
        'keep',
        'drop',
      ]),
    )
    .option('--rewrite-permalinks', 'links to old posts lead to target.workspaceUrl')
    .option(
      '--rehearsal <domain>',
      'for a trial import: every e-mail address on a domain of your own',
    )
    .action(async (flags: ZipFlags) => {
      const { zipCommand } = await import('./zip.ts');
      const { printZipReport } = await import('./zip/print-zip-report.ts');
      const { config, context } = await prepare(flags, world);
      const options = { out: flags.out, isForced: flags.force === true };
      printZipReport(await zipCommand(config, options, context), context.output);
    });
}

interface ZipFlags extends Flags {
  readonly out: string;
  readonly force?: true;
}

function addPreview(program: Command, world: ProgramWorld): void {
  addCommonFlags(program.command('preview'))
    .description('Shows posts and what becomes of them side by side, in one HTML page.')
    .requiredOption('--html <file>', 'the page to write')
    .option('--force', 'replace an existing page')
    .option('--post <id>', 'only this post: its id or its permalink')
    .action(async (flags: PreviewFlags) => {
      const { previewCommand } = await import('./preview.ts');
      const { printPreviewReport } = await import('./preview/print-preview-report.ts');
      const { config, context } = await prepare(flags, world);
      const { html, post } = flags;
      const options = { html, post, isForced: flags.force === true, samplesPerKind: 3 };
      printPreviewReport(await previewCommand(config, options, context), context.output);
    });
}

interface PreviewFlags extends Flags {
  readonly html: string;
  readonly force?: true;
  readonly post?: string;
}

/** The configuration of a run and what its command gets beside it. */
async function prepare(
  flags: Flags,
  { signal, nowMs, env }: ProgramWorld,
): Promise<{ config: Config; context: CommandContext }> {
  const { resolveConfig } = await import('../config.ts');
  const config = resolveConfig(flags, env);
  const output = makeOutput({ ...config, secrets: [config.source.password.reveal()] });
  return { config, context: { output, signal, nowMs } };
}

/** A wrong flag or command in one line, as every other complaint. */
function usageLine(text: string): string {
  const problem = text
    .replace(/^error: /, '')
    .replace(/\s+/g, ' ')
    .trim();
  return `mm2slack: ${problem} (mm2slack --help tells what there is)\n`;
}
