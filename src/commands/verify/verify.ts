import { setMaxListeners } from 'node:events';
import { createReadStream } from 'node:fs';
import { access } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { Config, SourceSettings } from '../../config/config.ts';
import { UsageError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import type { VerifyReport } from '../../mapping/verify/report.ts';
import { verifyMarkdown } from '../../reports/verify.ts';
import type { CommandContext } from '../run/context.ts';
import { askSlackOrStop } from '../run/slack-access.ts';
import { openLiveSource, openSource, withSource } from '../run/source.ts';
import {
  closeWorkFiles,
  commitWorkFiles,
  discardWorkFiles,
  openWorkFiles,
} from '../run/work-files.ts';
import { type SessionSettings, withSession } from '../workspace/session.ts';
import { VERIFY_WORK_FILES } from './files.ts';
import type { VerifyOptions, VerifyRun } from './run.ts';
import { requireLedger, verifyWorkspace } from './workspace.ts';
import { verifyZip } from './zip.ts';

/** Reads the target back and compares it with the source in both directions. Writes only into the work directory. */
export async function verifyCommand(
  config: Config,
  options: VerifyOptions,
  context: CommandContext,
): Promise<VerifyReport> {
  setMaxListeners(0, context.signal);
  if (options.zips.length === 0) await requireLedger(config.workDirectory);
  await refuseUnredacted(options.zips, config);
  const work = await openWorkFiles(config.workDirectory, VERIFY_WORK_FILES);
  try {
    const run: VerifyRun = { settings: config, options, context, lines: work.of.differences };
    const report = await (options.zips.length > 0 ? againstZips : againstWorkspace)(run, config);
    await work.of.report.write(verifyMarkdown(report, config.lang));
    await closeWorkFiles(work);
    await commitWorkFiles(work);
    return report;
  } catch (error) {
    await discardWorkFiles(work);
    throw error;
  }
}

const againstZips = (run: VerifyRun, settings: SourceSettings): Promise<VerifyReport> =>
  withSource(openSource, settings, run.context.signal, (source) => verifyZip(run, source));

async function againstWorkspace(
  run: VerifyRun,
  settings: SourceSettings & SessionSettings,
): Promise<VerifyReport> {
  return await withSession(
    settings,
    run.context,
    { command: 'verify', access: 'reads' },
    (session) =>
      withSource(openLiveSource, settings, session.signal, (source) =>
        askSlackOrStop(() => verifyWorkspace(run, session, source)),
      ),
  );
}

const headLine = z.looseObject({ options: z.looseObject({ redactSecrets: z.literal(true) }) });

/**
 * Throws UsageError when an archive was made with --redact-secrets and this run lacks the flag: every credential
 * would be a difference, and be written into differences.jsonl. An archive without a manifest passes.
 */
async function refuseUnredacted(
  zips: readonly string[],
  { workDirectory, redactSecrets }: Pick<Config, 'workDirectory' | 'redactSecrets'>,
): Promise<void> {
  if (redactSecrets) return;
  for (const zip of zips) {
    const name = basename(zip);
    if (await isRedacted(join(workDirectory, `${name}.manifest.jsonl`))) {
      throw new UsageError(notice('archive-is-redacted', { name }));
    }
  }
}

/** False for a file that is not a manifest; checkManifests reports it. */
async function isRedacted(manifest: string): Promise<boolean> {
  try {
    await access(manifest);
  } catch {
    return false;
  }
  const stream = createReadStream(manifest);
  try {
    for await (const line of createInterface({ input: stream })) {
      return headLine.safeParse(parsed(line)).success;
    }
    return false;
  } finally {
    stream.destroy();
  }
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
