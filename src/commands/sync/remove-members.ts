import { archiveKey } from '../../importers/ledger/keys.ts';
import { removePeople } from '../../importers/workspace/members.ts';
import type { WorkspaceSession } from '../../importers/workspace/session.ts';
import { membersOf } from '../../mapping/workspace.ts';
import type { SlackChannels } from '../workspace/message-context.ts';
import { matchedAccounts, type WorkspaceScope } from '../workspace/scope.ts';

/** Removes people from channels that they left in Mattermost, if the app invited them; returns their number. */
export async function removeLeavers(
  session: WorkspaceSession,
  scope: WorkspaceScope,
  channels: SlackChannels,
): Promise<number> {
  const accounts = matchedAccounts(scope);
  const known = new Set(accounts.values());
  let removed = 0;
  for (const { channel } of scope.conversations) {
    const slackChannel = channels.get(channel.id);
    // Members of an archived channel cannot be removed.
    if (slackChannel === undefined || session.ledger.get(archiveKey(channel.id)) !== undefined)
      continue;
    const rows = scope.members.get(channel.id) ?? [];
    const staying = new Set(membersOf(channel, rows).flatMap((id) => accounts.get(id) ?? []));
    removed += await removePeople(
      session,
      { channelId: channel.id, slackChannel },
      (id) => known.has(id) && !staying.has(id),
    );
  }
  return removed;
}
