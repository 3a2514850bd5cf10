import { archiveKey } from '../../importers/ledger/keys.ts';
import { removePeople } from '../../importers/workspace/members.ts';
import { membersOf } from '../../mapping/workspace.ts';
import { type ChannelFinishing, whenComplete } from '../workspace/finishing.ts';
import { matchedAccounts } from '../workspace/scope.ts';

/** Removes people from channels that they left in Mattermost, if the app invited them; returns their number. */
export async function removeLeavers(finishing: ChannelFinishing): Promise<number> {
  const { session, scope, channels } = finishing;
  const accounts = matchedAccounts(scope);
  const known = new Set(accounts.values());
  let removed = 0;
  for (const conversation of scope.conversations) {
    const { channel } = conversation;
    const slackChannel = channels.get(channel.id);
    // Members of an archived channel cannot be removed.
    if (slackChannel === undefined || session.ledger.get(archiveKey(channel.id)) !== undefined)
      continue;
    const rows = scope.members.get(channel.id) ?? [];
    const staying = new Set(membersOf(channel, rows).flatMap((id) => accounts.get(id) ?? []));
    const place = { channelId: channel.id, slackChannel };
    const mayGo = (id: string): boolean => known.has(id) && !staying.has(id);
    await whenComplete(finishing, conversation, async () => {
      removed += await removePeople(session, place, mayGo);
    });
  }
  return removed;
}
