import type { Config } from '../../config/config.ts';
import { readSlackTarget } from '../../importers/slack/read-target.ts';
import { withSpool } from '../../importers/workspace/message-spool.ts';
import type { AppliedPlan } from '../run/applied-plan.ts';
import type { CommandContext } from '../run/context.ts';
import { askSlackOrStop } from '../run/slack-access.ts';
import { type OpenSource, openLiveSource, withFiles } from '../run/source.ts';
import {
  listOwner,
  openDifferenceList,
  requireDifferenceList,
} from '../workspace/difference-list.ts';
import { HeldBack } from '../workspace/held-back.ts';
import { keepConsent } from '../workspace/keep-consent.ts';
import { keepPeople } from '../workspace/keep-people.ts';
import { channelsInWorkspace } from '../workspace/known-channels.ts';
import { WorkspaceLosses } from '../workspace/losses.ts';
import { replayContexts } from '../workspace/message-context.ts';
import { openWorkspaceScope } from '../workspace/scope.ts';
import { unpacedReading, withSession } from '../workspace/session.ts';
import { refuseOlderSource } from './guards.ts';
import { type RepairItem, type RepairRun, repairListed } from './repair-listed.ts';
import { type RepairReport, repairReport } from './repair-report.ts';
import { noRepairTally } from './repair-tally.ts';

export interface RepairOptions {
  /** Undefined when the run makes its own decisions. */
  readonly applied: AppliedPlan | undefined;
  /** Time after which the run stops; the same command resumes it. Undefined for no limit. */
  readonly maxDurationMs: number | undefined;
  /** True to look only: what would be sent goes to `onItem`, and nothing is written. */
  readonly isDryRun: boolean;
  /** Takes each thing that a dry run would send. */
  readonly onItem: (item: RepairItem) => void;
}

/**
 * Sends again what the last `verify` of the workspace listed as missing and the ledger holds, after another look into
 * the workspace. UsageError when the list does not fit; TargetError and SourceError as those of `sync`.
 */
export async function repairCommand(
  config: Config,
  { applied, maxDurationMs, isDryRun, onItem }: RepairOptions,
  context: CommandContext,
  open: OpenSource = openLiveSource,
): Promise<RepairReport> {
  const { workDirectory } = config;
  await requireDifferenceList(workDirectory);
  const access = isDryRun ? 'reads' : 'repairs';
  return await withSession(config, context, { command: 'sync', access, maxDurationMs }, (session) =>
    withFiles(open, config, session.signal, (source, fileStore) =>
      askSlackOrStop(async () => {
        const { ledger } = session;
        const list = await openDifferenceList(workDirectory, await listOwner(session, source));
        refuseOlderSource(ledger, await source.latestChangeMs(), config.sync.overlapMs);
        const target = await readSlackTarget(unpacedReading(session));
        const scope = await openWorkspaceScope(config, source, { ledger, target, applied });
        keepPeople(ledger, scope, false);
        keepConsent(ledger, config, scope, false);
        const losses = await WorkspaceLosses.open(ledger, workDirectory);
        const channels = channelsInWorkspace(ledger, scope);
        const contextOf = replayContexts(config, scope, channels);
        const found = { tally: noRepairTally(), warnings: [], held: new HeldBack() };
        const run: Omit<RepairRun, 'work'> = { session, scope, channels, contextOf };
        return await withSpool(workDirectory, async (spool) => {
          const repair = { ...run, work: { ...found, losses, fileStore, spool } };
          await repairListed(repair, list, context, isDryRun ? onItem : undefined);
          if (!isDryRun) await losses.show(scope);
          return repairReport(repair, isDryRun);
        });
      }),
    ),
  );
}
