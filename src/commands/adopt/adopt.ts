import { setMaxListeners } from 'node:events';
import type { Config } from '../../config/config.ts';
import type { Line } from '../../errors/errors.ts';
import { UsageError } from '../../errors/errors.ts';
import { channelKey } from '../../importers/ledger/keys.ts';
import { intentOf } from '../../importers/ledger/ledger.ts';
import { readSlackTarget } from '../../importers/slack/read-target.ts';
import type { Account } from '../../mapping/account.ts';
import { type AdoptedChannel, adoptChannels } from '../../mapping/adopt.ts';
import type { LossSummary } from '../../mapping/losses.ts';
import type { ChannelId } from '../../model/model.ts';
import type { Ask } from '../run/ask.ts';
import type { CommandContext } from '../run/context.ts';
import { openPendingChanges } from '../run/pending-changes.ts';
import { type AppliedPlan, livePosts } from '../run/scope.ts';
import { askSlack, slackReading } from '../run/slack-access.ts';
import { type OpenSource, openLiveSource, withFiles } from '../run/source.ts';
import { decideReplay } from '../workspace/decide.ts';
import { keepRedaction, type ReplaySetup, setUpReplay } from '../workspace/session.ts';
import { type AdoptParts, adoptMessages } from './messages.ts';
import { type AdoptTally, adoptAccount, noAdoptTally } from './report.ts';

export interface AdoptOptions {
  readonly applied: AppliedPlan | undefined;
  /** Nobody is asked. */
  readonly isSure: boolean;
  readonly ask: Ask | undefined;
  /** Says which channels would be adopted, and writes nothing. */
  readonly isDryRun: boolean;
}

/** What `adopt` prints and gives as JSON. */
export interface AdoptReport {
  readonly command: 'adopt';
  readonly workspace: string;
  readonly isDryRun: boolean;
  readonly channels: { readonly adopted: number; readonly problems: readonly Line[] };
  readonly messages: Readonly<AdoptTally>;
  /** Lines of pending-changes.csv. */
  readonly pending: number;
  readonly account: Account;
  readonly losses: readonly LossSummary[];
  readonly warnings: readonly Line[];
}

/**
 * Finds what an import brought into a workspace and enters it in the ledger, so that sync, files and verify know it.
 * Reads only. UsageError when nobody confirms the channels.
 */
export async function adoptCommand(
  config: Config,
  options: AdoptOptions,
  context: CommandContext,
  open: OpenSource = openLiveSource,
): Promise<AdoptReport> {
  setMaxListeners(0, context.signal);
  const setup = await askSlack(() => setUpReplay(config, context, context.signal));
  try {
    keepRedaction(setup.run.ledger, config, { isWriting: !options.isDryRun });
    // Its messages say what files did not arrive, so they are looked up as they were for the archive.
    return await withFiles(open, config, context.signal, async (source) => {
      const target = await askSlack(() => readSlackTarget(slackReading(config, context.signal)));
      // The names are those that the archive had: none of them is taken.
      const decided = await decideReplay({
        ...{ config, source, ledger: setup.run.ledger, applied: options.applied },
        target: { ...target, channels: [] },
      });
      const channels = adoptChannels(
        decided.conversations,
        ({ channel }) => decided.decisions.get(channel.id),
        target,
      );
      if (!options.isDryRun) await confirm(channels, setup.workspace, options);
      return await adoptAll({ config, context, setup, source, decided, channels, options });
    });
  } finally {
    setup.close();
  }
}

async function confirm(
  channels: readonly AdoptedChannel[],
  workspace: string,
  { isSure, ask }: AdoptOptions,
): Promise<void> {
  if (isSure) return;
  const pairs = channels.flatMap(({ conversation, place }) =>
    place === undefined ? [] : [`  ${conversation.name} = #${place.name} (${place.id})`],
  );
  const what = `${pairs.length} channels of ${workspace}`;
  if (ask === undefined)
    throw new UsageError(`adopt would take ${what} for ours; say --yes to do it`);
  const answer = await ask(
    `${pairs.join('\n')}\nAre these ${what} the ones of the import? Type yes: `,
  );
  if (answer.trim().toLowerCase() !== 'yes') throw new UsageError('nothing was adopted');
}

interface Adoption extends AdoptParts {
  readonly channels: readonly AdoptedChannel[];
  readonly options: AdoptOptions;
}

async function adoptAll(adoption: Adoption): Promise<AdoptReport> {
  const { config, setup, source, decided, channels, options } = adoption;
  const counts = await source.counts({ fromMs: config.fromMs, toMs: config.toMs });
  const places = new Map<ChannelId, string>();
  for (const { conversation, place } of channels) {
    if (place !== undefined) places.set(conversation.channel.id, place.id);
  }
  const tally = noAdoptTally();
  const pending = await openPendingChanges(config.workDirectory);
  if (!options.isDryRun) {
    enterChannels(setup, channels);
    await adoptMessages(adoption, {
      tally,
      pending,
      places,
      posts: livePosts(counts, decided.conversations),
    });
    await pending.save();
  }
  return {
    command: 'adopt',
    workspace: setup.workspace,
    isDryRun: options.isDryRun,
    channels: {
      adopted: places.size,
      problems: channels.flatMap(({ problem }) => problem ?? []),
    },
    messages: tally,
    pending: pending.size,
    account: adoptAccount(tally),
    losses: [],
    warnings: decided.warnings,
  };
}

function enterChannels({ run }: ReplaySetup, channels: readonly AdoptedChannel[]): void {
  run.ledger.together(() => {
    for (const { conversation, place } of channels) {
      if (place === undefined) continue;
      const { id: channelId } = conversation.channel;
      run.ledger.adopt({
        ...intentOf({
          key: channelKey(channelId),
          kind: 'channel',
          channelId,
          slackChannel: place.id,
        }),
        atMs: run.todayMs(),
        ts: '',
      });
    }
  });
}
