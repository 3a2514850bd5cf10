import type { Config } from '../../config/config.ts';
import type { AppliedPlan } from '../run/applied-plan.ts';
import type { CommandContext } from '../run/context.ts';
import { fileLinks, linkWarnings } from '../run/file-links.ts';
import { openScope } from '../run/scope.ts';
import { type OpenSource, openCountedSource, withFiles } from '../run/source.ts';
import { withWorkLock } from '../run/work-lock.ts';
import { buildArchives } from './build.ts';
import { openZip, type ZipRequest } from './open.ts';
import { type ZipReport, zipReport } from './report.ts';

export interface ZipOptions extends ZipRequest {
  /** Undefined when the run makes its own decisions. */
  readonly applied: AppliedPlan | undefined;
}

/**
 * Reads the source in one snapshot and builds the import ZIP. Files get their names when everything is written and the
 * account balances; a run that fails before that leaves no file. AccountError when the account does not balance.
 */
export async function zipCommand(
  config: Config,
  options: ZipOptions,
  context: CommandContext,
  open: OpenSource = openCountedSource,
): Promise<ZipReport> {
  return await withWorkLock(config.workDirectory, 'zip', () =>
    build(config, options, context, open),
  );
}

async function build(
  config: Config,
  options: ZipOptions,
  context: CommandContext,
  open: OpenSource,
): Promise<ZipReport> {
  const { applied } = options;
  const target = await openZip(config, options);
  try {
    const isLinked = config.delivery.deliver === 'link';
    const report = await withFiles(
      open,
      config,
      context.signal,
      async (source, fileStore) => {
        const warnings = [...config.warnings, ...linkWarnings(config)];
        const scope = await openScope({ ...config, warnings }, source, { applied });
        const built = await buildArchives(config, { scope, fileStore, target, context });
        const facts = { format: options.format, applied, todayMs: context.todayMs() };
        return zipReport(config, scope, target, { ...built, ...facts });
      },
      isLinked ? fileLinks(config, context.todayMs()) : undefined,
    );
    await target.commit(report.archives);
    return report;
  } catch (error) {
    await target.discard();
    throw error;
  }
}
