import { setMaxListeners } from 'node:events';
import type { Config } from '../config.ts';
import type { CommandContext } from './context.ts';
import type { AppliedPlan } from './hold-against-plan.ts';
import { openLiveSource, openSource } from './open-source.ts';
import { keepRedaction } from './replay/keep-redaction.ts';
import { setUpReplay } from './replay/replay-setup.ts';
import { verifyMarkdown } from './report/verify/verify-markdown.ts';
import { askSlack, askSlackOrStop } from './slack-access.ts';
import { refuseUnredacted } from './verify/refuse-unredacted.ts';
import { VERIFY_WORK_FILES, type VerifyFiles, verifyFiles } from './verify/verify-files.ts';
import type { VerifyReport } from './verify/verify-report.ts';
import { requireLedger, verifyWorkspace } from './verify/verify-workspace.ts';
import { verifyZip } from './verify/verify-zip.ts';
import { withSource } from './with-source.ts';
import { closeWorkFiles, commitWorkFiles, discardWorkFiles, openWorkFiles } from './work-files.ts';

export interface VerifyOptions {
  /** Undefined when the run decides by itself. */
  readonly applied: AppliedPlan | undefined;
  /** The archives, in the order in which they are imported; empty for the workspace. */
  readonly zips: readonly string[];
  /** Files of a workspace are downloaded and their bytes compared. */
  readonly comparesBytes: boolean;
}

/** Reads the target back and compares it with the source, both ways. It writes into the work directory alone. */
export async function verifyCommand(
  config: Config,
  options: VerifyOptions,
  context: CommandContext,
): Promise<VerifyReport> {
  setMaxListeners(0, context.signal);
  if (options.zips.length === 0) await requireLedger(config);
  await refuseUnredacted(options.zips, config);
  const work = await openWorkFiles(config.workDirectory, VERIFY_WORK_FILES);
  try {
    const files = verifyFiles(work.of.differences, config);
    const verify = options.zips.length > 0 ? againstZips : againstWorkspace;
    const report = await verify(config, options, context, files);
    await work.of.report.write(verifyMarkdown(report, config.lang));
    await closeWorkFiles(work);
    await commitWorkFiles(work);
    return report;
  } catch (error) {
    await discardWorkFiles(work);
    throw error;
  }
}

function againstZips(
  config: Config,
  { applied, zips }: VerifyOptions,
  context: CommandContext,
  files: VerifyFiles,
): Promise<VerifyReport> {
  return withSource(openSource, config, context.signal, (source) =>
    verifyZip({ config, context, source, applied, zips, files }),
  );
}

async function againstWorkspace(
  config: Config,
  { applied, comparesBytes }: VerifyOptions,
  context: CommandContext,
  files: VerifyFiles,
): Promise<VerifyReport> {
  const setup = await askSlack(() => setUpReplay(config, context, context.signal));
  try {
    keepRedaction(setup.run.ledger, config, { isWriting: false });
    return await withSource(openLiveSource, config, context.signal, (source) =>
      askSlackOrStop(() =>
        verifyWorkspace({ config, context, setup, source, applied, files, comparesBytes }),
      ),
    );
  } finally {
    setup.close();
  }
}
