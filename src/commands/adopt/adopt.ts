import type { Config } from '../../config/config.ts';
import type { Line } from '../../errors/errors.ts';
import { UsageError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import { channelKey } from '../../importers/ledger/keys.ts';
import { intentOf } from '../../importers/ledger/ledger.ts';
import { readSlackTarget } from '../../importers/slack/read-target.ts';
import type { WorkspaceSession } from '../../importers/workspace/session.ts';
import type { Account } from '../../mapping/account.ts';
import { type AdoptedChannel, adoptChannels } from '../../mapping/adopt.ts';
import type { LossSummary } from '../../mapping/losses.ts';
import type { ChannelId } from '../../model/model.ts';
import { noticeText } from '../../reports/notices.ts';
import type { Language } from '../../texts/language.ts';
import type { AppliedPlan } from '../run/applied-plan.ts';
import type { Ask } from '../run/ask.ts';
import { refuseOtherConsentThanManifests } from '../run/consent.ts';
import type { CommandContext } from '../run/context.ts';
import { openPendingChanges } from '../run/pending-changes.ts';
import { askSlack, clockWarnings } from '../run/slack-access.ts';
import { type OpenSource, openLiveSource, withFiles } from '../run/source.ts';
import { keepConsent } from '../workspace/keep-consent.ts';
import { keepPeople } from '../workspace/keep-people.ts';
import { renewSavedPosts } from '../workspace/saved-posts.ts';
import { openWorkspaceScope, type WorkspaceScope } from '../workspace/scope.ts';
import { unpacedReading, withSession } from '../workspace/session.ts';
import { refuseOtherThanManifests } from './manifest-repair.ts';
import { type AdoptSettings, adoptMessages } from './messages.ts';
import { type AdoptTally, adoptAccount, noAdoptTally } from './report.ts';

export interface AdoptOptions {
  readonly applied: AppliedPlan | undefined;
  /** True when the channels need no confirmation. */
  readonly isSure: boolean;
  readonly ask: Ask | undefined;
  /** Reports which channels would be adopted, and writes nothing. */
  readonly isDryRun: boolean;
}

/** Report of `adopt`. */
export interface AdoptReport {
  readonly command: 'adopt';
  readonly workspace: string;
  readonly isDryRun: boolean;
  readonly channels: { readonly adopted: number; readonly problems: readonly Line[] };
  readonly messages: Readonly<AdoptTally>;
  /** Number of lines in pending-changes.csv. */
  readonly pending: number;
  readonly account: Account;
  readonly losses: readonly LossSummary[];
  readonly warnings: readonly Line[];
}

/**
 * Finds the channels and messages of an import in a workspace and records them in the ledger, so that sync, files and
 * verify can use them. Writes nothing into the workspace. UsageError when the channels are not confirmed, or
 * no archive of the work directory was made with this repair of texts.
 */
export async function adoptCommand(
  config: Config,
  options: AdoptOptions,
  context: CommandContext,
  open: OpenSource = openLiveSource,
): Promise<AdoptReport> {
  const { isDryRun, applied } = options;
  await refuseOtherThanManifests(config.workDirectory, config.source);
  const access = isDryRun ? 'reads' : 'writes';
  return await withSession(config, context, { command: 'adopt', access }, (session) =>
    // Messages of an archive name the files that are missing, so files are looked up as they were for the archive.
    withFiles(open, config, session.signal, async (source) => {
      const target = await askSlack(() => readSlackTarget(unpacedReading(session)));
      // The names are those of the archive: none of them is taken.
      const scope = await openWorkspaceScope(config, source, {
        ledger: session.ledger,
        target: { ...target, channels: [] },
        applied,
        isAdoption: true,
      });
      await refuseOtherConsentThanManifests(config.workDirectory, config, scope.consent);
      keepPeople(session.ledger, scope, !isDryRun);
      keepConsent(session.ledger, config, { ...scope, target }, !isDryRun);
      const channels = adoptChannels(
        scope.conversations,
        ({ channel }) => scope.decisionOf(channel.id),
        target,
      );
      if (!isDryRun) await confirm(channels, session.workspace, options, config.lang);
      return await adoptAll(
        config,
        { session, scope, adopted: channels, context, applied },
        isDryRun,
      );
    }),
  );
}

async function confirm(
  channels: readonly AdoptedChannel[],
  workspace: string,
  { isSure, ask }: AdoptOptions,
  lang: Language,
): Promise<void> {
  if (isSure) return;
  const pairs = channels.flatMap(({ conversation, place }) =>
    place === undefined ? [] : [`  ${conversation.name} = #${place.name} (${place.id})`],
  );
  const what = notice('adopt-contents', { channels: pairs.length, workspace });
  if (ask === undefined) throw new UsageError(notice('adopt-unconfirmed', { what }));
  const question = noticeText(notice('adopt-question', { what }), lang);
  const answer = await ask(`${pairs.join('\n')}\n${question} `);
  if (answer.trim().toLowerCase() !== 'yes') throw new UsageError(notice('nothing-adopted'));
}

interface ConfirmedAdoption {
  readonly session: WorkspaceSession;
  readonly scope: WorkspaceScope;
  readonly adopted: readonly AdoptedChannel[];
  readonly context: CommandContext;
  readonly applied: AppliedPlan | undefined;
}

async function adoptAll(
  settings: AdoptSettings,
  { session, scope, adopted, context, applied }: ConfirmedAdoption,
  isDryRun: boolean,
): Promise<AdoptReport> {
  const channels = new Map<ChannelId, string>();
  for (const { conversation, place } of adopted) {
    if (place !== undefined) channels.set(conversation.channel.id, place.id);
  }
  const tally = noAdoptTally();
  const pending = await openPendingChanges(settings.workDirectory);
  const renewed: Line[] = [];
  if (!isDryRun) {
    beginAdoption(session, adopted);
    if (scope.hasUnseen) session.ledger.move.setDirectImported();
    await adoptMessages(settings, { session, scope, channels }, { tally, pending }, context);
    await pending.save();
    session.ledger.move.setAdopting(false);
    renewed.push(...(await renewSavedPosts(settings, { scope, ledger: session.ledger, applied })));
  }
  return {
    command: 'adopt',
    workspace: session.workspace,
    isDryRun,
    channels: {
      adopted: channels.size,
      problems: adopted.flatMap(({ problem }) => problem ?? []),
    },
    messages: tally,
    pending: pending.size,
    account: adoptAccount(tally),
    losses: [],
    warnings: [...scope.warnings, ...scope.notes, ...renewed, ...clockWarnings(session.client)],
  };
}

/** Enters the channels, and that their messages are still to be looked for. */
function beginAdoption(
  { ledger, clock }: WorkspaceSession,
  channels: readonly AdoptedChannel[],
): void {
  ledger.transaction(() => {
    ledger.move.setAdopting(true);
    for (const { conversation, place } of channels) {
      if (place === undefined) continue;
      const { id: channelId } = conversation.channel;
      ledger.adopt({
        ...intentOf({
          key: channelKey(channelId),
          kind: 'channel',
          channelId,
          slackChannel: place.id,
        }),
        atMs: clock.todayMs(),
        ts: '',
      });
    }
  });
}
