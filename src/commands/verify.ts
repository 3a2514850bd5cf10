import { setMaxListeners } from 'node:events';
import type { Config } from '../config.ts';
import type { CommandContext } from './context.ts';
import type { AppliedPlan } from './hold-against-plan.ts';
import { openLiveSource, openSource } from './open-source.ts';
import { verifyMarkdown } from './report/verify/verify-markdown.ts';
import type { VerifyReport } from './verify/verify-report.ts';
import { VERIFY_WORK_FILES, verifyFiles } from './verify/verify-files.ts';
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
  { applied, zips }: VerifyOptions,
  context: CommandContext,
): Promise<VerifyReport> {
  setMaxListeners(0, context.signal);
  const work = await openWorkFiles(config.workDirectory, VERIFY_WORK_FILES);
  try {
    const files = verifyFiles(work, config);
    const open = zips.length > 0 ? openSource : openLiveSource;
    const report = await withSource(open, config, context.signal, (source) =>
      verifyZip({ config, context, source, applied, zips, files }),
    );
    await work.of.report.write(verifyMarkdown(report, config.lang));
    await closeWorkFiles(work);
    await commitWorkFiles(work);
    return report;
  } catch (error) {
    await discardWorkFiles(work);
    throw error;
  }
}
