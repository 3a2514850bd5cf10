import { setMaxListeners } from 'node:events';
import type { Config } from '../../config/config.ts';
import { UsageError } from '../../errors/errors.ts';
import type { CommandContext } from '../run/context.ts';
import { LossLog } from '../run/loss-log.ts';
import type { AppliedPlan } from '../run/scope.ts';
import { askSlack, askSlackOrStop } from '../run/slack-access.ts';
import { type OpenSource, openLiveSource, withFiles } from '../run/source.ts';
import {
  closeWorkFiles,
  commitWorkFiles,
  discardWorkFiles,
  openWorkFiles,
} from '../run/work-files.ts';
import { keepRedaction, setUpReplay, stopAfter } from '../workspace/session.ts';
import { collectFiles } from './inventory.ts';
import { type FilesReport, filesReport } from './report.ts';
import { deliverAll } from './upload-all.ts';

export interface FilesOptions {
  readonly applied: AppliedPlan | undefined;
  /** The run stops after so long; the same command goes on. Undefined for no limit. */
  readonly maxDurationMs: number | undefined;
  /** Looks at everything and uploads nothing; no workspace is needed. */
  readonly isCheck: boolean;
}

/**
 * Writes the manifest of all files, the emoji and the pictures, and uploads the files into the channels and threads
 * that are in the workspace by the ledger, each once. The same command goes on where it ended.
 */
export async function filesCommand(
  config: Config,
  options: FilesOptions,
  context: CommandContext,
  open: OpenSource = openLiveSource,
): Promise<FilesReport> {
  const { deliver } = config.delivery;
  if (!options.isCheck && deliver !== 'api') {
    throw new UsageError(
      `files.deliver is ${deliver}: nothing is uploaded (--check writes the manifest, the emoji and the pictures)`,
    );
  }
  const { signal, clear } = stopAfter(context.signal, options.maxDurationMs);
  // Every channel waits on it.
  setMaxListeners(0, signal);
  const setup = options.isCheck
    ? undefined
    : await askSlack(() => setUpReplay(config, context, signal));
  try {
    if (setup !== undefined) keepRedaction(setup.run.ledger, config, { isWriting: true });
    const files = await openWorkFiles(config.workDirectory, { losses: 'files-losses.jsonl' });
    try {
      const losses = new LossLog(files.of.losses);
      const report = await withFiles(open, config, signal, async (source, store) => {
        if (store === undefined) {
          throw new UsageError('no file store is given; name one with --files');
        }
        const { applied } = options;
        const run = { config, context, signal, source, store, losses, applied };
        const stock = await collectFiles(run);
        const delivered =
          setup === undefined
            ? undefined
            : await askSlackOrStop(() => deliverAll({ ...run, setup, stock }));
        return filesReport({ config, stock, delivered, losses });
      });
      await closeWorkFiles(files);
      await commitWorkFiles(files);
      return report;
    } catch (error) {
      await discardWorkFiles(files);
      throw error;
    }
  } finally {
    clear();
    setup?.close();
  }
}
