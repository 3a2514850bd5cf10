import type { Config } from '../config.ts';
import type { CommandContext } from './context.ts';
import type { AppliedPlan } from './hold-against-plan.ts';
import { type OpenSource, openSource } from './open-source.ts';
import { commitWorkFiles, discardWorkFiles, openWorkFiles } from './work-files.ts';
import { discardArchives, openArchives, planArchives } from './zip/archives.ts';
import { buildArchives, type ZipReport, zipWorkFiles } from './zip/build-archives.ts';

export interface ZipOptions {
  readonly out: string;
  readonly isForced: boolean;
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
  const archives = await openArchives(planArchives(options.out, config.splitBy), {
    isForced: options.isForced,
    comment: archiveComment(config),
  });
  try {
    const files = await openWorkFiles(config.workDirectory, zipWorkFiles(options.out));
    try {
      const { applied } = options;
      const report = await buildArchives({ config, context, archives, files, open, applied });
      await commitWorkFiles(files);
      for (const { zip } of archives) await zip.commit();
      return report;
    } catch (error) {
      await discardWorkFiles(files);
      throw error;
    }
  } catch (error) {
    await discardArchives(archives);
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
