import { archiveKey } from '../../importers/ledger/keys.ts';
import { removePeople } from '../../importers/workspace/members.ts';
import type { WorkspaceSession } from '../../importers/workspace/session.ts';
import { membersOf } from '../../mapping/workspace.ts';
import type { ChannelId } from '../../model/model.ts';
import { type DecidedReplay, matchedAccounts } from '../workspace/decide.ts';

export interface PeopleSync {
  readonly run: WorkspaceSession;
  readonly decided: DecidedReplay;
  readonly channels: ReadonlyMap<ChannelId, string>;
}

/** Takes people out of channels that they left in Mattermost, if we invited them; gives how many. */
export async function removeLeavers({ run, decided, channels }: PeopleSync): Promise<number> {
  const accounts = matchedAccounts(decided);
  const known = new Set(accounts.values());
  let removed = 0;
  for (const { channel } of decided.conversations) {
    const slackChannel = channels.get(channel.id);
    // Nobody can be taken out of an archived channel, and nobody leaves one.
    if (slackChannel === undefined || run.ledger.get(archiveKey(channel.id)) !== undefined)
      continue;
    const rows = decided.members.get(channel.id) ?? [];
    const staying = new Set(membersOf(channel, rows).flatMap((id) => accounts.get(id) ?? []));
    removed += await removePeople(
      run,
      { channelId: channel.id, slackChannel },
      (id) => known.has(id) && !staying.has(id),
    );
  }
  return removed;
}
