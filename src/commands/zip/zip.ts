import type { Config } from '../../config/config.ts';
import type { CommandContext } from '../run/context.ts';
import { openPendingChanges } from '../run/pending-changes.ts';
import type { AppliedPlan } from '../run/scope.ts';
import { type OpenSource, openSource } from '../run/source.ts';
import { commitWorkFiles, discardWorkFiles, openWorkFiles } from '../run/work-files.ts';
import { openArchives } from './archives.ts';
import { buildArchives, type ZipReport, zipWorkFiles } from './build.ts';
import { openChain } from './since-last.ts';

export interface ZipOptions {
  readonly out: string;
  readonly isForced: boolean;
  /** Only what the archives before do not hold. */
  readonly isSinceLast: boolean;
  /** Undefined when the run decides by itself. */
  readonly applied: AppliedPlan | undefined;
}

/**
 * Builds the import ZIP. Nothing has its own name before everything is written and the account
 * balances; whatever goes wrong before that leaves nothing behind.
 */
export async function zipCommand(
  config: Config,
  options: ZipOptions,
  context: CommandContext,
  open: OpenSource = openSource,
): Promise<ZipReport> {
  const { out, isForced, isSinceLast, applied } = options;
  const { splitBy, splitBytes } = config;
  const comment = archiveComment(config);
  const archives = await openArchives({ out, splitBy, maxBytes: splitBytes, isForced, comment });
  try {
    const files = await openWorkFiles(config.workDirectory, zipWorkFiles(out));
    try {
      const moved = await openChain(config, isSinceLast);
      try {
        const pending = await openPendingChanges(config.workDirectory);
        const chain = { moved, pending, isSinceLast };
        const run = { config, context, archives, files, open, applied, chain };
        const report = await buildArchives(run);
        await commitWorkFiles(files);
        await archives.commit();
        await pending.save();
        // Last: what an archive holds counts as moved when the archive has its name.
        await moved?.commit();
        return report;
      } catch (error) {
        await moved?.discard();
        throw error;
      }
    } catch (error) {
      await discardWorkFiles(files);
      throw error;
    }
  } catch (error) {
    await archives.discard();
    throw error;
  }
}

function archiveComment({ rehearsalDomain, delivery }: Config): string | undefined {
  const comments = [
    ...(rehearsalDomain === undefined ? [] : [rehearsalComment(rehearsalDomain)]),
    ...(delivery.deliver === 'bundle' ? [BUNDLE_COMMENT] : []),
  ];
  return comments.length === 0 ? undefined : comments.join('\n');
}

const BUNDLE_COMMENT =
  'mm2slack archive with files (__uploads), for keeping and for viewers. Not for import.';

/** Stands in the archive itself, so that a trial is not taken for the real thing. */
function rehearsalComment(domain: string): string {
  return `mm2slack rehearsal: every e-mail address is on ${domain}. Not for the real import.`;
}
