import type { Config } from '../../config/config.ts';
import type { Line } from '../../errors/errors.ts';
import { readSlackTarget } from '../../importers/slack/read-target.ts';
import type { Account } from '../../mapping/account.ts';
import type { LossSummary } from '../../mapping/losses.ts';
import type { AppliedPlan } from '../run/applied-plan.ts';
import type { CommandContext } from '../run/context.ts';
import { askSlackOrStop, clockWarnings } from '../run/slack-access.ts';
import { type OpenSource, openLiveSource, uploadStore, withFiles } from '../run/source.ts';
import { type CallCount, callCounts } from '../workspace/each-conversation.ts';
import { refuseUnadopted, requireAdopted } from '../workspace/guards.ts';
import { keepConsent } from '../workspace/keep-consent.ts';
import { keepPeople } from '../workspace/keep-people.ts';
import { WorkspaceLosses } from '../workspace/losses.ts';
import { renewSavedPosts } from '../workspace/saved-posts.ts';
import { openWorkspaceScope } from '../workspace/scope.ts';
import { unpacedReading, withSession } from '../workspace/session.ts';
import { previewReplay, replayAll } from './run.ts';

export interface ReplayOptions {
  /** Undefined when the run makes its own decisions. */
  readonly applied: AppliedPlan | undefined;
  /** Time after which the run stops; the same command resumes it. Undefined for no limit. */
  readonly maxDurationMs: number | undefined;
  /** Reports what a replay would do, and does nothing. */
  readonly isDryRun: boolean;
}

/** Report of `replay`. */
export interface ReplayReport {
  readonly command: 'replay';
  readonly workspace: string;
  /** True for a dry run. */
  readonly isDryRun: boolean;
  readonly conversations: number;
  /** Number of posts that remain to be delivered. */
  readonly postsLeft: number;
  /** Number of the app's messages in the workspace, those of earlier runs included. */
  readonly messages: number;
  /** Undefined for a dry run, which delivers nothing. */
  readonly account: Account | undefined;
  readonly losses: readonly LossSummary[];
  readonly calls: readonly CallCount[];
  /** Seconds that Slack asked to wait beyond its documented rate limits. */
  readonly throttledSeconds: number;
  readonly warnings: readonly Line[];
}

/**
 * Posts the history through Slack's API, each message once, however often the run is stopped. The same command resumes
 * where the ledger ends.
 */
export async function replayCommand(
  config: Config,
  options: ReplayOptions,
  context: CommandContext,
  open: OpenSource = openLiveSource,
): Promise<ReplayReport> {
  const { applied, maxDurationMs, isDryRun } = options;
  const access = isDryRun ? 'reads' : 'writes';
  return await withSession(
    config,
    context,
    { command: 'replay', access, check: requireAdopted, maxDurationMs },
    async (session) => {
      const { ledger } = session;
      const losses = await WorkspaceLosses.open(ledger, config.workDirectory);
      const report = await withFiles(open, config, session.signal, async (source, store) => {
        const fileStore = uploadStore(config.delivery, store);
        return await askSlackOrStop(async () => {
          const target = await readSlackTarget(unpacedReading(session));
          const scope = await openWorkspaceScope(config, source, { ledger, target, applied });
          await refuseUnadopted(config.workDirectory, ledger, scope);
          keepPeople(ledger, scope, !isDryRun);
          keepConsent(ledger, config, scope, !isDryRun);
          const work = { session, scope, losses, fileStore, context };
          if (isDryRun) return await previewReplay(config, work);
          const replayed = await replayAll(config, work);
          const renewed = await renewSavedPosts(config, { scope, ledger, applied });
          return { ...replayed, warnings: [...replayed.warnings, ...renewed] };
        });
      });
      const { counts } = session.pacer;
      return {
        command: 'replay',
        workspace: session.workspace,
        isDryRun,
        ...report,
        warnings: [...report.warnings, ...clockWarnings(session.client)],
        losses: isDryRun ? [] : losses.summary('all'),
        calls: callCounts(counts.calls),
        throttledSeconds: Math.round(counts.throttledMs / 1000),
      };
    },
  );
}
