import { stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config, SourceSettings } from '../../config/config.ts';
import { UsageError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import type { WorkspaceSession } from '../../importers/workspace/session.ts';
import type { AppliedPlan } from '../run/applied-plan.ts';
import { refuseOtherConsentThanManifests } from '../run/consent.ts';
import type { CommandContext } from '../run/context.ts';
import { LossLog } from '../run/loss-log.ts';
import { LOSS_FILES } from '../run/record-files.ts';
import { openScope, type ScopeSettings } from '../run/scope.ts';
import { askSlackOrStop } from '../run/slack-access.ts';
import { type OpenSource, openLiveSource, withFiles } from '../run/source.ts';
import {
  closeWorkFiles,
  commitWorkFiles,
  discardWorkFiles,
  openWorkFiles,
  type WorkFiles,
} from '../run/work-files.ts';
import { withWorkLock } from '../run/work-lock.ts';
import { requireConsent } from '../workspace/keep-consent.ts';
import { withSession, withTimeLimit } from '../workspace/session.ts';
import { deliveryLosses } from './delivery-losses.ts';
import { collectFiles } from './inventory.ts';
import { type FilesReport, filesReport } from './report.ts';
import { deliverAll, type UploadSettings } from './upload-all.ts';

export interface FilesOptions {
  readonly applied: AppliedPlan | undefined;
  /** Time after which the run stops; the same command resumes it. Undefined for no limit. */
  readonly maxDurationMs: number | undefined;
  /** Writes the manifest, emoji and pictures, and uploads nothing; no workspace is needed. */
  readonly isCheck: boolean;
}

/**
 * Writes the manifest of all files, the emoji and the pictures, and uploads each file once into the channel or thread
 * that the ledger has for its post. The same command resumes a stopped run.
 */
export async function filesCommand(
  config: Config,
  options: FilesOptions,
  context: CommandContext,
  open: OpenSource = openLiveSource,
): Promise<FilesReport> {
  const { deliver } = config.delivery;
  if (!options.isCheck && deliver !== 'api') {
    throw new UsageError(notice('files-not-uploaded', { deliver }));
  }
  const { maxDurationMs } = options;
  if (!options.isCheck) {
    return await withSession(
      config,
      context,
      { command: 'files', access: 'writes', maxDurationMs },
      (session) =>
        collectAndDeliver(config, options, { context, open, session, signal: session.signal }),
    );
  }
  return await withWorkLock(config.workDirectory, 'files', () =>
    withTimeLimit(context.signal, maxDurationMs, (signal) =>
      collectAndDeliver(config, options, { context, open, session: undefined, signal }),
    ),
  );
}

interface FilesWorld {
  readonly context: CommandContext;
  readonly open: OpenSource;
  /** Undefined when nothing is uploaded. */
  readonly session: WorkspaceSession | undefined;
  readonly signal: AbortSignal;
}

/** Settings of a run of `files`. */
type FilesSettings = ScopeSettings & SourceSettings & UploadSettings;

async function collectAndDeliver(
  settings: FilesSettings,
  { applied }: FilesOptions,
  { context, open, session, signal }: FilesWorld,
): Promise<FilesReport> {
  const { workDirectory } = settings;
  const files = await openWorkFiles(workDirectory, { losses: LOSS_FILES.files });
  try {
    const losses = new LossLog(files.of.losses);
    const report = await withFiles(open, settings, signal, async (source, store) => {
      if (store === undefined) {
        throw new UsageError(notice('file-store-missing'));
      }
      const scope = await openScope(settings, source, { applied });
      if (session !== undefined) requireConsent(session.ledger, settings, scope);
      await refuseOtherConsentThanManifests(workDirectory, settings, scope.consent);
      const run = { scope, store, workDirectory, losses, context };
      const inventory = await collectFiles(run, signal);
      const delivered =
        session === undefined
          ? undefined
          : await askSlackOrStop(() => deliverAll(settings, session, run, inventory));
      return await filesReport(workDirectory, scope, { inventory, delivered, losses });
    });
    if (session === undefined) {
      const former = deliveryLosses(join(workDirectory, LOSS_FILES.files));
      for await (const line of former) await files.of.losses.write(`${line}\n`);
    }
    await closeWorkFiles(files);
    if (session === undefined) await commitOfCheck(files, join(workDirectory, LOSS_FILES.files));
    else await commitWorkFiles(files);
    return report;
  } catch (error) {
    await discardWorkFiles(files);
    throw error;
  }
}

/**
 * Gives the file of a check the time of the one that it replaces, or none: by that time `status` knows whether the
 * attachments were uploaded after the import, and a check uploads nothing.
 */
async function commitOfCheck(files: WorkFiles<'losses'>, path: string): Promise<void> {
  const formerMs = (await stat(path).catch(() => undefined))?.mtimeMs ?? 0;
  await commitWorkFiles(files);
  await utimes(path, formerMs / 1000, formerMs / 1000);
}
