import type { ReplayRun } from '../../importers/replay/replay-run.ts';
import { doSmall } from '../../importers/replay/small-deeds.ts';
import type { ChannelId } from '../../model.ts';

/** The channels that we archived and that are archived still. */
export function archivedByUs(
  { ledger }: ReplayRun,
  channels: ReadonlyMap<ChannelId, string>,
): ReadonlyMap<ChannelId, string> {
  const isArchived = (id: ChannelId): boolean => ledger.get(`archive:${id}`)?.state === 'done';
  return new Map([...channels].filter(([id]) => isArchived(id)));
}

/** Archives again what was opened for its files. */
export async function closeAgain(
  run: ReplayRun,
  archived: ReadonlyMap<ChannelId, string>,
): Promise<void> {
  for (const [id, slackChannel] of archived) {
    await doSmall(run, {
      kind: 'archive',
      name: id,
      method: 'conversations.archive',
      args: { channel: slackChannel },
      channelId: id,
      slackChannel,
      alreadyDone: ['already_archived'],
    });
  }
}
