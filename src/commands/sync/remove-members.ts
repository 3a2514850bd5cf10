import { archiveKey } from '../../importers/ledger/keys.ts';
import { keptPeople, removePeople } from '../../importers/workspace/members.ts';
import { type ChannelFinishing, whenComplete } from '../workspace/finishing.ts';
import { leftIn, recordKeptPeople } from '../workspace/members.ts';
import { matchedAccounts } from '../workspace/scope.ts';

/**
 * Removes people from channels that they left in Mattermost, if the app invited them; returns their number. Records those
 * whom Slack refuses for good to remove.
 */
export async function removeLeavers(finishing: ChannelFinishing): Promise<number> {
  const { session, scope, channels } = finishing;
  const leftOf = leftIn(finishing, matchedAccounts(scope));
  let count = 0;
  for (const conversation of scope.conversations) {
    const { channel } = conversation;
    const slackChannel = channels.get(channel.id);
    // Members of an archived channel cannot be removed.
    if (slackChannel === undefined || session.ledger.get(archiveKey(channel.id)) !== undefined)
      continue;
    const place = { channelId: channel.id, slackChannel };
    const hasLeft = leftOf(channel);
    const before = new Set(keptPeople(session, channel.id, hasLeft).map(({ key }) => key));
    await whenComplete(finishing, conversation, async () => {
      const { removed, kept } = await removePeople(session, place, hasLeft);
      count += removed;
      const now = kept.filter(({ key }) => !before.has(key));
      await recordKeptPeople(finishing, channel, now);
    });
  }
  return count;
}
